import SurveyCore

/// `report.md`: the sections in their order.
struct MarkdownReport {
  let waves: [WaveSummary]
  let units: [TrendUnit]
  let charts: ChartSet

  /// The whole file.
  var content: String {
    let blocks = [title] + notice + sections
    return Markdown.joined(blocks, separator: "\n\n").source + "\n"
  }

  private var sections: [Markdown] {
    guard let newest = waves.last else { return ["There is no finished wave yet."] }
    return HeadlineSection(waves: waves, units: units, newest: newest).blocks
      + WavesSection(waves: waves).blocks
      + CoverageSection(waves: waves, newest: newest).blocks
      + ClassesSection(waves: waves, units: units, charts: charts).blocks
      + LooksSection(newest: newest).blocks + SendersSection(newest: newest).blocks
      + PublishedSection(waves: waves).blocks
      + ReadingSection(units: units, lists: newest.lists).blocks
  }

  private var title: Markdown {
    guard let first = waves.first, let newest = waves.last else {
      return "# STARTTLS certificates of mail servers"
    }
    guard waves.count > 1 else { return "# STARTTLS certificates of mail servers, \(newest.label)" }
    return "# STARTTLS certificates of mail servers, \(first.label) to \(newest.label)"
  }

  private var notice: [Markdown] {
    let laboratory = waves.filter(\.isSynthetic).map { Markdown(text: $0.label) }
    guard !laboratory.isEmpty else { return [] }
    let which: Markdown = laboratory.count == 1 ? "Wave" : "Waves"
    return [
      """
      > # \(Caveat.laboratory)
      >
      > \(which) \(.joined(laboratory, separator: ", ")) surveyed reserved addresses in a laboratory. \
      **Such figures say nothing about the Internet.**
      """
    ]
  }
}
