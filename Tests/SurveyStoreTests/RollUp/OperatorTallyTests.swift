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

  /// The classes and headlines of an operator that are not 0, with the denominator under `all`.
  private func figures(_ unit: String, _ operator: String) throws -> [String: Double] {
    let rows = try database.rows(
      "SELECT metric, numerator, denominator FROM v_operator WHERE unit = ? AND operator = ?", [unit, `operator`])
    guard let whole = rows.first?[2] else { return [:] }
    #expect(rows.allSatisfy { $0[2] == whole })
    let wanted = Metric.partition(base: .reachable, unit: .mxHost) + [.startTLS, .strictForwardSecrecy]
    let words = Set(wanted.map(\.word))
    let figures = rows.filter { words.contains($0[0]) }.map { ($0[0], Double($0[1]) ?? .nan) }
    return Dictionary(uniqueKeysWithValues: figures + [("all", Double(whole) ?? .nan)])
  }

  @Test func hostsAndAddressesBelongToOneOperatorEach() async throws {
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
    // An operator itself is the mean of its hosts, each the mean of its addresses.
    #expect(
      try figures("operator", "op1.example")
        == ["all": 1, "ca_verified": 0.25, "self_signed": 0.5, "no_tls": 0.25, "starttls": 0.75, "strict_pfs": 0.25])
    #expect(try database.value("SELECT count(*) FROM v_operator WHERE numerator = 0") == "0")
  }

  /// What nobody asks for by operator is a handful of rows.
  @Test func aCensusHasCertificatesAndWholeDomainsOfAllOperatorsTogether() async throws {
    try await survey().record(into: database)
    let kinds = try database.rows(
      "SELECT slot & 127, min(operator_id) > 0, max(operator_id) > 0, max(slot & 128) FROM operator_part GROUP BY 1")
    #expect(
      kinds == [
        ["0", "0", "1", "0"], ["1", "0", "1", "0"], ["2", "0", "0", "128"], ["3", "0", "0", "128"],
        ["4", "0", "0", "0"], ["5", "0", "1", "0"], ["6", "0", "0", "0"], ["7", "0", "0", "0"],
      ])
    #expect(try database.value("SELECT count(*) FROM operator_part WHERE pattern_id = 0 AND operator_id > 0") == "0")
    // mx5, its operator op0, and its address and that of mx3 under another name, which answered.
    #expect(
      try database.rows("SELECT slot, number, weight FROM operator_part WHERE pattern_id = 0 ORDER BY slot")
        == [["0", "1.0", "1.0"], ["1", "2.0", "0.0"], ["4", "1.0", "0.0"]])
  }

  @Test func partsKnowTheUnitsThatTheViewSays() throws {
    let said = Set(
      try database.rows("SELECT kind, further, unit, counting, weighted FROM part_unit").map {
        $0.joined(separator: " ")
      })
    let list = TrendUnit.domainWeighted(list: "l")
    let units = PartUnits(weighted: [.domainWeighted, list])
    var found: Set<String> = []
    for kind in PartSlot.Kind.allCases where kind != .certificate && kind != .key && kind != .itself {
      for further in kind == .domain ? 0...1 : 0...0 {
        for use in units.uses(of: PartSlot(kind, list: further)) {
          let unit = units.all[use.place]
          let word = unit == list ? TrendUnit.domainWeighted.rawValue : unit.rawValue
          found.insert("\(kind.rawValue) \(further) \(word) \(use.counting.code) \(use.isWeighted ? 1 : 0)")
        }
      }
    }
    #expect(found.union(["0 0 operator 1 0"]) == said)
  }

  /// A query for one operator reads that operator's rows.
  @Test(arguments: ["v_operator", "v_operator_all"])
  func aQueryForOneOperatorReadsNoOther(view: String) async throws {
    try await survey().record(into: database)
    let plan = try database.rows(
      "EXPLAIN QUERY PLAN SELECT * FROM \(view) WHERE label = '2026-11' AND operator = 'op1.example'"
    ).map { $0[3] }
    let searches = plan.filter { $0.contains(" p ") || $0.hasSuffix(" p") }
    #expect(!searches.isEmpty)
    for search in searches {
      #expect(search == "SEARCH p USING PRIMARY KEY (judgement_id=? AND operator_id=?)")
    }
    // Judgements and the units that they have are few, and read once.
    let scans = plan.filter { row in
      row.hasPrefix("SCAN") && !["(subquery", "u", "j"].contains { row.hasPrefix("SCAN \($0)") }
    }
    #expect(scans == [], "\(plan)")
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

  /// Whatever an operator has is its part of the trend.
  @Test(arguments: Seeds.first(2, of: 6), Frame.allCases)
  func operatorsSumToTheTrend(seed: UInt64, frame: Frame) async throws {
    try await SmallSurvey(seed: seed + 40).record(into: database, frame: frame)
    let sums = try database.rows(
      "SELECT unit, metric, sum(numerator), count(DISTINCT operator) FROM v_operator GROUP BY 1, 2")
    var bySlot = Dictionary(uniqueKeysWithValues: sums.map { ("\($0[0]) \($0[1])", Double($0[2]) ?? .nan) })
    #expect(bySlot.values.contains { $0 > 1 })
    for point in try database.finishedWaves()[0].points {
      let isKept =
        point.base == .reachable && ![.certificate, .key].contains(point.unit)
        && (frame != .census
          || ![.domainEveryPrimary, .domainEvery, .domainAny].contains(point.unit)
            && ![.mtaSTSEnforce, .authenticated].contains(point.metric))
      guard isKept else { continue }
      let slot = "\(point.unit.rawValue) \(point.metric.word)"
      let sum = bySlot.removeValue(forKey: slot) ?? 0
      #expect(abs(sum - point.numerator) <= 1e-12 * max(1, point.numerator), "\(slot)")
    }
    #expect(bySlot == [:])
    let wholes = try database.rows(
      "SELECT unit, sum(denominator) FROM (SELECT DISTINCT unit, operator, denominator FROM v_operator) GROUP BY 1")
    for row in wholes {
      let points = try database.finishedWaves()[0].points
      let whole = try #require(points.first { $0.unit.rawValue == row[0] && $0.base == .reachable }).denominator
      #expect(abs((Double(row[1]) ?? .nan) - whole) <= 1e-12 * max(1, whole), "\(row[0])")
    }
  }

  /// However little is kept in memory, all comes out to the last digit.
  @Test(arguments: Frame.allCases)
  func memoryChangesNoFigure(frame: Frame) async throws {
    var survey = SmallSurvey(seed: 77)
    for (place, listed) in survey.lists.joined().enumerated() where place % 3 == 0 {
      survey.policies[listed.name] = try MailPolicyTests.policy("enforce", "*.example")
    }
    let wave = try await survey.record(into: database, frame: frame)
    func count(_ limits: WaveCounting.Limits) throws -> (PartCounts, RollUpRows.Content) {
      try database.pool.read { db in
        let rows = RollUpRows()
        let counts = try WaveCounting(
          db: db, scanID: wave.scanID, judgementID: 1, measurement: try Measurement(db, wave.scanID), asOf: nil,
          limits: limits
        ).run(into: rows, writesSets: true, verdicts: nil)
        return (counts, rows.content)
      }
    }
    /// Numbers of patterns depend on what came first.
    func parts(_ rows: RollUpRows.Content) -> Set<[String]> {
      Set(
        rows.parts.map { part in
          let octets = rows.patterns[part.pattern].map { "\($0.octets)" } ?? "silent"
          return ["\(part.operatorID)", "\(part.slot)", octets, "\(part.number)", "\(part.weight)"]
        })
    }
    let (much, muchRows) = try count(.init())
    let (little, littleRows) = try count(.init(hosts: 2, parts: 3, certificates: 2, domains: 5))
    #expect(little.breakdown == much.breakdown)
    #expect(Set(little.reasons) == Set(much.reasons))
    #expect(littleRows.verdicts.map(\.setID) == muchRows.verdicts.map(\.setID))
    #expect(littleRows.verdicts.map(\.verdict.strictShare) == muchRows.verdicts.map(\.verdict.strictShare))
    #expect(parts(muchRows).count == muchRows.parts.count && muchRows.parts.count > 10)
    #expect(parts(littleRows) == parts(muchRows))
    #expect(muchRows.parts.contains { !PartSlot(rawValue: $0.slot).traits.isEmpty })
    #expect(littleRows.parts.count == muchRows.parts.count)
    #expect(littleRows.parts.map(\.operatorID) == muchRows.parts.map(\.operatorID))
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
