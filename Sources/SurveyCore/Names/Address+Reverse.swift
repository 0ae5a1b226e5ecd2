extension Address {
  /// The name under which the reverse tree of the DNS has it: `4.3.2.1.in-addr.arpa` (RFC 1035 §3.5), or 32 nibbles below
  /// `ip6.arpa` (RFC 3596 §2.5).
  public var reverseName: DomainName {
    switch self {
    case .v4:
      DomainName(uncheckedCanonical: octets.reversed().map(String.init).joined(separator: ".") + ".in-addr.arpa")
    case .v6:
      DomainName(
        uncheckedCanonical: octets.reversed().map { octet in
          "\(String(octet & 0xf, radix: 16)).\(String(octet >> 4, radix: 16))"
        }.joined(separator: ".") + ".ip6.arpa")
    }
  }
}
