/// One certificate as it was presented: its DER octets and their digest.
public struct PresentedCertificate: Hashable, Sendable {
  /// SHA-256 of `der`.
  public let sha256: Fingerprint
  /// The octets on the wire; not necessarily a certificate that can be parsed.
  public let der: [UInt8]

  /// Pairs octets with their digest.
  public init(sha256: Fingerprint, der: [UInt8]) {
    self.sha256 = sha256
    self.der = der
  }

  /// Two certificates are the same where their digests are.
  public static func == (left: PresentedCertificate, right: PresentedCertificate) -> Bool {
    left.sha256 == right.sha256
  }

  /// Takes in the digest.
  public func hash(into hasher: inout Hasher) { hasher.combine(sha256) }
}

/// The certificates of one Certificate message in the order of the wire: the leaf first, then whatever the server
/// chose to send (RFC 8446 §4.4.2). Never empty.
public struct PresentedChain: Hashable, Sendable {
  /// SHA-256 over the certificates' digests in order.
  public let sha256: Fingerprint
  /// Leaf first.
  public let certificates: [PresentedCertificate]

  /// Longest Certificate message that is read, in octets: OpenSSL's own default is 100 kB, real servers send more.
  public static let maximumLength = 1 << 20

  /// A chain; it has a leaf at least.
  public init(sha256: Fingerprint, certificates: [PresentedCertificate]) {
    precondition(!certificates.isEmpty, "a presented chain holds at least the leaf")
    self.sha256 = sha256
    self.certificates = certificates
  }

  /// The server's own certificate.
  public var leaf: PresentedCertificate { certificates[0] }
}
