/// One bar of 100 %, in parts from left to right, each with as much text as fits.
struct StackedBar {
  /// What a part is, the same in every bar of a chart.
  struct Part: Hashable {
    /// One letter or digit, for bars and legends.
    let letter: String
    let title: String
    let fill: Palette.Fill
  }

  let parts: [Part]
  /// One for each part; `nil` where there is no value.
  let shares: [Share?]
  let box: Box

  /// The parts, and their texts where the bar is high enough for any.
  var drawing: Drawing {
    var drawing = Drawing(top: box.y + box.height)
    var x = box.x
    for (part, share) in zip(parts, shares) {
      guard let share, share.numerator > 0 else { continue }
      let piece = Box(x: x, y: box.y, width: box.width * min(1, share.percent / 100), height: box.height)
      drawing.shapes.append(
        .rectangle(piece, fill: part.fill.fill, stroke: Palette.ink, strokeWidth: box.height < 12 ? 0.5 : 1))
      if box.height >= 15 { drawing.texts += label(part, share, piece) }
      x += piece.width
    }
    if x == box.x {
      drawing.texts.append(
        PlacedText("no value", x: x, y: box.y + box.height / 2 + 4, size: 11, fill: Palette.paleInk))
    }
    return drawing
  }

  /// As much as fits: name and percentage, letter and percentage, letter, nothing.
  private func label(_ part: Part, _ share: Share, _ piece: Box) -> [PlacedText] {
    let size: Double = piece.height < 20 ? 11 : 12
    func text(_ text: String, _ y: Double, isBold: Bool = false) -> PlacedText {
      PlacedText(
        text, x: piece.x + piece.width / 2, y: y, size: size, anchor: .middle, isBold: isBold, fill: part.fill.ink)
    }
    let middle = piece.y + piece.height / 2
    let isTall = piece.height > 36
    func row(_ name: String) -> [PlacedText] {
      isTall
        ? [text(name, middle - 4, isBold: true), text(share.percentText, middle + 12)]
        : [text("\(name) \(share.percentText)", middle + 4)]
    }
    let candidates = [
      row("\(part.letter) \(part.title)"), row(part.letter), [text(part.letter, middle + 4, isBold: true)],
    ]
    return candidates.first { $0.allSatisfy { $0.box.width <= piece.width - 6 } } ?? []
  }
}
