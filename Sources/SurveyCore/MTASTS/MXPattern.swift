/// The value of an `mx` field: the MX host names that a policy vouches for (RFC 8461 §3.2 and §4.1).
public struct MXPattern: Hashable, Sendable, CustomStringConvertible {
  /// Whether any one label stands in front of `name`.
  public let isWildcard: Bool
  /// The host, or what follows the wildcard.
  public let name: DomainName

  /// Reads `mail.example.com` or `*.example.net`; `nil` for anything else: a `*` elsewhere, a U-label, an address,
  /// a trailing dot (RFC 5321 §4.1.2 has none).
  public init?(_ octets: some BidirectionalCollection<UInt8>) {
    let isWildcard = octets.starts(with: "*.".utf8)
    let rest = octets.dropFirst(isWildcard ? 2 : 0)
    guard rest.last != UInt8(ascii: "."), let name = try? DomainName(rest) else { return nil }
    self.isWildcard = isWildcard
    self.name = name
  }

  /// Whether an MX host is one of those: the name itself, or exactly one label in front of it.
  public func matches(_ host: DomainName) -> Bool {
    guard isWildcard else { return host == name }
    guard let dot = host.text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return false }
    return host.text[dot...].dropFirst() == name.text
  }

  /// The pattern in lower case.
  public var description: String { isWildcard ? "*.\(name)" : name.text }
}
