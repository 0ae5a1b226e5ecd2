/// How a domain receives mail, as far as the DNS says.
public enum MXStatus: String, Sendable, Hashable, CaseIterable {
  /// MX records with at least one usable host name.
  case mx
  /// No MX record, but an address: the domain is its own MX (RFC 5321 §5.1).
  case implicit
  /// A null MX alone: the domain takes no mail (RFC 7505).
  case null
  /// A null MX beside others, which RFC 7505 §3 forbids.
  case nullMixed = "null-mixed"
  /// The name exists with neither MX nor address.
  case nodata
  /// The name does not exist.
  case nxdomain
  /// The domain's servers failed.
  case servfail
  /// The domain's servers did not answer.
  case timeout
  /// DNSSEC validation failed.
  case bogus
  /// MX RDATA that breaks its format.
  case malformed
  /// MX records of which none names a host.
  case invalid
  /// Our own fault kept us from knowing.
  case inconclusive

  /// The status that a failed MX lookup gives its domain.
  public init(_ failure: DNSFailure) {
    self =
      switch failure {
      case .nxdomain: .nxdomain
      case .nodata: .nodata
      case .servfail: .servfail
      case .timeout: .timeout
      case .bogus: .bogus
      case .malformed: .malformed
      case .invalidName: .invalid
      }
  }

  /// Whether domains of this status count in the trend; those without MX records are reported apart.
  public var isInTrend: Bool { self == .mx || self == .nullMixed || self == .invalid }
}
