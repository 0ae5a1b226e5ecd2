/// What DNSSEC validation says of an answer (RFC 4035 §4.3).
public enum DNSSECStatus: String, Sendable, Hashable, CaseIterable {
  /// Validated up to the trust anchor.
  case secure
  /// Provably unsigned.
  case insecure
  /// Signed, and the signatures do not hold.
  case bogus
  /// Not validated: the wave runs without a trust anchor.
  case unknown
}
