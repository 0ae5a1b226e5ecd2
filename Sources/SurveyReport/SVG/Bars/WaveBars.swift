import SurveyCore

/// Stacked bars, one a wave, and a legend with the values of the first and the newest: classes, issuers, expiry.
struct WaveBars {
  /// One wave's bar.
  struct Row {
    let wave: WaveSummary
    /// One for each part; `nil` where the wave has no value.
    let shares: [Share?]
  }

  let parts: [StackedBar.Part]
  /// Every wave, oldest first; of many the first and the newest are drawn.
  let rows: [Row]
  let layout: Layout
  let top: Double

  /// Bars in one picture.
  static let mostBars = 24

  /// What a subtitle has to say of waves that are not drawn; nothing where all are.
  static func scope(of count: Int) -> String {
    count > mostBars ? "; the first and the newest \(mostBars - 1) of \(count) waves" : ""
  }

  private static let labelWidth: Double = 174
  private static let gap: Double = 10

  private var shown: [Row] {
    rows.count > WaveBars.mostBars ? Array(rows.prefix(1) + rows.suffix(WaveBars.mostBars - 1)) : rows
  }
  private var ends: [Row] { rows.count > 1 ? Array(rows.prefix(1) + rows.suffix(1)) : rows }

  var drawing: Drawing {
    var drawing = Drawing(top: top)
    if rows.count > ClassesSection.columns { drawing.data = table }
    let shown = shown
    let height: Double = shown.count <= 8 ? 42 : shown.count <= 16 ? 28 : layout == .wide ? 28 : 20
    for row in shown { drawing.append(bar(row, top: drawing.bottom, height: height)) }
    switch layout {
    case .wide: drawing.append(wideLegend(top: drawing.bottom + 10))
    case .narrow: drawing.append(narrowLegend(top: drawing.bottom + 10))
    }
    return drawing
  }

  /// Every wave: the tables of the report have as many as there is room for.
  private var table: Table {
    var table = Table(["Wave", "Date"] + parts.map { "\($0.title)" }, leftColumns: 2)
    for row in rows {
      table.append(["\(row.wave.label)", "\(row.wave.waveDate)"] + row.shares.map { "\($0?.text ?? "–")" })
    }
    return table
  }

  private func bar(_ row: Row, top: Double, height: Double) -> Drawing {
    let count = row.shares.compactMap(\.self).first.map { "of \($0.denominatorText)" } ?? "no value"
    let date = row.wave.dateInstant.date
    let box: Box
    var drawing = Drawing(top: top)
    switch layout {
    case .wide:
      let left = layout.left + WaveBars.labelWidth
      box = Box(x: left, y: top, width: layout.right - left, height: height)
      let room = WaveBars.labelWidth - 12
      let middle = top + height / 2
      drawing.texts = [
        PlacedText(
          PlacedText.fitted(row.wave.label, width: room, size: 13, isBold: true), x: layout.left, y: middle - 2,
          size: 13, isBold: true),
        PlacedText(
          PlacedText.fitted("\(date), \(count)", width: room, size: 11), x: layout.left, y: middle + 12, size: 11,
          fill: Palette.paleInk),
      ]
    case .narrow:
      box = Box(x: layout.left, y: top + BarRows.nameLine, width: layout.room, height: height)
      let detail = PlacedText.fitted("\(date), \(count)", width: layout.room * 0.7, size: 11)
      let room = layout.room - PlacedText.width(detail, size: 11) - 8
      drawing.texts = [
        PlacedText(
          PlacedText.fitted(row.wave.label, width: room, size: 13, isBold: true), x: layout.left, y: top + 12, size: 13,
          isBold: true),
        PlacedText(detail, x: layout.right, y: top + 12, size: 11, anchor: .end, fill: Palette.paleInk),
      ]
    }
    drawing.append(StackedBar(parts: parts, shares: row.shares, box: box).drawing)
    drawing.bottom += WaveBars.gap
    return drawing
  }

  private static let rowHeight: Double = 21

  /// A row a part: letter, name, and a column of values for the first wave and the newest.
  private func wideLegend(top: Double) -> Drawing {
    var drawing = Drawing(top: top)
    let columns = ends.count == 1 ? [520.0] : [520, layout.right]
    drawing.texts = zip(columns, ends).map { x, row in
      PlacedText(
        PlacedText.fitted(row.wave.label, width: 250, size: 12, isBold: true), x: x, y: top + 14, anchor: .end,
        isBold: true)
    }
    drawing.bottom += WaveBars.rowHeight
    for (place, part) in parts.enumerated() {
      let y = drawing.bottom
      drawing.shapes.append(
        .line([Point(x: layout.left, y: y), Point(x: layout.right, y: y)], stroke: Palette.grid, width: 1))
      drawing.append(BarKey.letter(part, x: layout.left, y: y + 3))
      let values = zip(columns, ends).map { x, row in
        PlacedText(row.shares[place]?.text ?? "no value", x: x, y: y + 15, anchor: .end)
      }
      let nameRoom = (values.first?.box.x ?? columns[0]) - 48 - 12
      drawing.texts.append(PlacedText(PlacedText.fitted(part.title, width: nameRoom, size: 12), x: 48, y: y + 15))
      drawing.texts += values
      drawing.bottom = y + WaveBars.rowHeight
    }
    return drawing
  }

  /// Two or three lines a part: letter and name, then the value of each of the two waves.
  private func narrowLegend(top: Double) -> Drawing {
    var drawing = Drawing(top: top)
    for (place, part) in parts.enumerated() {
      let y = drawing.bottom
      drawing.shapes.append(
        .line([Point(x: layout.left, y: y), Point(x: layout.right, y: y)], stroke: Palette.grid, width: 1))
      drawing.append(BarKey.letter(part, x: layout.left, y: y + 4))
      let x = layout.left + 28
      drawing.texts.append(
        PlacedText(
          PlacedText.fitted(part.title, width: layout.right - x, size: 12, isBold: true), x: x, y: y + 16, isBold: true)
      )
      for (line, row) in ends.enumerated() {
        let baseline = y + 32 + Double(line) * 15
        let value = PlacedText(
          PlacedText.fitted(row.shares[place]?.text ?? "no value", width: layout.right - x, size: 12),
          x: layout.right, y: baseline, anchor: .end)
        let label = PlacedText.fitted(row.wave.label, width: max(0, value.box.x - x - 8), size: 11)
        if value.box.x - x - 8 > 20 {
          drawing.texts.append(PlacedText(label, x: x, y: baseline, size: 11, fill: Palette.paleInk))
        }
        drawing.texts.append(value)
      }
      drawing.bottom = y + 22 + Double(ends.count) * 15 + 1
    }
    return drawing
  }
}
