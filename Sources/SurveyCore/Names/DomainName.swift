/// A host or mail domain name in the one form that everything is keyed by: lower case A-labels, no trailing dot.
///
/// Only letters, digits and hyphens (RFC 1123 §2.1), labels of 1–63 octets, 253 in all (RFC 1035 §2.3.4). A name that
/// ends in an all-numeric label is an address, not a name (RFC 3696 §2).
public struct DomainName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The canonical text, for example `mx1.example.org`.
  public let text: String

  /// Longest name in presentation form without the trailing dot (RFC 1035 §2.3.4: 255 octets on the wire).
  public static let maximumLength = 253
  /// Longest label (RFC 1035 §2.3.4).
  public static let maximumLabelLength = 63

  /// Reads a name; upper case and one trailing dot are accepted and removed.
  /// - Throws: the first rule that the name breaks.
  public init(_ octets: some BidirectionalCollection<UInt8>) throws(DomainNameError) {
    var name = octets[...]
    if name.last == UInt8(ascii: ".") { name.removeLast() }
    guard !name.isEmpty else { throw .empty }
    guard name.count <= DomainName.maximumLength else { throw .tooLong }
    var canonical: [UInt8] = []
    canonical.reserveCapacity(name.count)
    var labelLength = 0
    var labelIsNumeric = true
    for octet in name {
      switch octet {
      case UInt8(ascii: "."):
        guard labelLength > 0 else { throw .emptyLabel }
        guard canonical.last != UInt8(ascii: "-") else { throw .hyphen }
        labelLength = 0
        labelIsNumeric = true
        canonical.append(octet)
        continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"): canonical.append(octet)
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        canonical.append(octet)
        labelIsNumeric = false
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        canonical.append(octet | 0x20)
        labelIsNumeric = false
      case UInt8(ascii: "-"):
        guard labelLength > 0 else { throw .hyphen }
        canonical.append(octet)
        labelIsNumeric = false
      default: throw octet >= 0x80 ? .notASCII : .character(octet)
      }
      labelLength += 1
      guard labelLength <= DomainName.maximumLabelLength else { throw .labelTooLong }
    }
    guard labelLength > 0 else { throw .emptyLabel }
    guard canonical.last != UInt8(ascii: "-") else { throw .hyphen }
    guard !labelIsNumeric else { throw .numericTopLevel }
    text = String(decoding: canonical, as: UTF8.self)
  }

  /// Reads a name from text, by the same rules.
  public init(_ text: String) throws(DomainNameError) { try self.init(Array(text.utf8)) }

  /// A name that was canonical when it was stored; the one unchecked door, for the database.
  public init(uncheckedCanonical text: String) { self.text = text }

  /// The canonical text.
  public var description: String { text }

  /// How many labels the name has; at least one.
  public var labelCount: Int { text.utf8.lazy.filter { $0 == UInt8(ascii: ".") }.count + 1 }

  /// Orders by the octets of the canonical text.
  public static func < (left: DomainName, right: DomainName) -> Bool { left.text < right.text }
}

/// Why a text is no host name.
public enum DomainNameError: Error, Hashable, Sendable {
  /// Nothing there, or only the root.
  case empty
  /// Two dots in a row, or a leading dot.
  case emptyLabel
  /// More than 63 octets between two dots.
  case labelTooLong
  /// More than 253 octets in all.
  case tooLong
  /// An octet other than a letter, a digit or a hyphen.
  case character(UInt8)
  /// An octet of 0x80 or more: a U-label, to be converted first (RFC 5891).
  case notASCII
  /// A label that begins or ends with a hyphen.
  case hyphen
  /// The last label is all digits: an address literal.
  case numericTopLevel

  /// A word for tables and logs.
  public var word: String {
    switch self {
    case .empty: "empty"
    case .emptyLabel: "empty-label"
    case .labelTooLong: "label-too-long"
    case .tooLong: "name-too-long"
    case .character: "character"
    case .notASCII: "not-ascii"
    case .hyphen: "hyphen"
    case .numericTopLevel: "address-literal"
    }
  }
}
