/// The User-Agent field of a survey (RFC 9110 §10.1.5): who it is, and how to reach those who run it.
///
/// ```
/// mxcensus/1.0.0 (+https://survey.example/)
/// ```
public struct UserAgent: Hashable, Sendable, CustomStringConvertible {
  /// The field's value: visible ASCII and spaces.
  public let description: String

  /// A field for a version and a contact, which may be any text: what a comment can't hold as it is (RFC 9110 §5.6.5)
  /// is percent-encoded, line ends among them.
  /// - Parameter contact: a URI; `nil` leaves the comment out.
  public init(version: String, contact: String?) {
    let token = version.utf8.map { UserAgent.isTokenOctet($0) ? String(UnicodeScalar($0)) : "-" }.joined()
    guard let contact else {
      description = "mxcensus/\(token)"
      return
    }
    let comment = contact.utf8.map { octet in
      let isPlain = (0x20...0x7E).contains(octet) && !"()\\".utf8.contains(octet)
      return isPlain ? String(UnicodeScalar(octet)) : UserAgent.encoded(octet)
    }
    description = "mxcensus/\(token) (+\(comment.joined()))"
  }

  private static func isTokenOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(octet)
    }
  }

  private static func encoded(_ octet: UInt8) -> String {
    let digits = String(octet, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
  }
}
