/// The `dane` column: what DANE for SMTP (RFC 7672) makes of a host, from its address RRset and its TLSA RRset alone.
public enum DANEStatus: String, Sendable, Hashable, CaseIterable {
  /// The address RRset is secure, and that there is no TLSA record is proven.
  case none
  /// Every reachable address presents a certificate that a usable TLSA record matches.
  case match
  /// A reachable address presents none that matches, or does no TLS at all.
  case mismatch
  /// TLSA records are there and secure, and none is usable: PKIX usages (RFC 7672 §3.1.3), unknown parameters, malformed.
  case unusable
  /// The address RRset is not secure, so that TLSA is not asked for (RFC 7672 §2.2.2), or the TLSA RRset is not secure.
  case insecure
  /// Validation of the address RRset or of the TLSA RRset failed.
  case bogus
  /// The TLSA lookup failed; that is never `none`: a sender must not deliver (RFC 7672 §2.1.2).
  case error
  /// Nothing can be said: the wave has no trust anchor, or no address is reachable.
  case unknown
}

/// What the DNS alone says of a host's DANE, before anything is compared with a certificate.
public enum TLSAState: String, Sendable, Hashable, CaseIterable {
  /// Securely denied.
  case none
  /// At least one record that a sender can use.
  case usable
  /// Records, none of them usable.
  case unusable
  /// Address RRset or TLSA RRset not secure.
  case insecure
  /// Address RRset or TLSA RRset bogus.
  case bogus
  /// The lookup failed.
  case error
  /// Not validated.
  case unknown

  /// The status of a host of whose reachable addresses these match.
  /// - Parameter matches: for each reachable address, whether what it presented matches; no TLS does not.
  public func status(matches: [Bool]) -> DANEStatus {
    switch self {
    case .none: .none
    case .usable: matches.isEmpty ? .unknown : matches.allSatisfy { $0 } ? .match : .mismatch
    case .unusable: .unusable
    case .insecure: .insecure
    case .bogus: .bogus
    case .error: .error
    case .unknown: .unknown
    }
  }
}
