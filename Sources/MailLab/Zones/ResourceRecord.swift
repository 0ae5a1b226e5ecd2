/// A resource record of class IN in master file format, RFC 1035 §5.1.
struct ResourceRecord: Hashable, Sendable, CustomStringConvertible {
  /// The owner without a trailing dot.
  let owner: String
  /// Type and RDATA, as `MX 10 mx.example.`
  let data: String

  init(_ owner: String, _ data: String) {
    self.owner = owner
    self.data = data
  }

  /// A TXT record; a text of more than 255 octets becomes several character strings (RFC 1035 §3.3.14), which readers
  /// of MTA-STS and TLSRPT records join again (RFC 8461 §3.1).
  init(_ owner: String, text: String) {
    var strings: [String] = []
    var rest = Array(text.utf8)[...]
    repeat {
      strings.append(Self.quoted(rest.prefix(255)))
      rest = rest.dropFirst(255)
    } while !rest.isEmpty
    self.init(owner, "TXT " + strings.joined(separator: " "))
  }

  /// With the line feed that ends it.
  var description: String { "\(owner). IN \(data)\n" }

  private static func quoted(_ octets: ArraySlice<UInt8>) -> String {
    let escaped = octets.map { octet in
      switch octet {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(Unicode.Scalar(octet))
      case 0x20...0x7E: String(Unicode.Scalar(octet))
      // Three decimal digits.
      default: "\\" + String(1_000 + Int(octet)).dropFirst()
      }
    }
    return "\"\(escaped.joined())\""
  }
}
