import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct SeriesGapsTests {
  private static func waves(_ months: [String]) -> [WaveSummary] {
    months.map { Fixtures.wave($0, $0 + "-01", points: []) }
  }

  private static func report(_ series: SurveySeries) -> String {
    Report(series, formats: [.markdown]).files.first { $0.name == "report.md" }?.content ?? ""
  }

  @Test(arguments: [
    ([], []), (["2026-01"], []), (["2026-01", "2026-02", "2026-03"], []),
    (["2026-11", "2026-12", "2027-02", "2027-03"], ["2027-01"]),
    (["2026-01", "2026-02", "2026-03", "2026-06", "2026-07"], ["2026-04", "2026-05"]),
    // Two waves of a month are no gap.
    (["2026-01", "2026-02", "2026-02", "2026-03", "2026-04"], []),
    // Every quarter, or twice at all, is no monthly survey.
    (["2026-01", "2026-04", "2026-07"], []), (["2014-05", "2014-08"], []), (["2026-01", "2026-02", "2026-05"], []),
  ])
  func monthsThatAMonthlySurveyLacksAreNamed(months: [String], missing: [String]) {
    #expect(SeriesGaps(waves: Self.waves(months), unfinished: []).monthsWithoutWave == missing)
  }

  @Test func aMonthWhoseWaveWasBegunIsNotWithoutOne() {
    let april = UnfinishedWave(label: "spring", waveDate: "2026-04-03", state: .interrupted)
    let gaps = SeriesGaps(
      waves: Self.waves(["2026-01", "2026-02", "2026-03", "2026-06", "2026-07"]), unfinished: [april])
    #expect(gaps.monthsWithoutWave == ["2026-05"])
  }

  @Test func theReportNamesWhatIsMissing() {
    let waves = Self.waves(["2026-01", "2026-02", "2026-03", "2026-06", "2026-07"])
    let whole = Self.report(SurveySeries(waves: Self.waves(["2026-01", "2026-02", "2026-03"])))
    #expect(!whole.contains("Across a gap"))
    let broken = Self.report(
      SurveySeries(
        waves: waves,
        unfinished: [
          UnfinishedWave(label: "2026-04", waveDate: "2026-04-01", state: .interrupted),
          UnfinishedWave(label: "2026-08", waveDate: "2026-08-01", state: .running),
        ]))
    #expect(
      broken.contains(
        """
        Begun and not finished, and so in no figure: 2026-04 (2026-04-01, interrupted), 2026-08 (2026-08-01, running). \
        Without any wave: 2026-05. Across a gap,
        """))
  }
}
