/// A distinguished name, read from its RFC 4514 text as `CertificateFields` has it.
///
/// ```
/// CN=R11,O=Let's Encrypt,C=US        O=A\, B\+C,CN=\C3\A9       OU=x+O=y,CN=z
/// ```
public struct DistinguishedName: Hashable, Sendable {
  /// The text.
  public let text: String
  /// Attribute types in upper case with their values, in the order of the text: the most specific first.
  private let attributes: [(type: String, value: String)]

  /// From a text; whatever is no attribute in it is passed over.
  public init(_ text: String) {
    self.text = text
    var attributes: [(String, String)] = []
    var reader = Reader(rest: Array(text.utf8)[...])
    while !reader.rest.isEmpty {
      if let attribute = reader.attribute() { attributes.append(attribute) }
    }
    self.attributes = attributes
  }

  /// The first value of an attribute type that is not empty, for example of `O`; `nil` where there is none.
  public func value(of type: String) -> String? { attributes.first { $0.type == type && !$0.value.isEmpty }?.value }

  /// Whom a certificate's issuer is called after: the organisation, else the common name, else the whole name.
  public var organisation: String { value(of: "O") ?? value(of: "CN") ?? text }

  /// Two names are equal where their texts are.
  public static func == (left: DistinguishedName, right: DistinguishedName) -> Bool { left.text == right.text }

  /// Takes in the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Reads attributes one by one.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    /// The next attribute, and the separator behind it; `nil` where there is no `=`.
    mutating func attribute() -> (String, String)? {
      let type = octets { $0 == UInt8(ascii: "=") || Reader.isSeparator($0) }
      guard rest.popFirst() == UInt8(ascii: "=") else { return nil }
      let value = octets(until: Reader.isSeparator)
      rest = rest.dropFirst()
      return (
        String(decoding: type, as: UTF8.self).uppercased(), String(decoding: value, as: UTF8.self)
      )
    }

    private static func isSeparator(_ octet: UInt8) -> Bool {
      octet == UInt8(ascii: ",") || octet == UInt8(ascii: "+")
    }

    /// The octets before the first unescaped one that ends them. Control octets stay escaped: a name with a NUL or a
    /// line feed in it is not to look like another.
    private mutating func octets(until isEnd: (UInt8) -> Bool) -> [UInt8] {
      var octets: [UInt8] = []
      while let octet = rest.first, !isEnd(octet) {
        rest = rest.dropFirst()
        guard octet == UInt8(ascii: "\\") else {
          octets.append(octet)
          continue
        }
        if let value = Reader.hexadecimal(rest.prefix(2)) {
          octets += value < 0x20 || value == 0x7f ? [octet] + rest.prefix(2) : [value]
          rest = rest.dropFirst(2)
        } else if let escaped = rest.popFirst() {
          octets.append(escaped)
        }
      }
      return octets
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
      guard digits.count == 2 else { return nil }
      return digits.reduce(UInt8?(0)) { value, digit in
        guard let value else { return nil }
        return switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value << 4 | (digit - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value << 4 | (digit - UInt8(ascii: "A") + 10)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value << 4 | (digit - UInt8(ascii: "a") + 10)
        default: nil
        }
      }
    }
  }
}
