/// Breaks text into lines of a width that a mail or a ticket takes as they are.
enum TextWrap {
  /// The longest line, in characters.
  static let width = 100

  /// Words between spaces in lines, each behind `indent`, the first behind `first`; a word that is longer than a line is
  /// broken.
  static func lines(_ text: String, first: String = "", indent: String) -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
      for piece in pieces(of: word, in: max(20, width - indent.count)) {
        if !isEmpty, line.count + 1 + piece.count > width {
          lines.append(line)
          line = indent
          isEmpty = true
        }
        line += isEmpty ? "\(piece)" : " \(piece)"
        isEmpty = false
      }
    }
    return lines + (isEmpty && line == indent && !lines.isEmpty ? [] : [line])
  }

  private static func pieces(of word: Substring, in room: Int) -> [Substring] {
    var pieces: [Substring] = []
    var rest = word
    while rest.count > room {
      pieces.append(rest.prefix(room))
      rest = rest.dropFirst(room)
    }
    return pieces + [rest]
  }

  /// The text with spaces up to a width.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
