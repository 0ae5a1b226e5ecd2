/// What a chart says about itself, above and below the drawing.
///
/// ```
/// ┌──────────────────────────────┐
/// │ title        Laboratory data │
/// │ subtitle                     │
/// │ … drawing …                  │
/// │ note                         │
/// └──────────────────────────────┘
/// ```
struct Caption {
  let layout: Layout
  /// The file's name without its extension; also the beginning of the ids in it.
  let name: String
  /// What is drawn, as a heading.
  let title: String
  /// How to read it.
  let subtitle: String
  /// What the drawing shows, in a sentence with the numbers.
  let finding: String
  /// Whether any of it is laboratory data.
  let isLaboratory: Bool

  private let titleLines: [String]
  private let subtitleLines: [String]
  private let noteLines: [String]

  private static let titleSize: Double = 17
  private static let titleLeading: Double = 22
  private static let leading: Double = 16
  private static let noteLeading: Double = 14
  private static let badge = (width: 150.0, height: 28.0)

  /// A caption; the name of a narrow chart is another than that of the wide one, as both may stand in one page.
  init(_ layout: Layout, name: String, title: String, subtitle: String, finding: String, isLaboratory: Bool) {
    self.layout = layout
    self.title = title
    self.subtitle = subtitle
    self.finding = finding
    self.isLaboratory = isLaboratory
    let hasBadgeBeside: Bool
    switch layout {
    case .wide:
      self.name = name
      hasBadgeBeside = isLaboratory
    case .narrow:
      self.name = name + "-narrow"
      hasBadgeBeside = false
    }
    titleLines = PlacedText.wrapped(
      title, width: layout.room - (hasBadgeBeside ? Caption.badge.width + 12 : 0), size: Caption.titleSize,
      isBold: true, atMost: layout == .wide ? 2 : 4)
    subtitleLines = PlacedText.wrapped(subtitle, width: layout.room, size: 12, atMost: layout == .wide ? 3 : 7)
    noteLines = PlacedText.wrapped(Caveat.short, width: layout.room, size: 11, atMost: 4)
  }

  /// Where the drawing begins.
  var drawingTop: Double { subtitleY(subtitleLines.count - 1) + 19 }

  /// How high the picture is whose drawing ends there.
  func height(drawingBottom: Double) -> Double {
    drawingBottom + 14 + Double(noteLines.count) * Caption.noteLeading
  }

  /// The frame of the laboratory's badge.
  var shapes: [SVGElement] {
    isLaboratory ? [.rectangle(badgeBox, fill: Palette.paper, stroke: Palette.vermillion, strokeWidth: 1.5)] : []
  }

  /// Every text of it.
  func texts(drawingBottom: Double) -> [PlacedText] {
    let titles = titleLines.enumerated().map { row, line in
      PlacedText(line, x: layout.left, y: titleY(row), size: Caption.titleSize, isBold: true)
    }
    let subtitles = subtitleLines.enumerated().map { row, line in
      PlacedText(line, x: layout.left, y: subtitleY(row), fill: Palette.paleInk)
    }
    let notes = noteLines.enumerated().map { row, line in
      PlacedText(
        line, x: layout.left, y: drawingBottom + 16 + Double(row) * Caption.noteLeading, size: 11, fill: Palette.paleInk
      )
    }
    let badge =
      isLaboratory
      ? [
        PlacedText(
          Caveat.laboratory, x: badgeBox.x + badgeBox.width / 2, y: badgeBox.y + 19, size: 14, anchor: .middle,
          isBold: true)
      ] : []
    return titles + badge + subtitles + notes
  }

  private var badgeBox: Box {
    switch layout {
    case .wide:
      Box(
        x: layout.right - Caption.badge.width, y: 14, width: Caption.badge.width, height: Caption.badge.height)
    case .narrow: Box(x: layout.left, y: 12, width: Caption.badge.width, height: Caption.badge.height)
    }
  }

  private func titleY(_ row: Int) -> Double {
    let first: Double = layout == .narrow && isLaboratory ? badgeBox.y + badgeBox.height + 23 : 33
    return first + Double(row) * Caption.titleLeading
  }

  private func subtitleY(_ row: Int) -> Double {
    titleY(titleLines.count - 1) + 24 + Double(row) * Caption.leading
  }
}
