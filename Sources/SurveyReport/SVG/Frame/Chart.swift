/// A drawing with a finding: `name.svg`.
struct Chart {
  /// What it says about itself.
  let caption: Caption
  /// What is between title and note.
  let drawing: Drawing

  /// The name of its file without extension, and the beginning of its ids.
  var name: String { caption.name }
  /// What the drawing shows, in a sentence with the numbers.
  var finding: String { caption.finding }
  /// How wide it is, in pixels.
  var width: Double { caption.layout.width }
  /// How high it is, in pixels.
  var height: Double { caption.height(drawingBottom: drawing.bottom) }

  /// What it shows, as a table; `nil` where the report has that table right beside it.
  var data: Table? { drawing.data }

  /// The name of its file.
  var fileName: String { name + ".svg" }

  /// The whole picture.
  var bounds: Box { Box(x: 0, y: 0, width: width, height: height) }

  /// Every text of the picture.
  var texts: [PlacedText] { caption.texts(drawingBottom: drawing.bottom) + drawing.texts }

  /// The file.
  var svg: String {
    let size = (NumberText.coordinate(width), NumberText.coordinate(height))
    let head = [
      SVGElement("title", [("id", name + "-title")], .text(caption.title)),
      SVGElement("desc", [("id", name + "-desc")], .text(finding)),
      .rectangle(bounds, fill: Palette.paper),
    ]
    let root = SVGElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(size.0) \(size.1)"), ("width", size.0),
        ("height", size.1), ("role", "img"), ("aria-labelledby", "\(name)-title \(name)-desc"),
        ("font-family", "sans-serif"),
      ], .children(head + drawing.shapes + caption.shapes + texts.map(\.element)))
    return root.source()
  }
}
