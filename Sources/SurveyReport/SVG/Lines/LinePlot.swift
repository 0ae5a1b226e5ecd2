import SurveyCore

/// Lines over time between axes, with intervals, and a label for each.
///
/// ```
/// 100 % ┤ ●────●        ─●─ CA-verified 42.0 %
///       │  ╲              420/1,000
///   0 % ┼──────────
/// ```
struct LinePlot {
  /// Where the labels of the lines stand.
  enum Labels {
    /// Right of their ends, with a thin line to each.
    case beside
    /// In a list below the plot.
    case below
  }

  let lines: [PlottedLine]
  let axes: TrendAxes
  let labels: Labels
  /// Where all of it lies.
  let left: Double
  let right: Double

  /// A plot from some height down.
  /// - Parameters:
  ///   - least: how high the plot is at least.
  ///   - further: dates of what else will be drawn between the axes.
  init(
    lines: [PlottedLine], left: Double, right: Double, top: Double, labels: Labels, least: Double = 220,
    further: [Instant] = [], ticks: TrendAxes.Ticks = .dates
  ) {
    self.lines = lines
    self.labels = labels
    self.left = left
    self.right = right
    let plotLeft = left + TrendAxes.labelWidth
    let margin: Double
    let height: Double
    switch labels {
    case .beside:
      let width =
        lines.flatMap { line in
          [
            PlacedText.width(line.head, size: 13, isBold: true), PlacedText.width(line.detail, size: 11),
          ]
        }.max() ?? 0
      margin = LinePlot.labelInset + min(LinePlot.widestLabel, max(LinePlot.narrowestLabel, width + 2))
      height = max(least, Double(lines.count) * LinePlot.labelHeight + 20)
    case .below:
      // The last date stands under the end of the plot.
      margin = 10
      height = least
    }
    let plot = Box(x: plotLeft, y: top + 6, width: right - margin - plotLeft, height: height)
    axes = TrendAxes(plot: plot, dates: lines.flatMap(\.dates) + further, ticks: ticks)
  }

  private static let labelInset: Double = 62
  private static let labelHeight: Double = 34
  private static let narrowestLabel: Double = 88
  private static let widestLabel: Double = 300

  /// Axes, lines and labels.
  var drawing: Drawing {
    var drawing = axes.drawing
    if lines.contains(where: { $0.dates.count > ClassesSection.columns }) { drawing.data = table }
    for line in lines { drawing.shapes += interval(line) }
    // The first line is drawn last, so that it lies on top.
    for line in lines.reversed() { drawing.shapes += strokes(line) }
    for line in lines.reversed() { drawing.shapes += marks(line) }
    switch labels {
    case .beside: drawing.append(endLabels)
    case .below: drawing.append(list(top: drawing.bottom))
    }
    return drawing
  }

  /// Every value: the tables of the report have as many as there is room for.
  private var table: Table {
    var table = Table(["Date"] + lines.map { "\($0.title)" })
    for date in Set(lines.flatMap(\.dates)).sorted() {
      table.append(
        ["\(date.date)"]
          + lines.map { line in
            let value = line.dates.lastIndex(of: date).flatMap { line.values[$0] }
            return "\(value.map { NumberText.fixed($0.percent, decimals: 1) + " %" } ?? "–")"
          })
    }
    return table
  }

  /// Where the marks of a line are: also what a label in the plot has to keep clear of.
  func marks(of line: PlottedLine) -> [Point] {
    shown(of: line).flatMap { run in run.map { axes.point($0.date, $0.value.percent) } }
  }

  /// The points of a line that have marks, run by run.
  private func shown(of line: PlottedLine) -> [[(date: Instant, value: PlottedLine.Value)]] {
    // Where the points are closer than marks are wide, some have none; the ends of each run always have one.
    let places = [line.dates.first, line.dates.last].map { $0.map { axes.point($0, 0).x } ?? 0 }
    let spacing = (places[1] - places[0]) / Double(max(1, line.dates.count - 1))
    let step = spacing > 0 ? max(1, Int((16 / spacing).rounded(.up))) : 1
    return line.runs.map { run in
      run.enumerated().filter { $0.offset.isMultiple(of: step) || $0.offset == run.count - 1 }.map(\.element)
    }
  }

  private func marks(_ line: PlottedLine) -> [SVGElement] { marks(of: line).map { line.style.mark(at: $0) } }

  private func strokes(_ line: PlottedLine) -> [SVGElement] {
    line.runs.filter { $0.count > 1 }.map { run in
      .line(
        run.map { axes.point($0.date, $0.value.percent) }, stroke: line.style.colour, width: 2.5, dash: line.style.dash)
    }
  }

  /// A whisker on each point that has a mark and an interval. A band would take contrast from the lines on it.
  private func interval(_ line: PlottedLine) -> [SVGElement] {
    shown(of: line).flatMap { run in
      let bounded = run.compactMap { point in point.value.bounds.map { (date: point.date, bounds: $0) } }
      let upper = bounded.map { axes.point($0.date, min(100, $0.bounds.upperBound)) }
      let lower = bounded.map { axes.point($0.date, max(0, $0.bounds.lowerBound)) }
      return zip(upper, lower).flatMap { high, low in
        [
          SVGElement.line([high, low], stroke: line.style.colour, width: 1.5),
          .line(
            [Point(x: high.x - 4, y: high.y), Point(x: high.x + 4, y: high.y)], stroke: line.style.colour, width: 1.5),
          .line([Point(x: low.x - 4, y: low.y), Point(x: low.x + 4, y: low.y)], stroke: line.style.colour, width: 1.5),
        ]
      }
    }
  }

  private var endLabels: Drawing {
    let plot = axes.plot
    var drawing = Drawing(top: plot.y + plot.height)
    let ends = lines.map { axes.point($0.last.date, $0.last.value.percent) }
    let places = LabelSpread.places(
      wished: ends.map(\.y), gap: LinePlot.labelHeight, in: plot.y...(plot.y + plot.height - 9))
    for (index, line) in lines.enumerated() {
      let (end, y) = (ends[index], places[index])
      let edge = plot.x + plot.width
      drawing.shapes.append(
        .line([Point(x: end.x + 9, y: end.y), Point(x: edge + 22, y: y)], stroke: Palette.leader, width: 1))
      drawing.shapes += line.style.sample(x: edge + 28, y: y)
      drawing.texts += label(line, x: edge + LinePlot.labelInset, y: y)
    }
    return drawing
  }

  private func list(top: Double) -> Drawing {
    var drawing = Drawing(top: top)
    for line in lines {
      let y = drawing.bottom + 14
      drawing.shapes += line.style.sample(x: left, y: y)
      drawing.texts += label(line, x: left + 38, y: y)
      drawing.bottom += LinePlot.labelHeight
    }
    return drawing
  }

  private func label(_ line: PlottedLine, x: Double, y: Double) -> [PlacedText] {
    [
      PlacedText(
        PlacedText.fitted(line.head, width: right - x, size: 13, isBold: true), x: x, y: y + 1, size: 13, isBold: true),
      PlacedText(
        PlacedText.fitted(line.detail, width: right - x, size: 11), x: x, y: y + 14, size: 11, fill: Palette.paleInk),
    ]
  }
}

extension [PlottedLine] {
  /// What a subtitle has to say of the intervals; nothing where there are none.
  var intervalNote: String {
    contains(where: \.hasInterval) ? "; whiskers are intervals at 95 %" : ""
  }
}
