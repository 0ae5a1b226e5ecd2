import SurveyCore

/// How a line of a trend is drawn: colour, dash and marker tell the same, for those who miss one of them.
struct LineStyle: Hashable {
  /// The mark on each point.
  enum Marker {
    case circle
    case square
    case triangle
    case diamond
  }

  let colour: String
  let dash: String?
  let marker: Marker

  /// The mark at a point.
  func mark(at point: Point) -> SVGElement {
    let (x, y) = (point.x, point.y)
    switch marker {
    case .circle:
      return SVGElement(
        "circle",
        [
          ("cx", NumberText.coordinate(x)), ("cy", NumberText.coordinate(y)), ("r", "5"), ("fill", colour),
          ("stroke", Palette.paper),
        ])
    case .square:
      return .rectangle(Box(x: x - 4.5, y: y - 4.5, width: 9, height: 9), fill: colour, stroke: Palette.paper)
    case .triangle:
      return .polygon(
        [Point(x: x, y: y - 6), Point(x: x + 6, y: y + 5), Point(x: x - 6, y: y + 5)], fill: colour)
    case .diamond:
      return .polygon(
        [Point(x: x, y: y - 6.5), Point(x: x + 6, y: y), Point(x: x, y: y + 6.5), Point(x: x - 6, y: y)],
        fill: colour)
    }
  }
}

extension Metric {
  /// The style of a headline metric's line; all four are 3:1 or better on white.
  var lineStyle: LineStyle {
    switch self {
    case .certificateClass(.caVerified): LineStyle(colour: Palette.blue, dash: nil, marker: .circle)
    case .certificateClass(.selfSigned): LineStyle(colour: Palette.vermillion, dash: "8 4", marker: .square)
    case .certificateClass(.caWrongName):
      LineStyle(colour: Palette.green, dash: "10 3 2 3", marker: .triangle)
    case .certificateClass, .mixed, .noTLS, .startTLS, .caTrustedAnyName, .forwardSecrecy,
      .strictForwardSecrecy,
      .tls13, .postQuantumGroup, .legacyOnly, .daneMatch, .mtaSTSEnforce, .authenticated:
      LineStyle(colour: Palette.paleInk, dash: "2 4", marker: .diamond)
    }
  }
}
