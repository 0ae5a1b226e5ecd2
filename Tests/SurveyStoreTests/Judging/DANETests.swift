import SurveyCore
import Testing

@testable import SurveyStore

/// What the TLSA records of a host make of what its addresses present.
@Suite struct DANETests {
  let database: SurveyDatabase
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// 3 1 0 with the name that the fake judge looks for.
  private static func record(_ name: String) -> [UInt8] { [3, 1, 0] + Array(name.utf8) }

  private static func usable(_ names: String..., base: String? = nil) -> TLSAFinding {
    TLSAFinding(
      state: .usable, records: names.map(record), base: base.map { DomainName(uncheckedCanonical: $0) })
  }

  static let rows: [(tlsa: TLSAFinding?, sights: [SmallSurvey.Sight], dane: String, parameters: [String])] = [
    (usable("mx.example"), [.tls(FakeLeaf(.trusted, "mx.example"))], "match", ["3", "1", "0"]),
    (usable("mx.example"), [.tls(FakeLeaf(.selfSigned, "mx.example"))], "match", ["3", "1", "0"]),
    (usable("a.example", "mx.example"), [.tls(FakeLeaf(.trusted, "mx.example"))], "match", ["3", "1", "0"]),
    (usable("other.example"), [.tls(FakeLeaf(.trusted, "mx.example"))], "mismatch", ["NULL", "NULL", "NULL"]),
    (usable("mx.example"), [.noStartTLS], "mismatch", ["NULL", "NULL", "NULL"]),
    (usable("mx.example"), [.anonymous], "mismatch", ["NULL", "NULL", "NULL"]),
    (
      usable("mx.example"), [.tls(FakeLeaf(.trusted, "mx.example")), .noStartTLS], "mismatch",
      ["NULL", "NULL", "NULL"]
    ),
    // Only reachable addresses count.
    (
      usable("mx.example"), [.tls(FakeLeaf(.trusted, "mx.example")), .unreachable, .smtpRejected, .inconclusive],
      "match", ["3", "1", "0"]
    ),
    (usable("mx.example"), [.unreachable], "unknown", ["NULL", "NULL", "NULL"]),
    (
      TLSAFinding(state: .none), [.tls(FakeLeaf(.trusted, "mx.example"))], "none", ["NULL", "NULL", "NULL"]
    ),
    (
      TLSAFinding(state: .unusable, records: [[0, 0, 1] + Array(repeating: 1, count: 32)]),
      [.tls(FakeLeaf(.trusted, "mx.example"))], "unusable", ["NULL", "NULL", "NULL"]
    ),
    (TLSAFinding(state: .insecure), [.noStartTLS], "insecure", ["NULL", "NULL", "NULL"]),
    (TLSAFinding(state: .bogus), [.noStartTLS], "bogus", ["NULL", "NULL", "NULL"]),
    (TLSAFinding(state: .error), [.noStartTLS], "error", ["NULL", "NULL", "NULL"]),
    (TLSAFinding(state: .unknown), [.noStartTLS], "unknown", ["NULL", "NULL", "NULL"]),
    (nil, [.noStartTLS], "NULL", ["NULL", "NULL", "NULL"]),
  ]

  private func survey(_ tlsa: TLSAFinding?, _ sights: [SmallSurvey.Sight]) -> SmallSurvey {
    var survey = SmallSurvey()
    survey.domain("d.example", mx: .records(MXSet([(10, "mx.example")]), .secure))
    let addresses = sights.indices.map { "198.51.100.\($0 + 1)" }
    survey.addresses["mx.example"] = HostLookup(
      .addresses(addresses.compactMap { Address($0) }, .secure), .addresses([], .secure))
    for (address, sight) in zip(addresses, sights) { survey.sights[address, default: [:]]["mx.example"] = sight }
    survey.tlsa["mx.example"] = tlsa
    return survey
  }

  @Test(arguments: rows.indices) func aHostHasTheStatusOfItsAddresses(index: Int) async throws {
    let row = DANETests.rows[index]
    try await survey(row.tlsa, row.sights).record(into: database)
    #expect(
      try database.rows("SELECT dane, dane_usage, dane_selector, dane_matching_type FROM v_host")
        == [[row.dane] + row.parameters])
    let isMatch = row.dane == "match"
    #expect(
      try database.column(
        "SELECT numerator FROM v_trend WHERE metric = 'dane_match' AND unit = 'mx_host' AND base = 'reachable'")
        == [isMatch ? "1.0" : "0.0"])
  }

  @Test func recordsAreReadAsTheyWereWritten() throws {
    let records = [[3, 1, 1] + Array(repeating: 7, count: 300), [], [2], [3, 1, 0, 0xff]].map { $0.map(UInt8.init) }
    let decoded = TLSARecords.decode(TLSARecords.encode(records).data)
    #expect(decoded == records.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func aDomainIsAuthenticatedByDANEWithSecureMXAlone() async throws {
    let tls = SmallSurvey.Sight.tls(FakeLeaf(.selfSigned, "mx.example"))
    var survey = survey(DANETests.usable("mx.example"), [tls])
    survey.domain("insecure.example", (10, "mx.example"))
    survey.host("other.example", ("198.51.100.9", tls))
    survey.tlsa["other.example"] = TLSAFinding(state: .insecure)
    // Every reachable host counts, of whatever preference.
    survey.domain("two.example", mx: .records(MXSet([(10, "mx.example"), (20, "other.example")]), .secure))
    survey.policies["nobody.example"] = MailPolicy(mtaSTS: .absent, tlsrpt: .absent)
    try await survey.record(into: database)
    #expect(
      try database.rows("SELECT domain, authenticated FROM v_domain ORDER BY domain")
        == [["d.example", "1"], ["insecure.example", "0"], ["two.example", "0"]])
    #expect(
      try database.rows(
        "SELECT numerator, denominator FROM v_trend WHERE metric = 'authenticated' AND unit = 'domain' AND base = 'tls'"
      )
        == [["1.0", "3.0"]])
  }
}
