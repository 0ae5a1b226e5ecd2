/// What a chart is drawn for. Text has the same sizes in both; what stands beside a drawing in the one stands above or
/// below it in the other.
enum Layout: Hashable, CaseIterable {
  /// A page, or a picture beside a text.
  case wide
  /// A phone held upright.
  case narrow

  /// How wide the picture is, in pixels.
  var width: Double {
    switch self {
    case .wide: 860
    case .narrow: 360
    }
  }

  /// The room between the edge of the picture and anything in it.
  var padding: Double {
    switch self {
    case .wide: 16
    case .narrow: 12
    }
  }

  /// The left edge of what is drawn.
  var left: Double { padding }
  /// The right edge of what is drawn.
  var right: Double { width - padding }
  /// The room between them.
  var room: Double { right - left }
}
