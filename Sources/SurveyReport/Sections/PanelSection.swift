import SurveyCore

/// The domains that are in every wave beside the current lists: what moved without the lists moving.
struct PanelSection {
  let waves: [WaveSummary]
  let panel: Panel?
  var figures: [Block] = []

  private var shown: [WaveSummary] { waves.ends(limit: ClassesSection.columns) }

  /// What is told of the panel.
  private static let metrics: [Metric] = [.certificateClass(.caVerified), .certificateClass(.selfSigned), .startTLS]

  /// The section; nothing without a panel.
  var blocks: [Block] {
    guard let panel, panel.domains > 0 else { return [] }
    var table = Table(["Figure", "Domains"] + shown.map { "\($0.label)" }, leftColumns: 2)
    for metric in PanelSection.metrics where panel.points.contains(where: { $0.metric == metric }) {
      append(metric, of: panel, to: &table)
    }
    guard !table.rows.isEmpty else { return [] }
    return [
      .heading(2, "The same domains throughout"),
      """
      The panel are the \(panel.domains) domains that every wave lists, of those that were reachable. Where a line of the \
      current lists moves and the panel does not, the lists moved. **Fixed weights** are those of the first wave in every \
      wave (Laspeyres): what is left then is what receivers did.
      """,
    ] + figures + [.table(table)]
  }

  private func append(_ metric: Metric, of panel: Panel, to table: inout Table) {
    func row(_ title: Prose, _ share: (WaveSummary) -> Share?) {
      table.append(["\(metric.title)", title] + shown.map { "\(share($0)?.text ?? "–")" })
    }
    func inPanel(_ weighting: Panel.Weighting) -> (WaveSummary) -> Share? {
      { wave in
        panel.points.first { $0.label == wave.label && $0.weighting == weighting && $0.metric == metric }
          .flatMap { Share($0.ratio) }
      }
    }
    func inTrend(_ unit: TrendUnit) -> (WaveSummary) -> Share? {
      { Share($0.point(metric, unit: unit, base: .reachable)) }
    }
    row("current list", inTrend(.domain))
    row("**panel**", inPanel(.each))
    row("current list, weighted", inTrend(.domainWeighted))
    row("**panel**, current weights", inPanel(.current))
    row("**panel**, fixed weights", inPanel(.fixed))
  }
}
