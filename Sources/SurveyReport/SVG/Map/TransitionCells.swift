import SurveyCore

/// The cells of a transition map, all rows of some columns.
struct TransitionCells {
  let grid: TransitionGrid
  let columns: [UnitState]
  let layout: Layout
  let top: Double

  private static let rowHeight: Double = 27
  private static let headHeight: Double = 24

  /// The room of the rows' names and totals; on a phone a letter has to do.
  private var left: Double { layout == .wide ? layout.left + 212 : layout.left + 28 }
  /// Cells no wider than a number needs look like a table, not like a chart.
  private var cellWidth: Double {
    min(layout == .wide ? 84 : 44, (layout.right - left) / Double(columns.count))
  }

  /// The rows; on a phone those that have nothing in these columns are left out.
  private var rows: [UnitState] {
    layout == .wide ? grid.from : grid.from.filter { state in columns.contains { grid.count(state, $0) > 0 } }
  }

  var drawing: Drawing {
    let rows = rows
    var drawing = Drawing(top: top + TransitionCells.headHeight + Double(rows.count) * TransitionCells.rowHeight)
    if layout == .wide {
      drawing.texts.append(
        PlacedText("before ↓  after →", x: left - 8, y: top + 15, size: 11, anchor: .end, fill: Palette.paleInk))
    }
    for (place, state) in columns.enumerated() {
      drawing.append(BarKey.letter(state.part, x: left + (Double(place) + 0.5) * cellWidth - 10, y: top + 3))
    }
    for (row, state) in rows.enumerated() {
      let y = top + TransitionCells.headHeight + Double(row) * TransitionCells.rowHeight
      drawing.append(name(state, y: y))
      for (place, other) in columns.enumerated() {
        let box = Box(
          x: left + Double(place) * cellWidth, y: y, width: cellWidth, height: TransitionCells.rowHeight)
        drawing.append(cell(state, other, box))
      }
    }
    return drawing
  }

  private func name(_ state: UnitState, y: Double) -> Drawing {
    var drawing = BarKey.letter(state.part, x: layout.left, y: y + 6)
    guard layout == .wide else { return drawing }
    let total = PlacedText(
      "of \(TransitionCells.full(grid.rowTotal(state)))", x: left - 8, y: y + 18, size: 11, anchor: .end,
      fill: Palette.paleInk)
    let x = layout.left + 26
    drawing.texts.append(
      PlacedText(PlacedText.fitted(state.title, width: total.box.x - x - 6, size: 12), x: x, y: y + 18))
    drawing.texts.append(total)
    return drawing
  }

  private func cell(_ from: UnitState, _ to: UnitState, _ box: Box) -> Drawing {
    let count = grid.count(from, to)
    var drawing = Drawing(top: box.y + box.height)
    // What was in neither wave is not counted.
    let isSame = from == to && from != .absent
    let inner = Box(x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2)
    guard count > 0 else {
      drawing.shapes = [
        // An empty cell is a piece of the grid, not a mark.
        .rectangle(inner, fill: "none", stroke: isSame ? Palette.ink : Palette.grid, strokeWidth: isSame ? 2 : 1)
      ]
      return drawing
    }
    let fill = Palette.shade(ShadeLegend.place(count / grid.rowTotal(from)))
    drawing.shapes = [
      .rectangle(inner, fill: fill.fill, stroke: isSame ? Palette.ink : Palette.leader, strokeWidth: isSame ? 2 : 0.5)
    ]
    if Transition(unit: .mxHost, from: from, to: to, count: count).isRegression {
      drawing.shapes.append(
        TransitionCells.warning(at: Point(x: inner.x + inner.width - 1, y: inner.y + 1), rim: fill.ink))
    }
    let texts = [TransitionCells.full(count), TransitionCells.short(count)].map {
      PlacedText($0, x: box.x + box.width / 2, y: box.y + 18, size: 11, anchor: .middle, fill: fill.ink)
    }
    drawing.texts = texts.first { $0.box.width <= box.width - 6 }.map { [$0] } ?? texts.suffix(1)
    return drawing
  }

  /// A triangle in the upper right corner of a cell, with a rim that stands out from the cell's shade.
  static func warning(at corner: Point, rim: String) -> SVGElement {
    .polygon(
      [corner, Point(x: corner.x, y: corner.y + 10), Point(x: corner.x - 10, y: corner.y)], fill: Palette.vermillion,
      stroke: rim)
  }

  private static func full(_ count: Double) -> String {
    NumberText.fixed(count, decimals: count == count.rounded() ? 0 : 1)
  }

  /// At most four characters: `999`, `1.2k`, `123k`, `1.2M`, `300M`.
  static func short(_ count: Double) -> String {
    if count < 0.05 { return "<0.1" }
    if count < 9.95, count != count.rounded() { return NumberText.fixed(count, decimals: 1) }
    if count < 999.5 { return NumberText.fixed(count, decimals: 0) }
    for (unit, size) in [("k", 1e3), ("M", 1e6), ("G", 1e9)] where count < size * 999.5 {
      return NumberText.fixed(count / size, decimals: count < size * 9.95 ? 1 : 0) + unit
    }
    return "> 1T"
  }
}

/// What the shades of a map mean.
struct ShadeLegend {
  let layout: Layout
  let top: Double

  /// The upper ends of the shades, as shares of a row.
  private static let ends: [Double] = [0.01, 0.05, 0.2, 0.5, 0.8, 1]
  private static let titles = ["≤ 1 %", "≤ 5", "≤ 20", "≤ 50", "≤ 80", "≤ 100"]

  /// Which shade a share has.
  static func place(_ share: Double) -> Int { ends.firstIndex { share <= $0 } ?? ends.count - 1 }

  var drawing: Drawing {
    var drawing = Drawing(top: top + 22)
    let width = min(64, layout.room / Double(ShadeLegend.ends.count))
    for (place, title) in ShadeLegend.titles.enumerated() {
      let box = Box(x: layout.left + Double(place) * width, y: top, width: width, height: 18)
      let fill = Palette.shade(place)
      drawing.shapes.append(.rectangle(box, fill: fill.fill, stroke: Palette.leader, strokeWidth: 0.5))
      drawing.texts.append(
        PlacedText(title, x: box.x + width / 2, y: top + 13, size: 11, anchor: .middle, fill: fill.ink))
    }
    let legendRight = layout.left + width * Double(ShadeLegend.ends.count)
    if layout == .wide {
      drawing.texts.append(
        PlacedText("share of the row", x: legendRight + 12, y: top + 13, fill: Palette.paleInk))
    }
    return drawing
  }
}
