/// The parts of bars by letter and name, in as many rows as they need.
struct BarKey {
  let parts: [StackedBar.Part]
  let layout: Layout
  /// Where it begins.
  let top: Double

  private static let rowHeight: Double = 21

  var drawing: Drawing {
    var drawing = Drawing(top: top)
    guard !parts.isEmpty else { return drawing }
    var x = layout.left
    var y = top
    for part in parts {
      let title = PlacedText.fitted(part.title, width: layout.room - 28, size: 12)
      let width = 26 + PlacedText.width(title, size: 12)
      if x > layout.left, x + width > layout.right {
        x = layout.left
        y += BarKey.rowHeight
      }
      drawing.append(BarKey.letter(part, x: x, y: y))
      drawing.texts.append(PlacedText(title, x: x + 26, y: y + 12))
      x += width + 16
    }
    drawing.bottom = y + BarKey.rowHeight
    return drawing
  }

  /// The box of a part with its letter, 20 by 15 pixels.
  static func letter(_ part: StackedBar.Part, x: Double, y: Double) -> Drawing {
    var drawing = Drawing(top: y + 15)
    drawing.shapes = [.rectangle(Box(x: x, y: y, width: 20, height: 15), fill: part.fill.fill, stroke: Palette.ink)]
    drawing.texts = [
      PlacedText(part.letter, x: x + 10, y: y + 12, anchor: .middle, isBold: true, fill: part.fill.ink)
    ]
    return drawing
  }
}
