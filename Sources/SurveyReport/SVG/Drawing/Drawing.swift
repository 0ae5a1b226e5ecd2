/// A part of a picture: shapes, text over them, and how far down it goes.
struct Drawing {
  /// Everything but text, in the order of drawing.
  var shapes: [SVGElement] = []
  /// Text, over the shapes.
  var texts: [PlacedText] = []
  /// What is drawn, as a table; `nil` where the report has that table right beside the drawing.
  var data: Table?
  /// The lower edge, in pixels from the top of the picture.
  var bottom: Double

  /// Nothing as yet.
  init(top: Double) { bottom = top }

  /// Puts another part over this one.
  mutating func append(_ other: Drawing) {
    shapes += other.shapes
    texts += other.texts
    data = data ?? other.data
    bottom = max(bottom, other.bottom)
  }
}
