import SurveyCore

/// How a figure moved between two waves, by term and by operator: bars left of a line for what lowered it, right of it
/// for what raised it.
///
/// ```
/// rate: operators changed       ▐██████        +10.3
/// weight: shares moved                ██▌      −2.1
/// entry: operators came             ▐██        +1.2
/// exit: operators went              ▐          ±0.0
/// total                         ▐██████        +9.4
/// ```
struct TermBars {
  let decomposition: Decomposition
  /// The labels of the two waves.
  let from: String
  let to: String
  let waves: [WaveSummary]

  /// Operators with a bar of their own.
  static let mostOperators = 10

  private static let barHeight: Double = 16
  private static let rowGap: Double = 8

  /// The chart in both layouts; `nil` where either wave has no figure.
  var figure: Figure? { before == nil || after == nil ? nil : Figure(chart) }

  private var before: Share? { TermBars.share(decomposition.before) }
  private var after: Share? { TermBars.share(decomposition.after) }

  private static func share(_ ratio: Ratio?) -> Share? {
    ratio.flatMap { Share(numerator: $0.numerator, denominator: $0.denominator) }
  }

  /// A bar from one change to another, as shares.
  private struct Bar {
    let name: String
    /// More of it, in small; may be empty.
    let detail: String
    let start: Double
    let end: Double
    let isSum: Bool
    /// Whether the next bar begins where this one ends.
    var isLinked = false

    var change: Double { end - start }
  }

  private var waterfall: [Bar] {
    let terms = decomposition.terms
    let steps = [
      ("rate: operators changed", terms.rate), ("weight: shares moved", terms.weight),
      ("entry: operators came", terms.entry), ("exit: operators went", terms.exit),
    ]
    var at = 0.0
    var bars: [Bar] = []
    for (name, change) in steps {
      bars.append(Bar(name: name, detail: "", start: at, end: at + change, isSum: false, isLinked: true))
      at += change
    }
    return bars + [Bar(name: "total", detail: "", start: 0, end: terms.total, isSum: true)]
  }

  private var operators: [Bar] {
    let shown = decomposition.operators.prefix(TermBars.mostOperators)
    var bars = shown.map { contribution in
      let ends = [contribution.before, contribution.after].map { TermBars.share($0)?.percentText }
      let detail =
        switch (ends[0], ends[1]) {
        case (let before?, let after?): "own figure \(before) → \(after)"
        case (nil, let after?): "came with \(after)"
        case (let before?, nil): "went with \(before)"
        case (nil, nil): ""
        }
      return Bar(name: contribution.name, detail: detail, start: 0, end: contribution.terms.total, isSum: false)
    }
    let others = decomposition.operatorCount - shown.count
    if others > 0 {
      let rest = shown.reduce(decomposition.terms.total) { $0 - $1.terms.total }
      bars.append(
        Bar(
          name: others == 1 ? "one other" : "all \(NumberText.grouped(others)) others", detail: "", start: 0, end: rest,
          isSum: true))
    }
    return bars
  }

