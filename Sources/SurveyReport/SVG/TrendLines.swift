import SurveyCore

/// A line chart: the percentage of each headline class over the waves' dates.
struct TrendLines {
  let waves: [WaveSummary]
  let unit: TrendUnit
  let base: Base

  private static let plotHeight: Double = 280
  private static let left: Double = 60
  /// The least room right of the plot; longer labels get more.
  static let leastRightMargin: Double = 165

  /// One line with its label.
  private struct Line {
    let metric: Metric
    /// One value a wave; `nil` is a gap.
    let shares: [Share?]
    /// The last wave that has a value.
    let last: Int
    let lastShare: Share
    let head: String
    let detail: String
  }

  /// The chart.
  var chart: Chart {
    let lines = Metric.headline(base: base).compactMap(line)
    let labelWidth =
      lines.flatMap { line in
        [PlacedText.width(line.head, size: 13, isBold: true), PlacedText.width(line.detail, size: 11)]
      }.max() ?? 0
    let right = max(TrendLines.leastRightMargin, TrendLines.labelInset + labelWidth + Chart.padding)
    let plot = Box(
      x: TrendLines.left, y: Chart.top + 6, width: Chart.width - right - TrendLines.left,
      height: TrendLines.plotHeight)
    let axes = TrendAxes(plot: plot, dates: waves.map(\.dateInstant))
    // The first class is drawn last, so that it lies on top.
    let drawn = lines.reversed().map { draw($0, axes) }
    let labels = label(lines, axes)
    return Chart(
      unit: unit, base: base, name: "trend-\(unit.fileWord)-\(base.rawValue)",
      title: "Trend of \(unit.title(in: base))",
      subtitle: "By wave date, in percent of \(unit.title(in: base)); the other classes are in the bars",
      finding: Finding.sentence(of: Metric.headline(base: base), waves: waves, unit: unit, base: base),
      isLaboratory: waves.areLaboratory, height: plot.y + plot.height + 32 + Chart.foot,
      shapes: axes.shapes + drawn.flatMap(\.strokes) + drawn.flatMap(\.marks) + labels.shapes,
      texts: axes.texts + labels.texts)
  }

  private func line(_ metric: Metric) -> Line? {
    let shares = waves.map { Share($0.point(metric, unit: unit, base: base)) }
    guard let last = shares.lastIndex(where: { $0 != nil }), let share = shares[last] else { return nil }
    let when = last == waves.count - 1 ? "" : " on \(waves[last].dateInstant.date)"
    return Line(
      metric: metric, shares: shares, last: last, lastShare: share,
      head: "\(metric.title) \(share.percentText)",
      detail: share.fraction + when)
  }

  private func draw(_ line: Line, _ axes: TrendAxes) -> (strokes: [SVGElement], marks: [SVGElement]) {
    let style = line.metric.lineStyle
    let points = line.shares.enumerated().map { index, share in share.map { axes.point(index, $0.percent) } }
    let runs = points.split(separator: nil).map { $0.compactMap(\.self) }
    let strokes = runs.filter { $0.count > 1 }.map {
      SVGElement.line($0, stroke: style.colour, width: 2.5, dash: style.dash)
    }
    // With very many waves, marks on each would hide the dashes; the ends of each run are always marked.
    let step = 1 + waves.count / 40
    let marks = runs.flatMap { run in
      run.enumerated().filter { $0.offset.isMultiple(of: step) || $0.offset == run.count - 1 }
        .map { style.mark(at: $0.element) }
    }
    return (strokes, marks)
  }

  private static let labelInset: Double = 62
  private static let labelHeight: Double = 34

  private func label(_ lines: [Line], _ axes: TrendAxes) -> (shapes: [SVGElement], texts: [PlacedText]) {
    let plot = axes.plot
    let ends = lines.map { axes.point($0.last, $0.lastShare.percent) }
    let half = TrendLines.labelHeight / 2
    let places = LabelSpread.places(
      wished: ends.map(\.y), gap: TrendLines.labelHeight, in: plot.y...(plot.y + plot.height - half + 8))
    var (shapes, texts): ([SVGElement], [PlacedText]) = ([], [])
    for (index, line) in lines.enumerated() {
      let (style, end, y) = (line.metric.lineStyle, ends[index], places[index])
      let edge = plot.x + plot.width
      let start = Point(x: edge + 28, y: y)
      shapes.append(
        .line([Point(x: end.x + 9, y: end.y), Point(x: edge + 22, y: y)], stroke: "#999999", width: 1))
      shapes.append(
        .line([start, Point(x: start.x + 28, y: y)], stroke: style.colour, width: 2.5, dash: style.dash))
      shapes.append(style.mark(at: Point(x: start.x + 14, y: y)))
      let x = edge + TrendLines.labelInset
      texts.append(PlacedText(line.head, x: x, y: y + 1, size: 13, isBold: true))
      texts.append(PlacedText(line.detail, x: x, y: y + 14, size: 11, fill: Palette.paleInk))
    }
    return (shapes, texts)
  }
}
