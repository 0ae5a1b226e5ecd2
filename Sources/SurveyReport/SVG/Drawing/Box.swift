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
