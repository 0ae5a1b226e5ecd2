import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct WaveChangesTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  @Test func aSeriesIsStoredPairsOverallAndPanel() async throws {
    try await RecordedWaves.shared.copy(seed: 1, into: database)
    let series = try database.series()
    #expect(series.waves.map(\.label) == RandomWaves.labels)
    #expect(series.changes.map { [$0.from, $0.to] } == [["2026-01", "2026-02"], ["2026-02", "2026-03"]])
    #expect(series.changes.allSatisfy { $0.decompositions.isEmpty })
    #expect(series.overall.map { [$0.from, $0.to] } == ["2026-01", "2026-03"])
    #expect(series.overall == (try database.change(from: "2026-01", to: "2026-03")))
    #expect(series.overall?.decompositions.count == 3 * Metric.followed.count)
  }

  @Test func aSelectionHasItsOwnPairs() async throws {
    try await RecordedWaves.shared.copy(seed: 2, into: database)
    let whole = try database.series()
    let ends = try database.series { $0.label != "2026-02" }
    #expect(ends.waves.map(\.label) == ["2026-01", "2026-03"])
    #expect(ends.changes.map(\.shifts) == [whole.overall?.shifts])
    #expect(ends.overall == whole.overall)
    #expect(ends.panel != whole.panel)
    #expect((ends.panel?.domains ?? 0) > (whole.panel?.domains ?? 0))
    let none = try database.series { _ in false }
    #expect(none == SurveySeries(waves: []))
  }

  @Test func anyTwoWavesAreComparedInEitherDirection() async throws {
    try await RecordedWaves.shared.copy(seed: 3, into: database)
    let there = try #require(try database.change(from: "2026-01", to: "2026-02"))
    let back = try #require(try database.change(from: "2026-02", to: "2026-01"))
    let turned = Set(back.transitions.map { Transition(unit: $0.unit, from: $0.to, to: $0.from, count: $0.count) })
    #expect(turned == Set(there.transitions))
    #expect(zip(there.shifts, back.shifts).allSatisfy { $0.entrants == $1.leavers })
    let still = try #require(try database.change(from: "2026-01", to: "2026-01"))
    #expect(still.transitions.allSatisfy { $0.from == $0.to })
    #expect(still.shifts.allSatisfy { $0.gained == 0 && $0.lost == 0 && $0.before == $0.after })
    #expect(try database.change(from: "2026-01", to: "2027-01") == nil)
    #expect(try database.change(from: "2026-01", to: "2026-02", judgement: "another") == nil)
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func aDecompositionAddsUpToTheChangeOfTheTrend(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    let series = try database.series()
    let decompositions = try #require(series.overall?.decompositions)
    #expect(Set(decompositions.map(\.unit)) == [.mxHost, .domain, .domainWeighted])
    for found in decompositions {
      let points = try [series.waves[0], series.waves[2]].map {
        try #require($0.point(found.metric, unit: found.unit, base: .reachable)).ratio
      }
      #expect([found.before, found.after] == points)
      let change = try #require(found.after.share) - #require(found.before.share)
      #expect(abs(found.terms.total - change) < 1e-9)
      #expect(found.operators.contains { $0.name == "operator1.example" })
    }
  }

  @Test func aStoredDecompositionIsTheOneThatIsReckonedFromOperators() async throws {
    for (index, hosts) in [["mx.stays.example", "mx.goes.example"], ["mx.stays.example", "mx.comes.example"]]
      .enumerated()
    {
      var survey = SmallSurvey()
      for (place, host) in hosts.enumerated() {
        survey.host(host, ("198.51.100.\(place + 1)", place == index ? .noStartTLS : .tls(FakeLeaf(.trusted, host))))
        survey.domain("d.\(host)", (10, host))
      }
      try await survey.record(into: database, label: "\(index)", asOf: RandomWaves.instant(index))
    }
    let stored = try #require(try database.series().overall)
    let operators = stored.decompositions.flatMap(\.operators)
    #expect(Set(operators.filter { $0.before == nil }.map(\.name)) == ["comes.example"])
    #expect(Set(operators.filter { $0.after == nil }.map(\.name)) == ["goes.example"])
    for table in ["transition_tally", "shift_tally", "decomposition", "contribution", "pair_breakdown", "wave_pair"] {
      try database.execute("DELETE FROM \(table)")
    }
    try database.execute("DELETE FROM operator_rank")
    let reckoned = try database.series()
    #expect(reckoned.overall == stored)
    #expect(reckoned.concentration == [])
  }

  @Test func figuresAreToldWithoutTheOperatorsThatWeighMostInTheNewestWave() async throws {
    var survey = SmallSurvey()
    for (index, count) in [3, 2, 1].enumerated() {
      for host in 0..<count {
        let name = "h\(host).op\(index).example"
        survey.host(
          name, ("198.51.100.\(10 * index + host)", index == 0 ? .noStartTLS : .tls(FakeLeaf(.trusted, name))))
        survey.domain("d\(host).op\(index).example", weight: 0.1, (10, name))
      }
    }
    for (index, label) in ["a", "b"].enumerated() {
      try await survey.record(into: database, label: label, asOf: RandomWaves.instant(index))
    }
    try await database.nameOperators { String($0.drop { $0 != "." }.dropFirst()) }
    let curves = try database.series().concentration
    #expect(curves.count == 2 * 3 * ConcentrationCurve.steps.count)
    let hosts = curves.filter { $0.unit == .mxHost && $0.metric == .certificateClass(.caVerified) }
    #expect(hosts.map(\.without) == ConcentrationCurve.steps)
    let expected = [Ratio(3, of: 6), Ratio(3, of: 3), Ratio(1, of: 1), Ratio(), Ratio(), Ratio()]
    #expect(hosts.map(\.ratios) == expected.map { [$0, $0] })
    let weighted = curves.filter { $0.unit == .domainWeighted && $0.metric == .startTLS }
    #expect(weighted.map { $0.ratios[0].share ?? -1 }.map { ($0 * 1e9).rounded() / 1e9 } == [0.5, 1, 1, -1, -1, -1])
  }
}
