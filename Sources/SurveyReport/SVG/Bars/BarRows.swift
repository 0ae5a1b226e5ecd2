/// Where rows of bars stand: names left of them and values right of them, or, on a phone, both above.
///
/// ```
/// wide   postfix-verify  ██████░░░░▒▒  67.0 %
///
/// narrow postfix-verify        67.0 %
///        ██████░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
/// ```
struct BarRows {
  let layout: Layout
  /// The room for names left of the bars.
  let nameWidth: Double
  /// The room for values right of the bars.
  let valueWidth: Double

  private static let gap: Double = 12
  /// The height of a line of names above a bar.
  static let nameLine: Double = 17

  /// Rows whose names and values take so much, within bounds that leave most of the room to the bars.
  init(_ layout: Layout, names: [String], values: [String], size: Double = 12, isBold: Bool = false) {
    self.layout = layout
    func widest(_ texts: [String], _ limit: Double) -> Double {
      min(limit, texts.map { PlacedText.width($0.visible, size: size, isBold: isBold) }.max() ?? 0)
    }
    nameWidth = widest(names, layout == .wide ? 230 : 190)
    valueWidth = widest(values, 130)
  }

  /// The room of a bar from left to right.
  var bar: (left: Double, width: Double) {
    switch layout {
    case .wide:
      let left = layout.left + (nameWidth > 0 ? nameWidth + BarRows.gap : 0)
      let right = layout.right - (valueWidth > 0 ? valueWidth + BarRows.gap : 0)
      return (left, right - left)
    case .narrow: return (layout.left, layout.room)
    }
  }

  /// How far below the row's top its bar begins.
  var barOffset: Double { layout == .wide ? 0 : BarRows.nameLine }

  /// The name and the value of a row whose bar is so high.
  func texts(name: String, value: String, top: Double, height: Double, isBold: Bool = false) -> [PlacedText] {
    let y = layout == .wide ? top + height / 2 + 4 : top + 12
    let shownValue = PlacedText.fitted(value, width: max(valueWidth, 130), size: 12, isBold: true)
    let taken = value.isEmpty ? 0 : PlacedText.width(shownValue, size: 12, isBold: true) + 8
    let room = layout == .wide ? nameWidth : layout.room - taken
    var texts = [
      PlacedText(
        PlacedText.fitted(name, width: room, size: 12, isBold: isBold), x: layout.left, y: y, isBold: isBold)
    ]
    if !value.isEmpty {
      texts.append(PlacedText(shownValue, x: layout.right, y: y, anchor: .end, isBold: true))
    }
    return texts.filter { !$0.text.isEmpty }
  }
}
