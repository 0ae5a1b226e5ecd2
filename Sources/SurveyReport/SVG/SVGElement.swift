/// An element of a drawing. Text and attribute values are escaped when it is written.
struct SVGElement {
  /// What stands between the tags.
  enum Content {
    case empty
    case text(String)
    case children([SVGElement])
  }

  let name: String
  let attributes: [(name: String, value: String)]
  let content: Content

  /// An element with whatever it holds.
  init(_ name: String, _ attributes: [(name: String, value: String)], _ content: Content = .empty) {
    self.name = name
    self.attributes = attributes
    self.content = content
  }

  /// The source, one element a line.
  func source(indent: String = "") -> String {
    let list = attributes.map { " \($0.name)=\"\(SVGElement.escape($0.value))\"" }.joined()
    switch content {
    case .empty: return "\(indent)<\(name)\(list)/>\n"
    case .text(let text): return "\(indent)<\(name)\(list)>\(SVGElement.escape(text))</\(name)>\n"
    case .children(let children):
      let inner = children.map { $0.source(indent: indent + "  ") }.joined()
      return "\(indent)<\(name)\(list)>\n\(inner)\(indent)</\(name)>\n"
    }
  }

  private static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text.visible.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}

extension SVGElement {
  /// A rectangle.
  static func rectangle(_ box: Box, fill: String, stroke: String? = nil) -> SVGElement {
    SVGElement(
      "rect",
      [
        ("x", NumberText.coordinate(box.x)), ("y", NumberText.coordinate(box.y)),
        ("width", NumberText.coordinate(box.width)), ("height", NumberText.coordinate(box.height)),
        ("fill", fill),
      ] + (stroke.map { [("stroke", $0), ("stroke-width", "1")] } ?? []))
  }

  /// A line through points; `dash` as in `stroke-dasharray`.
  static func line(_ points: [Point], stroke: String, width: Double, dash: String? = nil) -> SVGElement {
    SVGElement(
      "polyline",
      [
        ("points", points.map(\.text).joined(separator: " ")), ("fill", "none"), ("stroke", stroke),
        ("stroke-width", NumberText.coordinate(width)),
      ] + (dash.map { [("stroke-dasharray", $0)] } ?? []))
  }

  /// A filled polygon with a white rim.
  static func polygon(_ points: [Point], fill: String) -> SVGElement {
    SVGElement(
      "polygon",
      [("points", points.map(\.text).joined(separator: " ")), ("fill", fill), ("stroke", "#ffffff")])
  }
}

/// A place in a drawing, from its upper left corner, in pixels.
struct Point: Hashable {
  var x: Double
  var y: Double

  /// As in a list of points.
  var text: String { "\(NumberText.coordinate(x)),\(NumberText.coordinate(y))" }
}

/// A rectangle in a drawing.
struct Box: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  /// Whether two share more than an edge.
  func overlaps(_ other: Box) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }

  /// Whether the other lies within.
  func contains(_ other: Box) -> Bool {
    other.x >= x && other.y >= y && other.x + other.width <= x + width && other.y + other.height <= y + height
  }
}
