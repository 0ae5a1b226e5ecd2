import SurveyCore

/// A report: its sections in their order.
struct ReportDocument {
  let series: SurveySeries
  let units: [TrendUnit]
  let charts: ChartSet

  private var waves: [WaveSummary] { series.waves }

  /// The whole of it.
  var blocks: [Block] { [.heading(1, title)] + notice + sections }

  private var sections: [Block] {
    guard let newest = waves.last else { return ["There is no finished wave yet."] }
    return HeadlineSection(waves: waves, units: units, newest: newest).blocks
      + WavesSection(waves: waves).blocks
      + CoverageSection(waves: waves, newest: newest).blocks
      + ClassesSection(waves: waves, units: units, charts: charts).blocks
      + LooksSection(newest: newest).blocks + SendersSection(newest: newest).blocks
      + PublishedSection(waves: waves).blocks
      + ReadingSection(units: units, lists: newest.lists).blocks
  }

  private var title: Prose {
    guard let first = waves.first, let newest = waves.last else {
      return "STARTTLS certificates of mail servers"
    }
    guard waves.count > 1 else { return "STARTTLS certificates of mail servers, \(newest.label)" }
    return "STARTTLS certificates of mail servers, \(first.label) to \(newest.label)"
  }

  private var notice: [Block] {
    let laboratory = waves.filter(\.isSynthetic).map { Prose(text: $0.label) }
    guard !laboratory.isEmpty else { return [] }
    let which: Prose = laboratory.count == 1 ? "Wave" : "Waves"
    return [
      .notice(
        title: "\(Caveat.laboratory)",
        """
        \(which) \(.joined(laboratory, separator: ", ")) surveyed reserved addresses in a laboratory. \
        **Such figures say nothing about the Internet.**
        """)
    ]
  }
}
