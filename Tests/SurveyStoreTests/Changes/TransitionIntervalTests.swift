import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// How sure the shares of a transition matrix are.
@Suite struct TransitionIntervalTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// Operators of one to three hosts each, a domain for each host; every third operator goes from self-signed to CA-verified.
  private static func survey(_ wave: Int, operators: Int = 120) -> SmallSurvey {
    var survey = SmallSurvey()
    for number in 0..<operators {
      for host in 0...number % 3 {
        let name = "mx\(host).o\(number).example"
        let trust: FakeLeaf = wave == 1 && number % 3 == 0 ? FakeLeaf(.trusted, name) : FakeLeaf(.selfSigned, name)
        survey.host(name, ("198.51.\(100 + number / 64).\(number % 64 * 4 + host)", .tls(trust)))
        survey.domain("d\(host).o\(number).example", (10, name))
      }
    }
    // It leads to no operator in either wave.
    survey.domain("lost.example", mx: .failed(.servfail))
    return survey
  }

  private func record(_ frames: [Frame]) async throws {
    for (wave, frame) in frames.enumerated() {
      try await Self.survey(wave).record(
        into: database, label: ["a", "b"][wave], asOf: RandomWaves.instant(wave), frame: frame)
    }
    try await database.nameOperators { $0.split(separator: ".").dropFirst().joined(separator: ".") }
  }

  private func rows() throws -> [[String]] {
    try database.rows(
      """
      SELECT unit, from_class, to_class, count, round(percent, 3), interval FROM v_transition ORDER BY 1, 2, 3
      """)
  }

  @Test func betweenTwoCensusesThereAreNone() async throws {
    try await record([.census, .census])
    #expect(try database.column("SELECT DISTINCT interval FROM v_transition") == ["none"])
    #expect(try database.column("SELECT DISTINCT coalesce(low, high) FROM v_transition") == ["NULL"])
    #expect(
      try database.rows("SELECT count, percent FROM v_transition WHERE unit = 'mx_host' AND to_class = 'ca-verified'")
        .first == ["40.0", "\(40.0 * 100 / 240)"])
  }

  @Test(arguments: [[Frame.sample, .sample], [.census, .cluster]])
  func operatorsAreTheClusters(frames: [Frame]) async throws {
    try await record(frames)
    // 40 operators of one host moved, 80 of two and three stayed.
    #expect(
      try rows() == [
        ["domain", "dns-failed", "dns-failed", "1.0", "100.0", "none"],
        ["domain", "self-signed", "ca-verified", "40.0", "16.667", "cluster"],
        ["domain", "self-signed", "self-signed", "200.0", "83.333", "cluster"],
        ["mx_host", "self-signed", "ca-verified", "40.0", "16.667", "cluster"],
        ["mx_host", "self-signed", "self-signed", "200.0", "83.333", "cluster"],
        ["operator", "self-signed", "ca-verified", "40.0", "33.333", "cluster"],
        ["operator", "self-signed", "self-signed", "80.0", "66.667", "cluster"],
      ])
    var expected = ClusteredShares(count: 2)
    expected.add([1, 0], isTakenWhole: false, times: 40)
    expected.add([0, 2], isTakenWhole: false, times: 40)
    // Three of 240 hosts are more than one of a hundred.
    expected.add([0, 3], isTakenWhole: true, times: 40)
    let change = try #require(try database.change(from: "a", to: "b"))
    func interval(_ unit: TrendUnit) -> ClosedRange<Double>? {
      change.transitions.first { $0.unit == unit && $0.to == .result(.uniform(.tls(.caVerified))) }?.interval
    }
    #expect(interval(.mxHost) == expected.interval(0))
    #expect(interval(.domain) == expected.interval(0))
    var operators = ClusteredShares(count: 2)
    operators.add([1, 0], isTakenWhole: false, times: 40)
    operators.add([0, 1], isTakenWhole: false, times: 80)
    #expect(interval(.mxOperator) == operators.interval(0))
    let stored = try database.rows(
      "SELECT low / 100, high / 100 FROM v_transition WHERE unit = 'mx_host' AND to_class = 'ca-verified'")[0]
    let bounds = try #require(interval(.mxHost))
    #expect(abs(try #require(Double(stored[0])) - bounds.lowerBound) < 1e-12)
    #expect(abs(try #require(Double(stored[1])) - bounds.upperBound) < 1e-12)
  }

  /// What does not fit into memory goes through the temporary tables.
  @Test(arguments: [1, 50]) func whatIsHeldInMemoryLeavesNoTrace(capacity: Int) async throws {
    try await record([.sample, .cluster])
    let stored = try #require(try database.series().changes.first)
    #expect(stored.transitions.contains { $0.interval != nil })
    let again = try await database.pool.read { db in
      let waves = try JudgedWave.fetch(db, judgement: "as-observed")
      return try ChangeTallying(db: db, capacity: capacity).run(pairs: WavePair.consecutive(waves)).changes
    }
    #expect(again == [stored])
  }
}
