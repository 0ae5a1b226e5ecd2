import SurveyCore

/// A line chart: the percentage of each headline class over the waves' dates.
struct TrendLines {
  let waves: [WaveSummary]
  let unit: TrendUnit
  let base: Base

  /// The chart in both layouts.
  var figure: Figure { Figure(chart) }

  func chart(_ layout: Layout) -> Chart {
    let metrics = Metric.headline(base: base)
    let lines = metrics.compactMap { PlottedLine($0, waves: waves, unit: unit, base: base) }
    let caption = Caption(
      layout, name: "trend-\(unit.fileWord)-\(base.rawValue)", title: "Trend of \(unit.title(in: base))",
      subtitle: "By wave date, in percent of \(unit.title(in: base)); the other classes are in the bars"
        + lines.intervalNote,
      finding: Finding.sentence(of: metrics, waves: waves, unit: unit, base: base), isLaboratory: waves.areLaboratory)
    return Chart(caption: caption, drawing: LinePlot(lines, under: caption).drawing)
  }
}

extension LinePlot {
  /// A plot that takes the whole room under a caption.
  init(_ lines: [PlottedLine], under caption: Caption) {
    let layout = caption.layout
    self.init(
      lines: lines, left: layout.left, right: layout.right, top: caption.drawingTop,
      labels: layout == .wide ? .beside : .below, least: layout == .wide ? 280 : 220)
  }
}
