import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct PanelTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func point(_ label: String, _ weighting: Panel.Weighting, _ metric: Metric) throws -> Ratio? {
    try database.series().panel?.points.first {
      $0.label == label && $0.weighting == weighting && $0.metric == metric
    }?.ratio
  }

  /// Where lists and MX records stay what they are, the panel is the whole, whatever the hosts present.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func thePanelOfEqualListsIsTheTrend(seed: UInt64) async throws {
    let survey = SmallSurvey(seed: seed)
    var later = survey
    later.sights = SmallSurvey(seed: seed + 1).sights.merging(survey.sights) { $1.merging($0) { $1 } }
    try await survey.record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await later.record(into: database, label: "b", asOf: RandomWaves.instant(1))
    try await database.nameOperators()
    let series = try database.series()
    let panel = try #require(series.panel)
    #expect(panel.points.count == 2 * 3 * 12)
    for point in panel.points {
      let unit: TrendUnit = point.weighting == .each ? .domain : .domainWeighted
      let wave = try #require(series.waves.first { $0.label == point.label })
      let expected = try #require(wave.point(point.metric, unit: unit, base: .reachable))
      #expect(abs(point.ratio.numerator - expected.numerator) < 1e-9, "\(point)")
      #expect(abs(point.ratio.denominator - expected.denominator) < 1e-9, "\(point)")
    }
  }

  /// `a` and `b` stay; `c` comes, `d` goes, `e` has no MX record in the second wave; `a` changes its weight.
  private func record() async throws {
    var first = SmallSurvey()
    first.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    first.host("mx2.example", ("198.51.100.2", .noStartTLS))
    first.host("mx3.example", ("198.51.100.3", .unreachable))
    var second = first
    first.domain("a.example", weight: 8, (10, "mx1.example"))
    first.domain("b.example", weight: 1, (10, "mx2.example"))
    first.domain("d.example", weight: 64, (10, "mx1.example"))
    first.domain("e.example", weight: 128, (10, "mx1.example"))
    first.domain("f.example", weight: 256, (10, "mx3.example"))
    second.domain("a.example", weight: 2, (10, "mx1.example"))
    second.domain("b.example", weight: 1, (10, "mx1.example"))
    second.domain("c.example", weight: 32, (10, "mx1.example"))
    second.domain("e.example", weight: 128, mx: .none(.insecure))
    second.domain("f.example", weight: 256, (10, "mx2.example"))
    try await first.record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await second.record(into: database, label: "b", asOf: RandomWaves.instant(1))
  }

  @Test func onlyDomainsOfEveryWaveAreOfThePanelEachWaveOverWhatItReached() async throws {
    try await record()
    #expect(try database.series().panel?.domains == 3)
    #expect(try point("a", .each, .certificateClass(.caVerified)) == Ratio(1, of: 2))
    #expect(try point("b", .each, .certificateClass(.caVerified)) == Ratio(2, of: 3))
    #expect(try point("a", .current, .startTLS) == Ratio(8, of: 9))
    #expect(try point("b", .current, .startTLS) == Ratio(3, of: 259))
    #expect(try point("b", .fixed, .startTLS) == Ratio(9, of: 265))
    #expect(try point("b", .fixed, .noTLS) == Ratio(256, of: 265))
  }

  @Test func aSelectionHasThePanelOfItsOwnWaves() async throws {
    try await record()
    var third = SmallSurvey()
    third.host("mx1.example", ("198.51.100.1", .noStartTLS))
    third.domain("a.example", weight: 4, (10, "mx1.example"))
    try await third.record(into: database, label: "c", asOf: RandomWaves.instant(2))
    #expect(try database.series().panel?.domains == 1)
    #expect(try point("c", .fixed, .noTLS) == Ratio(8, of: 8))
    #expect(try database.series { $0.label != "c" }.panel?.domains == 3)
    #expect(try database.series { $0.label == "c" }.panel == nil)
    #expect(try database.rows("SELECT * FROM panel_series") == [["as-observed", "3", "1"]])
    #expect(
      try database.rows("SELECT percent FROM v_panel WHERE label = 'b' AND weighting = 'each' AND metric = 'starttls'")
        == [["100.0"]])
  }
}
