import SurveyCore

/// A drawing with a finding: `name.svg`.
struct Chart {
  /// The unit that it shows.
  let unit: TrendUnit
  /// The base that it shows.
  let base: Base
  /// The file's name without its extension; also the beginning of the ids in it.
  let name: String
  /// What is drawn, as a heading.
  let title: String
  /// How to read it, in one line.
  let subtitle: String
  /// What the drawing shows, in a sentence with the numbers.
  let finding: String
  /// Whether any of it is laboratory data.
  let isLaboratory: Bool
  /// How high it is, in pixels.
  let height: Double
  /// Everything but text, in the order of drawing.
  let shapes: [SVGElement]
  /// Text inside the drawing, over the shapes.
  let texts: [PlacedText]

  /// How wide every chart is, in pixels.
  static let width: Double = 860
  /// The room between the edge of the picture and anything in it.
  static let padding: Double = 16
  /// Where the drawing begins, under title and subtitle.
  static let top: Double = 76
  /// The room that the note at the foot takes.
  static let foot: Double = 28

  /// The name of its file.
  var fileName: String { name + ".svg" }

  /// The whole picture.
  var bounds: Box { Box(x: 0, y: 0, width: Chart.width, height: height) }

  /// Every text of the picture.
  var allTexts: [PlacedText] { frameTexts + texts }

  /// The file.
  var svg: String {
    let size = (NumberText.coordinate(Chart.width), NumberText.coordinate(height))
    let head = [
      SVGElement("title", [("id", name + "-title")], .text(title)),
      SVGElement("desc", [("id", name + "-desc")], .text(finding)),
      .rectangle(bounds, fill: Palette.paper),
    ]
    let root = SVGElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(size.0) \(size.1)"), ("width", size.0),
        ("height", size.1), ("role", "img"), ("aria-labelledby", "\(name)-title \(name)-desc"),
        ("font-family", "sans-serif"),
      ], .children(head + shapes + badge + allTexts.map(\.element)))
    return root.source()
  }

  private static let badgeWidth: Double = 150

  private var badge: [SVGElement] {
    guard isLaboratory else { return [] }
    let x = Chart.width - Chart.padding - Chart.badgeWidth
    return [
      .rectangle(
        Box(x: x, y: 14, width: Chart.badgeWidth, height: 28), fill: Palette.paper, stroke: Palette.vermillion
      )
    ]
  }

  private var frameTexts: [PlacedText] {
    let room = Chart.width - 2 * Chart.padding
    let titleRoom = room - (isLaboratory ? Chart.badgeWidth + 12 : 0)
    var texts = [
      PlacedText(
        PlacedText.fitted(title, width: titleRoom, size: 17, isBold: true), x: Chart.padding, y: 33, size: 17,
        isBold: true),
      PlacedText(
        PlacedText.fitted(subtitle, width: room, size: 12), x: Chart.padding, y: 57, fill: Palette.paleInk),
      PlacedText(Caveat.short, x: Chart.padding, y: height - 12, size: 11, fill: Palette.paleInk),
    ]
    if isLaboratory {
      texts.append(
        PlacedText(
          Caveat.laboratory, x: Chart.width - Chart.padding - Chart.badgeWidth / 2, y: 33, size: 14,
          anchor: .middle,
          isBold: true))
    }
    return texts
  }
}