  func chart(_ layout: Layout) -> Chart {
    let (waterfall, operators) = (waterfall, operators)
    let counted = decomposition.unit.title(in: .reachable)
    let metric = decomposition.metric
    func movement(_ from: String, _ to: String) -> String {
      "\(before?.text ?? "no value") in \(from) to \(after?.text ?? "no value") in \(to)"
    }
    let shown = movement(PlacedText.brief(from), PlacedText.brief(to))
    let caption = Caption(
      layout, name: "terms-\(decomposition.unit.fileWord)-\(metric.word)",
      title: "What moved \(metric.title) of \(counted)",
      subtitle: "From \(shown): \(TermBars.points(decomposition.terms.total)) percentage points, by term and by "
        + "operator",
      finding: Finding.text(
        "\(metric.title) of \(counted) went from \(movement(from.visible, to.visible)). In percentage points: "
          + (waterfall + operators).map { "\($0.name.visible) \(TermBars.points($0.change))" }.joined(separator: "; "),
        waves: waves),
      isLaboratory: waves.areLaboratory)
    let bars = waterfall + operators
    let rows = BarRows(
      layout, names: bars.map(\.name) + bars.map(\.detail), values: bars.map { TermBars.points($0.change) },
      isBold: true)
    let scale = ChangeScale(
      values: bars.flatMap { [$0.start, $0.end] }.map { $0 * 100 }, left: rows.bar.left, width: rows.bar.width,
      ticks: layout == .wide ? 8 : 5)
    var drawing = scale.labels(top: caption.drawingTop, title: "percentage points")
    drawing.append(section(waterfall, rows, scale, top: drawing.bottom))
    if !operators.isEmpty {
      let count = NumberText.grouped(decomposition.operatorCount)
      drawing.texts.append(
        PlacedText(
          PlacedText.fitted(
            "Operators that moved it most, of \(count)", width: layout.room, size: 13, isBold: true),
          x: layout.left, y: drawing.bottom + 20, size: 13, isBold: true))
      drawing.append(section(operators, rows, scale, top: drawing.bottom + 30))
    }
    return Chart(caption: caption, drawing: drawing)
  }

  /// Bars over the lines of the scale; where names stand above bars, the lines leave them out.
  private func section(_ bars: [Bar], _ rows: BarRows, _ scale: ChangeScale, top: Double) -> Drawing {
    var drawing = Drawing(top: top + 4)
    var grid: [SVGElement] = []
    for bar in bars {
      if rows.layout == .narrow {
        let y = drawing.bottom + rows.barOffset
        grid += scale.grid(top: y - 1, bottom: y + TermBars.barHeight + 1)
      }
      drawing.append(row(bar, rows, scale, top: drawing.bottom))
    }
    if rows.layout == .wide { grid = scale.grid(top: top, bottom: drawing.bottom - 2) }
    drawing.shapes = grid + drawing.shapes
    return drawing
  }

  private func row(_ bar: Bar, _ rows: BarRows, _ scale: ChangeScale, top: Double) -> Drawing {
    var drawing = Drawing(top: top)
    drawing.texts = rows.texts(
      name: bar.name, value: TermBars.points(bar.change), top: top, height: TermBars.barHeight, isBold: bar.isSum)
    let y = top + rows.barOffset
    let ends = [scale.x(bar.start * 100), scale.x(bar.end * 100)].sorted()
    let fill = bar.isSum ? Palette.slate : bar.change < 0 ? Palette.vermillion : Palette.blue
    drawing.shapes.append(
      .rectangle(
        Box(x: ends[0], y: y, width: max(1, ends[1] - ends[0]), height: TermBars.barHeight), fill: fill,
        stroke: Palette.ink))
    drawing.bottom = y + TermBars.barHeight + TermBars.rowGap
    if bar.isLinked, rows.layout == .wide {
      let x = scale.x(bar.end * 100)
      let next = drawing.bottom + rows.barOffset
      drawing.shapes.append(
        .line([Point(x: x, y: y + TermBars.barHeight), Point(x: x, y: next)], stroke: Palette.leader, width: 1))
    }
    if !bar.detail.isEmpty {
      let room = rows.layout == .wide ? rows.nameWidth : rows.layout.room
      drawing.texts.append(
        PlacedText(
          PlacedText.fitted(bar.detail, width: room, size: 11), x: rows.layout.left,
          y: rows.layout == .wide ? top + TermBars.barHeight + 8 : drawing.bottom + 4, size: 11, fill: Palette.paleInk))
      drawing.bottom += rows.layout == .wide ? 9 : 14
    }
    return drawing
  }

  /// A change of a share in percentage points: `+10.0`.
  static func points(_ change: Double) -> String {
    let text = NumberText.fixed(change * 100, decimals: 1)
    if text == "0.0" { return "±0.0" }
    return change > 0 ? "+" + text : text
  }
}
