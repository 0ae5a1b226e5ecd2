/// The first flight of a TLS 1.2 server (RFC 5246 §7.3) made by hand: no key is needed to say the wrong thing.
///
/// ```
/// S: ServerHello
/// S: Certificate            any octets
/// S: ServerKeyExchange      only where a prime is given; its signature is nonsense
/// ```
public struct RawHandshake: Hashable, Sendable, Codable {
  /// What stands in the Certificate message, leaf first.
  public var certificates: [RawCertificate]
  /// How often the last of them stands there.
  public var repetitions: Int
  /// Whether the ServerHello has the extension of RFC 5746.
  public var isRenegotiationSecure: Bool
  /// The length of a finite-field Diffie-Hellman prime in octets; `nil`: the suite is one of elliptic curves, and nothing
  /// follows the certificates.
  public var primeOctets: Int?

  /// A flight.
  public init(
    _ certificates: [RawCertificate], repetitions: Int = 1, isRenegotiationSecure: Bool = true,
    primeOctets: Int? = nil
  ) {
    self.certificates = certificates
    self.repetitions = repetitions
    self.isRenegotiationSecure = isRenegotiationSecure
    self.primeOctets = primeOctets
  }
}

/// What a Certificate message may hold in place of a certificate. Those that are altered need a P-256 leaf.
public enum RawCertificate: String, Hashable, Sendable, Codable, CaseIterable {
  /// The server's own leaf.
  case leaf
  /// The certificate that its chain has behind the leaf.
  case issuer
  /// A few octets that are no certificate.
  case junk
  /// The leaf and one octet more.
  case octetTooMany = "octet-too-many"
  /// The leaf, with a common name that is no UTF-8.
  case invalidUTF8 = "invalid-utf8"
  /// The leaf, with a key of a kind that nobody knows.
  case unknownKey = "unknown-key"
  /// The leaf, with its key on the curve of SM2 (RFC 8998).
  case sm2Key = "sm2-key"
}
