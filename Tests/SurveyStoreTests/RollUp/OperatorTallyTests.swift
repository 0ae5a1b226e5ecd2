import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// What is kept by operator.
@Suite struct OperatorTallyTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// `op1` has mx1 and mx6, `op2` mx2, `op3` mx3, which shares an address with mx2.
  private func survey() -> SmallSurvey {
    var survey = SmallSurvey()
    let strict = FakeLeaf(.trusted, "mx1.example", "mx2.example")
    survey.host("mx1.example", ("198.51.100.1", .tls(strict, .modern)), ("198.51.100.2", .noStartTLS))
    survey.host("mx2.example", ("198.51.100.3", .tls(strict, .rsa)))
    survey.host("mx3.example", ("198.51.100.3", .tls(strict, .rsa)), ("198.51.100.4", .unreachable))
    survey.host("mx5.example", ("198.51.100.6", .smtpRejected))
    survey.host("mx6.example", ("198.51.100.7", .tls(FakeLeaf(.selfSigned, "mx6.example"), .modern)))
    survey.domain("a.example", weight: 8, (10, "mx1.example"))
    survey.domain("b.example", weight: 4, (10, "mx1.example"), (10, "mx2.example"), (10, "mx5.example"))
    survey.domain("c.example", weight: 2, (10, "mx6.example"), (20, "mx3.example"))
    survey.lists.append([("b.example", 0.5)])
    return survey
  }

  /// The figures of an operator that are not 0, with the denominator under `all`.
  private func figures(_ unit: String, _ operator: String, base: Int = 0) throws -> [String: Double] {
    let rows = try database.rows(
      """
      SELECT m.word, t.numerator FROM operator_tally t JOIN metric_word m ON m.code = t.metric
      JOIN tally_unit u USING (unit_id) JOIN operator o USING (operator_id)
      WHERE u.word = ? AND o.name = ? AND t.base = ?
      """, [unit, `operator`, "\(base)"])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Double($0[1]) ?? .nan) })
  }

  @Test func aCensusKeepsClassesAndHeadlines() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("mx_host", "op1.example") == ["all": 2, "mixed": 1, "self_signed": 1, "starttls": 2])
    #expect(try figures("mx_host", "op2.example") == ["all": 1, "ca_verified": 1, "starttls": 1])
    #expect(try figures("mx_host", "op3.example") == ["all": 1, "ca_wrong_name": 1, "starttls": 1])
    // mx5 did not answer.
    #expect(try figures("mx_host", "op0.example") == [:])
    // mx1 is used by a and b, mx6 by c, mx3 as lowest preference by none.
    #expect(
      try figures("mx_host_by_domains", "op1.example") == ["all": 3, "mixed": 2, "self_signed": 1, "starttls": 3])
    #expect(try figures("mx_host_by_domains", "op3.example") == [:])
    // The shared address is that of mx2, the first by name.
    #expect(
      try figures("address", "op1.example")
        == ["all": 3, "ca_verified": 1, "self_signed": 1, "no_tls": 1, "starttls": 2, "strict_pfs": 1])
    #expect(try figures("address", "op2.example") == ["all": 1, "mixed": 1, "starttls": 1])
    #expect(try figures("address", "op3.example") == [:])
    #expect(try database.column("SELECT DISTINCT base FROM operator_tally") == ["0"])
    #expect(try database.value("SELECT count(*) FROM operator_tally WHERE numerator = 0") == "0")
  }

  @Test func aDomainIsSharedOutAmongItsHostsThatAnswered() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("domain", "op1.example") == [
        "all": 2.5, "ca_verified": 0.75, "self_signed": 1, "no_tls": 0.75, "starttls": 1.75, "strict_pfs": 0.75,
      ])
    #expect(try figures("domain", "op2.example") == ["all": 0.5, "ca_verified": 0.5, "starttls": 0.5])
    #expect(
      try figures("domain_weighted", "op1.example") == [
        "all": 12, "ca_verified": 5, "self_signed": 2, "no_tls": 5, "starttls": 7, "strict_pfs": 5,
      ])
    #expect(
      try figures("domain_weighted:list1.csv", "op2.example")
        == ["all": 0.25, "ca_verified": 0.25, "starttls": 0.25])
  }

  @Test func theViewTellsPercentOfTheOperatorsOwn() async throws {
    try await survey().record(into: database)
    #expect(
      try database.rows(
        "SELECT denominator, percent FROM v_operator WHERE unit = 'mx_host' AND operator = 'op1.example' AND metric = 'mixed'"
      ) == [["2.0", "50.0"]])
    #expect(
      try database.rows("SELECT mx_host, operator FROM v_host WHERE mx_host < 'mx3' ORDER BY mx_host")
        == [["mx1.example", "op1.example"], ["mx2.example", "op2.example"]])
  }

  @Test func operatorsAreRankedByTheirDenominatorThenByName() async throws {
    try await survey().record(into: database)
    let sql = """
      SELECT o.name FROM operator_rank r JOIN tally_unit u USING (unit_id) JOIN operator o USING (operator_id)
      WHERE u.word = ? ORDER BY place
      """
    #expect(try database.column(sql, ["mx_host"]) == ["op1.example", "op2.example", "op3.example"])
    #expect(try database.column(sql, ["address"]) == ["op1.example", "op2.example"])
    #expect(try database.value("SELECT min(place) FROM operator_rank") == "1")
  }

  @Test func fiftyOperatorsAreRanked() async throws {
    var survey = SmallSurvey()
    for number in 0..<60 {
      let name = "mx.o\(number).example"
      survey.host(name, ("198.51.100.\(number)", .noStartTLS))
      for use in 0..<(number == 59 ? 2 : 1) { survey.domain("d\(use).o\(number).example", (10, name)) }
    }
    try await survey.record(into: database)
    let sql = """
      SELECT o.name FROM operator_rank r JOIN tally_unit u USING (unit_id) JOIN operator o USING (operator_id)
      WHERE u.word = 'domain' ORDER BY place
      """
    let expected = ["o59.example"] + (0..<59).map { "o\($0).example" }.sorted().prefix(49)
    #expect(try database.column(sql) == expected)
  }

  /// The trend's points less the sum of what operators have, relative to the trend.
  @Test(arguments: 0..<6, Frame.allCases)
  func operatorsSumToTheTrend(seed: Int, frame: Frame) async throws {
    try await SmallSurvey(seed: UInt64(seed) + 40).record(into: database, frame: frame)
    let sums = try database.rows(
      """
      SELECT u.word, CASE base WHEN 0 THEN 'reachable' ELSE 'tls' END, m.word, sum(numerator) FROM operator_tally
      JOIN tally_unit u USING (unit_id) JOIN metric_word m ON m.code = metric GROUP BY 1, 2, 3
      """)
    var bySlot = Dictionary(
      uniqueKeysWithValues: sums.map { ($0[0...2].joined(separator: " "), Double($0[3]) ?? .nan) })
    #expect(bySlot.values.contains { $0 > 1 })
    for point in try database.finishedWaves()[0].points {
      let isKept =
        frame != .census
        || point.base == .reachable
          && ![.mxOperator, .certificate, .key, .domainEveryPrimary, .domainEvery, .domainAny].contains(point.unit)
          && (Metric.partition(base: .reachable, unit: point.unit) + [.startTLS, .strictForwardSecrecy])
            .contains(point.metric)
      let slot = "\(point.unit.rawValue) \(point.base.rawValue)"
      let sum = bySlot.removeValue(forKey: "\(slot) \(point.metric.word)")
      #expect(isKept || sum == nil, "\(slot) \(point.metric.word)")
      guard isKept else { continue }
      #expect(abs((sum ?? 0) - point.numerator) <= 1e-12 * max(1, point.numerator), "\(slot) \(point.metric.word)")
      let whole = bySlot["\(slot) all"] ?? 0
      #expect(abs(whole - point.denominator) <= 1e-12 * max(1, point.denominator), "\(slot)")
    }
    #expect(bySlot.keys.allSatisfy { $0.hasSuffix(" all") })
  }

  /// However little is kept in memory, all comes out to the last digit.
  @Test(arguments: [Frame.census, .cluster])
  func memoryChangesNoFigure(frame: Frame) async throws {
    let wave = try await SmallSurvey(seed: 77).record(into: database, frame: frame)
    func figures(_ limits: WaveTallying.Limits) throws -> (WaveFigures, RollUpRows.Content) {
      try database.pool.read { db in
        let rows = RollUpRows()
        let figures = try WaveTallying(
          db: db, scanID: wave.scanID, judgementID: 1, measurement: try Measurement(db, wave.scanID), asOf: nil,
          limits: limits
        ).run(into: rows, verdicts: nil)
        return (figures, rows.content)
      }
    }
    let (much, muchRows) = try figures(.init())
    let (little, littleRows) = try figures(.init(hosts: 2, operatorParts: 3, certificates: 2))
    #expect(little.points == much.points)
    #expect(little.breakdown == much.breakdown)
    #expect(little.ranks.map { $0.entries.map(\.operatorID) } == much.ranks.map { $0.entries.map(\.operatorID) })
    #expect(littleRows.verdicts.map(\.strictShare) == muchRows.verdicts.map(\.strictShare))
    #expect(muchRows.figures.joined().count > 10)
    for (left, right) in zip(littleRows.figures.joined(), muchRows.figures.joined()) {
      #expect(left.operatorID == right.operatorID && left.denominator == right.denominator)
      #expect(left.numerators.elementsEqual(right.numerators, by: ==))
    }
    #expect(littleRows.figures.map(\.count) == muchRows.figures.map(\.count))
    #expect(Set(much.points) == Set(try database.finishedWaves()[0].points))
  }

  @Test func sharesAreKeptOfMixedSetsAlone() async throws {
    try await survey().record(into: database)
    let rows = try database.rows(
      """
      SELECT v.class, m.word, s.share FROM mx_set_share s JOIN metric_word m ON m.code = s.metric
      JOIN mx_set_verdict v USING (judgement_id, mx_set_id) ORDER BY v.strict_share, m.word
      """)
    // a: mx1; b: mx1 and mx2.
    #expect(
      rows == [
        ["mixed", "ca_verified", "0.5"], ["mixed", "no_tls", "0.5"], ["mixed", "ca_verified", "0.75"],
        ["mixed", "no_tls", "0.25"],
      ])
    #expect(
      try database.rows("SELECT class, strict_share, strict_pfs_share FROM mx_set_verdict ORDER BY 2")
        == [["self-signed", "0.0", "0.0"], ["mixed", "0.5", "0.5"], ["mixed", "0.75", "0.25"]])
  }
}
