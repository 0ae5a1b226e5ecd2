import SurveyCore

/// The domains that are in every wave beside the lists as they are: what moved without the lists moving.
struct PanelLines {
  let waves: [WaveSummary]
  let panel: Panel
  let metric: Metric

  /// The chart in both layouts; `nil` where the panel does not tell this metric.
  var figure: Figure? {
    panel.points.contains { $0.metric == metric } ? Figure(chart) : nil
  }

  func chart(_ layout: Layout) -> Chart {
    let lines = lines
    let count = NumberText.grouped(panel.domains)
    let caption = Caption(
      layout, name: "panel-\(metric.word)", title: "\(metric.title), current lists and fixed panel",
      subtitle: "In percent of reachable domains; the panel is the \(count) domains that every wave lists"
        + lines.intervalNote,
      finding: Finding.text(
        "Of reachable domains, \(Finding.period(of: waves)), the panel being the \(count) domains of every wave: "
          + lines.map { "\(metric.title), \($0.said)" }.joined(separator: "; "), waves: waves),
      isLaboratory: waves.areLaboratory)
    return Chart(caption: caption, drawing: LinePlot(lines.map(\.line), under: caption).drawing)
  }

  /// A line, and its movement in words.
  fileprivate struct Told {
    let line: PlottedLine
    let said: String
  }

  fileprivate var lines: [Told] {
    let current = waves.map { $0.point(metric, unit: .domain, base: .reachable) }
    let weighted = waves.map { $0.point(metric, unit: .domainWeighted, base: .reachable) }
    let each = ratios(.each)
    let fixed = ratios(.fixed)
    return [
      told("all listed", current.map { PlottedLine.Value($0) }, current.map { $0?.ratio }, style: 0),
      told("panel", each.map { PlottedLine.Value($0) }, each, style: 1),
      told("weighted", weighted.map { PlottedLine.Value($0) }, weighted.map { $0?.ratio }, style: 2),
      told("panel, first weights", fixed.map { PlottedLine.Value($0) }, fixed, style: 3),
    ].compactMap(\.self)
  }

  private func told(_ title: String, _ values: [PlottedLine.Value?], _ ratios: [Ratio?], style: Int) -> Told? {
    PlottedLine(title, style: LineStyle.all[style], waves: waves, values: values, ratios: ratios).map { line in
      let shares = ratios.map { $0.flatMap { Share(numerator: $0.numerator, denominator: $0.denominator) } }
      return Told(
        line: line,
        said: Finding.movement(
          title, from: shares.first ?? nil, to: shares.last ?? nil, isSingle: shares.count == 1))
    }
  }

  private func ratios(_ weighting: Panel.Weighting) -> [Ratio?] {
    waves.map { wave in
      panel.points.first { $0.label == wave.label && $0.weighting == weighting && $0.metric == metric }?.ratio
    }
  }
}

extension [PanelLines.Told] {
  fileprivate var intervalNote: String { map(\.line).intervalNote }
}
