/// Records in the master file format (RFC 1035 §5.1), to be copied into a zone.
enum ZoneLines {
  /// The longest line, in characters; it stands behind four spaces.
  private static let width = TextWrap.width - 4

  /// A record in one line or, where that is too long for a mail, over three: parentheses join lines.
  static func record(owner: String, type: String, _ rdata: String) -> [String] {
    let line = "\(owner). IN \(type) \(rdata)"
    return line.count <= width ? [line] : ["\(owner). IN \(type) (", "  \(rdata)", ")"]
  }

  /// A TXT record of one character-string without quotation marks.
  static func txt(owner: String, _ text: String) -> [String] { record(owner: owner, type: "TXT", "\"\(text)\"") }
}
