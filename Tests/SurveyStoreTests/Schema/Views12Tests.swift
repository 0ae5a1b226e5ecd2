import SurveyCore
import Testing

@testable import SurveyStore

/// What version 12 shows: aliases, offers that are written over, and ways through indices.
@Suite struct Views12Tests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private var survey: SmallSurvey {
    var survey = SmallSurvey()
    for (number, name) in ["alias", "own", "gone"].enumerated() {
      survey.domain("\(name).example", (10, "mx.\(name).example"))
      survey.host(
        "mx.\(name).example", ("198.51.100.\(number + 1)", .tls(FakeLeaf(.trusted, "mx.\(name).example"))))
    }
    survey.addresses["mx.alias.example"] = HostLookup(
      .addresses([.v4(0xc633_6401)], .insecure), .addresses([], .insecure),
      canonicalName: DomainName(uncheckedCanonical: "real.example"))
    survey.addresses["mx.gone.example"] = HostLookup(.failed(.servfail), .failed(.servfail))
    return survey
  }

  private static let aliases = [
    ["mx.alias.example", "1"], ["mx.gone.example", "NULL"], ["mx.own.example", "0"],
  ]

  @Test func hostsThatAreAliasesAreMarked() async throws {
    try await survey.record(into: database)
    #expect(try database.rows("SELECT mx_host, alias FROM v_host ORDER BY 1") == Self.aliases)
    #expect(!(try database.column("SELECT quote(tlsa_base) FROM scan_host").contains { $0.contains("real") }))
  }

  @Test func whatIsMergedIsMarkedToo() async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let file = try await sharded.merged([sharded.resolved(0, of: 2), sharded.resolved(1, of: 2)], into: "merged.db")
    let merged = try SurveyDatabase(reading: scratch.file(file))
    #expect(try merged.rows("SELECT mx_host, alias FROM v_host ORDER BY 1") == Self.aliases)
    try merged.close()
  }

  /// The view and the filter say the same.
  @Test(arguments: [
    "250-mx.example\r\n250-XXXXXXXA\r\n250 SIZE\r\n", "250 XXXXXXXB\r\n", "250-mx.example\n250-XXXXXXXA 1\n250 OK\n",
    "250-mx.example\r\n250 SIZE\r\n", "250-XSTARTTLSX\r\n250 OK\r\n", "250-XXXXXXA\r\n250 XXXXXXXXA\r\n",
    "250-XXXXXXXX1\r\n250 OK\r\n", "250-mx.example XXXXXXXA\r\n250 OK\r\n", "250 XXXXXXXA", "",
  ])
  func offersThatAreWrittenOverAreMarked(text: String) async throws {
    let ending = ProbeEnding(stage: .startTLS, reason: .noStartTLS, text: Array(text.utf8))
    var survey = survey
    survey.sights["198.51.100.2"] = ["mx.own.example": SmallSurvey.Sight(ending: ending)]
    try await survey.record(into: database)
    let expected = ending.isMasked.map { $0 ? "1" : "0" } ?? "NULL"
    #expect(
      try database.rows("SELECT server_name, masked FROM v_probe ORDER BY 1")
        == [["mx.alias.example", "NULL"], ["mx.own.example", expected]])
  }

  private func plan(_ sql: String) throws -> [String] {
    try database.rows("EXPLAIN QUERY PLAN " + sql).compactMap(\.last)
  }

  @Test func certificatesAreFoundByTheirDigestInHexadecimal() async throws {
    try await survey.record(into: database)
    #expect(
      try database.value(
        "SELECT count(*) FROM v_probe p JOIN v_certificate c ON c.sha256 = p.leaf_sha256") == "2")
    let one = try plan("SELECT subject FROM v_certificate WHERE sha256 = 'aa'")
    #expect(one.contains { $0.contains("certificate_by_hexadecimal") }, "\(one)")
    let joined = try plan("SELECT c.subject FROM v_probe p JOIN v_certificate c ON c.sha256 = p.leaf_sha256")
    #expect(joined.contains { $0.contains("certificate_by_hexadecimal") }, "\(joined)")
  }

  /// By wave, by operator or by both: never through all parts of all waves, and no unit is named for each of them.
  @Test(arguments: ["label = 'a' AND unit = 'domain'", "operator = 'o'", "label = 'a' AND operator = 'o'"])
  func operatorsAreFoundByTheirParts(condition: String) throws {
    let plan = try plan("SELECT * FROM v_operator WHERE \(condition)")
    #expect(
      !plan.contains { $0.hasPrefix("SCAN p") || $0.contains("scan_list") && $0.contains("CORRELATED") }, "\(plan)")
    #expect(plan.contains { $0.hasPrefix("SEARCH p ") && $0.contains("operator_id=?") }, "\(plan)")
    if condition.contains("operator") { #expect(plan.contains { $0.hasPrefix("SEARCH o ") }, "\(plan)") }
  }
}
