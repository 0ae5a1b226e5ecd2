/// A TXT record that announces a policy: a version, then fields, as RFC 8460 §3 and RFC 8461 §3.1 both have it.
///
/// ```
/// v=STSv1; id=20160831085700Z;
/// ```
struct AnnouncingText {
  /// One field; what its value may hold depends on the name.
  struct Field {
    let name: ArraySlice<UInt8>
    let value: ArraySlice<UInt8>

    func isNamed(_ text: String) -> Bool { name.elementsEqual(text.utf8) }

    /// Whether the value is one of an extension field: visible ASCII without `=` and `;`.
    var hasExtensionValue: Bool {
      !value.isEmpty
        && value.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
    }
  }

  /// Fields whose names follow the grammar, in order.
  let fields: [Field]

  /// Whether a record begins with the version, and so is one of those that count; case matters.
  ///
  /// The prose of both RFCs wants `;` directly behind it, their grammars allow white space in between; and a version
  /// that stands alone was meant as an announcement: such a record counts and is faulty.
  static func isAnnounced(by octets: [UInt8], version: String) -> Bool {
    guard octets.starts(with: version.utf8) else { return false }
    let next = octets.dropFirst(version.utf8.count).first { !$0.isWhiteSpace }
    return next == nil || next == UInt8(ascii: ";")
  }

  /// Reads the fields behind the version; `nil` where a field has no name, no `=`, or is empty. White space around
  /// fields and one delimiter at the end mean nothing.
  init?(_ octets: [UInt8], version: String) {
    var parts = octets.dropFirst(version.utf8.count)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).dropFirst().map(\.trimmed)
    if parts.last?.isEmpty == true { parts.removeLast() }
    var fields: [Field] = []
    for part in parts {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")), part[..<equals].isFieldName else { return nil }
      fields.append(Field(name: part[..<equals], value: part[(equals + 1)...]))
    }
    self.fields = fields
  }
}

extension UInt8 {
  /// WSP of RFC 5234, appendix B.1: space or tab.
  var isWhiteSpace: Bool { self == 0x20 || self == 0x09 }

  /// ALPHA or DIGIT of RFC 5234, appendix B.1.
  var isAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  /// Without white space at either end.
  var trimmed: ArraySlice<UInt8> {
    var rest = drop(while: \.isWhiteSpace)
    while rest.last?.isWhiteSpace == true { rest.removeLast() }
    return rest
  }

  /// Whether this is a field's name: a letter or digit, then up to 31 more of them, `_`, `-` or `.` (RFC 8460 §3,
  /// RFC 8461 §3.1 and §3.2).
  var isFieldName: Bool {
    guard let first, first.isAlphanumeric, count <= 32 else { return false }
    return allSatisfy { $0.isAlphanumeric || "_-.".utf8.contains($0) }
  }
}
