/// The DNS-IDs of one certificate, prepared for asking of many recipient domains whether it names them.
///
/// Postfix's `secure` level and some appliances look for the recipient's domain instead of the MX name.
public struct RecipientNames: Sendable {
  private let names: Set<String>
  private let wildcardBases: Set<String>
  /// Every name that a DNS-ID is below.
  private let ancestors: Set<String>

  /// The names of a certificate; what is no host name matches nothing.
  public init(dnsNames: some Sequence<[UInt8]>) {
    var names: Set<String> = []
    var wildcardBases: Set<String> = []
    var ancestors: Set<String> = []
    for octets in dnsNames {
      let isWildcard = octets.starts(with: [UInt8(ascii: "*"), UInt8(ascii: ".")])
      guard octets.last != UInt8(ascii: "."), !octets.isEmpty else { continue }
      guard let name = try? DomainName(isWildcard ? Array(octets.dropFirst(2)) : octets) else { continue }
      if isWildcard {
        guard name.labelCount >= 2 else { continue }
        wildcardBases.insert(name.text)
        ancestors.insert(name.text)
      } else {
        names.insert(name.text)
      }
      var rest = Substring(name.text)
      while let dot = rest.firstIndex(of: ".") {
        rest = rest[rest.index(after: dot)...]
        ancestors.insert(String(rest))
      }
    }
    self.names = names
    self.wildcardBases = wildcardBases
    self.ancestors = ancestors
  }

  /// Whether no domain can match.
  public var isEmpty: Bool { names.isEmpty && wildcardBases.isEmpty }

  /// How the certificate names a domain.
  public func match(_ domain: DomainName) -> RecipientDomainMatch {
    if names.contains(domain.text) { return .exact }
    if let dot = domain.text.firstIndex(of: "."),
      wildcardBases.contains(String(domain.text[domain.text.index(after: dot)...]))
    {
      return .exact
    }
    return ancestors.contains(domain.text) ? .subdomain : .none
  }
}
