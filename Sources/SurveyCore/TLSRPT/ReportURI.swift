/// Where reports are to be sent: a URI of RFC 3986 with `,`, `!` and `;` encoded (RFC 8460 §3).
public struct ReportURI: Hashable, Sendable {
  /// How it is reached.
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    /// By mail (RFC 6068).
    case mailto
    /// By POST (RFC 9110).
    case https
    /// In a way that RFC 8460 does not know.
    case other
  }

  /// How it is reached.
  public let scheme: Scheme
  /// The whole URI as it was written: ASCII without control octets.
  public let text: String

  /// Reads a URI; `nil` where it is none: no scheme, an octet that no URI holds, a `mailto` without a mailbox, an
  /// `https` without a host.
  public init?(_ octets: ArraySlice<UInt8>) {
    guard let colon = octets.firstIndex(of: UInt8(ascii: ":")), ReportURI.isScheme(octets[..<colon]) else { return nil }
    let rest = octets[(colon + 1)...]
    guard ReportURI.isEncoded(rest) else { return nil }
    // RFC 3986 §3.1: schemes are compared without case.
    scheme = Scheme(rawValue: String(decoding: octets[..<colon], as: UTF8.self).lowercased()) ?? .other
    text = String(decoding: octets, as: UTF8.self)
    switch scheme {
    case .mailto: guard ReportURI.isMailbox(rest.prefix { $0 != UInt8(ascii: "?") }) else { return nil }
    case .https: guard ReportURI.hasHost(rest) else { return nil }
    case .other: guard !rest.isEmpty else { return nil }
    }
  }

  /// RFC 3986 §3.1: a letter, then letters, digits, `+`, `-` and `.`.
  private static func isScheme(_ octets: ArraySlice<UInt8>) -> Bool {
    guard let first = octets.first, first.isAlphanumeric, first > UInt8(ascii: "9") else { return false }
    return octets.allSatisfy { $0.isAlphanumeric || "+-.".utf8.contains($0) }
  }

  /// RFC 3986, appendix A, less what RFC 8460 §3 wants encoded; `%` only in front of two hexadecimal digits.
  private static func isEncoded(_ octets: ArraySlice<UInt8>) -> Bool {
    let marks = Set("-._~:/?#[]@$&'()*+=".utf8)
    let hexadecimal = Set("0123456789ABCDEFabcdef".utf8)
    for (index, octet) in zip(octets.indices, octets) {
      if octet == UInt8(ascii: "%") {
        let digits = octets[(index + 1)...].prefix(2)
        guard digits.count == 2, digits.allSatisfy(hexadecimal.contains) else { return false }
      } else if !octet.isAlphanumeric, !marks.contains(octet) {
        return false
      }
    }
    return true
  }

  private static func isMailbox(_ octets: ArraySlice<UInt8>) -> Bool {
    guard let at = octets.lastIndex(of: UInt8(ascii: "@")), at > octets.startIndex else { return false }
    return (try? DomainName(octets[(at + 1)...])) != nil
  }

  private static func hasHost(_ octets: ArraySlice<UInt8>) -> Bool {
    guard octets.starts(with: "//".utf8) else { return false }
    let authority = octets.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
    let afterUser = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
    if afterUser.first == UInt8(ascii: "[") { return afterUser.contains(UInt8(ascii: "]")) }
    return !afterUser.prefix { $0 != UInt8(ascii: ":") }.isEmpty
  }
}
