import SurveyCore

/// How a line of a trend is drawn: colour, dash and marker tell the same, for those who miss one of them.
struct LineStyle: Hashable {
  /// The mark on each point.
  enum Marker {
    case circle
    case square
    case triangle
    case diamond
    case wedge
    case ring
  }

  let colour: String
  let dash: String?
  let marker: Marker

  /// Styles that can be told apart, the plainest first.
  static let all = [
    LineStyle(colour: Palette.blue, dash: nil, marker: .circle),
    LineStyle(colour: Palette.vermillion, dash: "8 4", marker: .square),
    LineStyle(colour: Palette.green, dash: "10 3 2 3", marker: .triangle),
    LineStyle(colour: Palette.paleInk, dash: "2 4", marker: .diamond),
    LineStyle(colour: Palette.purple, dash: "14 5", marker: .wedge),
    LineStyle(colour: Palette.ink, dash: "4 3", marker: .ring),
  ]

  /// The mark at a point.
  func mark(at point: Point) -> SVGElement {
    let (x, y) = (point.x, point.y)
    return switch marker {
    case .circle: .circle(point, radius: 5, fill: colour, stroke: Palette.paper)
    case .ring: .circle(point, radius: 4.5, fill: Palette.paper, stroke: colour, strokeWidth: 2)
    case .square: .rectangle(Box(x: x - 4.5, y: y - 4.5, width: 9, height: 9), fill: colour, stroke: Palette.paper)
    case .triangle:
      .polygon([Point(x: x, y: y - 6), Point(x: x + 6, y: y + 5), Point(x: x - 6, y: y + 5)], fill: colour)
    case .wedge:
      .polygon([Point(x: x, y: y + 6), Point(x: x + 6, y: y - 5), Point(x: x - 6, y: y - 5)], fill: colour)
    case .diamond:
      .polygon(
        [Point(x: x, y: y - 6.5), Point(x: x + 6, y: y), Point(x: x, y: y + 6.5), Point(x: x - 6, y: y)],
        fill: colour)
    }
  }

  /// A piece of the line with its mark, as in a legend: 28 pixels from the left.
  func sample(x: Double, y: Double) -> [SVGElement] {
    [
      .line([Point(x: x, y: y), Point(x: x + 28, y: y)], stroke: colour, width: 2.5, dash: dash),
      mark(at: Point(x: x + 14, y: y)),
    ]
  }
}

extension Metric {
  /// The style of a headline metric's line; all four are 3:1 or better on white.
  var lineStyle: LineStyle {
    switch self {
    case .certificateClass(.caVerified): LineStyle.all[0]
    case .certificateClass(.selfSigned): LineStyle.all[1]
    case .certificateClass(.caWrongName): LineStyle.all[2]
    case .certificateClass, .mixed, .noTLS, .startTLS, .startTLSOffered, .caTrustedAnyName, .caVerifiedOrCommonName,
      .forwardSecrecy, .strictForwardSecrecy,
      .tls13, .postQuantumGroup, .legacyOnly, .daneMatch, .mtaSTSEnforce, .authenticated:
      LineStyle.all[3]
    }
  }
}
