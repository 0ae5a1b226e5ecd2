/// An element of a drawing. Text and attribute values are escaped when it is written.
struct SVGElement: Sendable {
  /// What stands between the tags.
  enum Content: Sendable {
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

  /// Text that means nothing but itself between tags and in an attribute of XML and HTML.
  static func escape(_ text: String) -> String {
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
  /// A rectangle; its rim lies half inside and half outside.
  static func rectangle(_ box: Box, fill: String, stroke: String? = nil, strokeWidth: Double = 1) -> SVGElement {
    SVGElement(
      "rect",
      [
        ("x", NumberText.coordinate(box.x)), ("y", NumberText.coordinate(box.y)),
        ("width", NumberText.coordinate(box.width)), ("height", NumberText.coordinate(box.height)),
        ("fill", fill),
      ] + (stroke.map { [("stroke", $0), ("stroke-width", NumberText.coordinate(strokeWidth))] } ?? []))
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

  /// A filled polygon; its rim is the paper's colour where nothing else is said.
  static func polygon(_ points: [Point], fill: String, stroke: String = Palette.paper) -> SVGElement {
    SVGElement(
      "polygon",
      [("points", points.map(\.text).joined(separator: " ")), ("fill", fill), ("stroke", stroke)])
  }

  /// A circle; a hollow one is a ring around the paper.
  static func circle(_ centre: Point, radius: Double, fill: String, stroke: String, strokeWidth: Double = 1)
    -> SVGElement
  {
    SVGElement(
      "circle",
      [
        ("cx", NumberText.coordinate(centre.x)), ("cy", NumberText.coordinate(centre.y)),
        ("r", NumberText.coordinate(radius)), ("fill", fill), ("stroke", stroke),
        ("stroke-width", NumberText.coordinate(strokeWidth)),
      ])
  }
}
