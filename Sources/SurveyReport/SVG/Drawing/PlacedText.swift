/// A line of text at its place in a drawing. Its box is an estimate from above, so what does not overlap in
/// arithmetic does not overlap on a screen, whichever sans-serif font that has.
struct PlacedText: Hashable {
  /// Which end of the text stands at `origin`.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  let text: String
  /// Anchor and base line.
  let origin: Point
  let size: Double
  let anchor: Anchor
  let isBold: Bool
  let fill: String

  /// A line of text; the ink is dark grey where nothing else is said.
  init(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start, isBold: Bool = false,
    fill: String = Palette.ink
  ) {
    self.text = text.visible
    origin = Point(x: x, y: y)
    self.size = size
    self.anchor = anchor
    self.isBold = isBold
    self.fill = fill
  }

  /// The room that it takes.
  var box: Box {
    let width = PlacedText.width(text, size: size, isBold: isBold)
    let x =
      switch anchor {
      case .start: origin.x
      case .middle: origin.x - width / 2
      case .end: origin.x - width
      }
    return Box(x: x, y: origin.y - size * 0.8, width: width, height: size)
  }

  /// The element.
  var element: SVGElement {
    let attributes: [(name: String, value: String)] = [
      ("x", NumberText.coordinate(origin.x)), ("y", NumberText.coordinate(origin.y)),
      ("font-size", NumberText.coordinate(size)), ("text-anchor", anchor.rawValue), ("fill", fill),
    ]
    return SVGElement("text", attributes + (isBold ? [("font-weight", "bold")] : []), .text(text))
  }

  /// How wide a text is at most, in pixels, as DejaVu Sans and Verdana, the widest of the usual fonts, have
  /// it.
  static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let total = text.unicodeScalars.reduce(0) { $0 + ems($1) }
    return total * size * (isBold ? 1.12 : 1)
  }

  /// The text, or as much of its beginning as there is room for, and an ellipsis.
  static func fitted(_ text: String, width limit: Double, size: Double, isBold: Bool = false) -> String {
    let shown = text.visible
    guard width(shown, size: size, isBold: isBold) > limit else { return shown }
    return prefix(of: shown, width: limit - width("…", size: size, isBold: isBold), size: size, isBold: isBold) + "…"
  }

  /// A wave's label within a sentence of a chart: other people's text must not push out ours.
  static func brief(_ label: String) -> String { fitted(label, width: 130, size: 12) }

  /// The text in lines that there is room for, broken between words, and within those that are longer than a line; what
  /// does not go into so many lines ends in an ellipsis. A percent sign stays with its number.
  static func wrapped(
    _ text: String, width limit: Double, size: Double, isBold: Bool = false, atMost most: Int
  ) -> [String] {
    var lines: [String] = []
    var words = text.visible.split(separator: " ").reduce(into: [Substring]()) { words, word in
      let isSign = word.first == "%" && word.count <= 2
      if isSign, let number = words.popLast() { words.append(number + " " + word) } else { words.append(word) }
    }
    var line = ""
    func fits(_ candidate: String) -> Bool { width(candidate, size: size, isBold: isBold) <= limit }
    while let word = words.first {
      let candidate = line.isEmpty ? String(word) : line + " " + word
      if lines.count == most - 1 {
        // The last line takes what is left, as far as it goes.
        let rest = ([line] + words.map(String.init)).filter { !$0.isEmpty }.joined(separator: " ")
        return lines + [fitted(rest, width: limit, size: size, isBold: isBold)]
      }
      if fits(candidate) {
        line = candidate
        words.removeFirst()
      } else if line.isEmpty {
        let head = prefix(of: candidate, width: limit, size: size, isBold: isBold)
        // A character wider than a line stands alone in it.
        let taken = head.isEmpty ? String(candidate.prefix(1)) : head
        lines.append(taken)
        words[0] = word.dropFirst(taken.count)
        if words[0].isEmpty { words.removeFirst() }
      } else {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// As many of the first characters as there is room for.
  private static func prefix(of text: String, width limit: Double, size: Double, isBold: Bool) -> String {
    var kept = ""
    var taken = 0.0
    for character in text {
      taken += width(String(character), size: size, isBold: isBold)
      guard taken <= limit else { break }
      kept.append(character)
    }
    return kept
  }

  private static func ems(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "'": 0.3
    case " ", ".", ",", ":", ";", "f", "t", "r", "/", "|", "!", "(", ")", "[", "]", "-", "I": 0.42
    case "m", "w", "M", "W", "%", "@", "…": 1
    case "A"..."Z", "+", "=", "<", ">", "−", "~", "#", "&": 0.84
    case "!"..."~": 0.65
    default: 1.05
    }
  }
}
