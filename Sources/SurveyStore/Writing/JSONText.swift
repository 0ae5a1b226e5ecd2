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
}
