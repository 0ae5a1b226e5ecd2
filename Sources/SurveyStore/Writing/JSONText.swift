/// Octets that a peer wrote, as JSON text (RFC 8259 §7): nothing but printable ASCII comes out.
enum JSONText {
  static func array(_ strings: [[UInt8]]) -> String { "[" + strings.map(string).joined(separator: ",") + "]" }

  static func string(_ octets: [UInt8]) -> String {
    var text = "\""
    for octet in octets {
      switch octet {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(octet))
      case 0x20...0x7e: text.unicodeScalars.append(UnicodeScalar(octet))
      default: text += "\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
      }
    }
    return text + "\""
  }

  /// The strings of an array that `array` wrote, but for those with an escape: no host name has one.
  static func plainStrings(_ text: String) -> [[UInt8]] {
    var strings: [[UInt8]] = []
    var current: [UInt8]?
    var isPlain = true
    var isEscaped = false
    for octet in text.utf8 {
      guard current != nil else {
        if octet == UInt8(ascii: "\"") { (current, isPlain) = ([], true) }
        continue
      }
      switch octet {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): (isEscaped, isPlain) = (true, false)
      case UInt8(ascii: "\""):
        if isPlain, let string = current { strings.append(string) }
        current = nil
      default: current?.append(octet)
      }
    }
    return strings
  }
}
