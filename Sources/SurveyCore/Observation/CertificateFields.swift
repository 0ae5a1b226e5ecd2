/// What stands in a certificate, read once per distinct certificate (RFC 5280 §4.1).
public struct CertificateFields: Hashable, Sendable {
  /// The subject as RFC 4514 text; what the certificate's author wrote, to be escaped before it is shown.
  public var subject: String
  /// The issuer, likewise.
  public var issuer: String
  /// The serial number as signed hexadecimal text.
  public var serial: String
  /// The first second of validity; `nil` where the field can't be read.
  public var notBefore: Instant?
  /// The last second of validity; `nil` where the field can't be read.
  public var notAfter: Instant?
  /// `RSA`, `EC`, `ED25519`, …; `nil` where the key can't be used.
  public var keyType: String?
  /// Size of the key in bits; 0 where it can't be used.
  public var keyBits: Int
  /// For example `ecdsa-with-SHA256`.
  public var signatureAlgorithm: String
  /// DNS-IDs of the subjectAltName in order, as octets, at most `maximumNames`.
  public var dnsNames: [[UInt8]]
  /// How many DNS-IDs there are.
  public var dnsNameCount: Int
  /// Common names of the subject, as octets.
  public var commonNames: [[UInt8]]
  /// Whether issuer equals subject and the own key verifies the signature.
  public var isSelfSigned: Bool
  /// Whether it may issue certificates.
  public var isCA: Bool
  /// SHA-256 of the SubjectPublicKeyInfo; `nil` where it can't be encoded.
  public var spkiSHA256: Fingerprint?

  /// DNS-IDs that are kept of one certificate; some list ten thousand.
  public static let maximumNames = 10_000

  /// The fields of one certificate.
  public init(
    subject: String, issuer: String, serial: String, notBefore: Instant?, notAfter: Instant?, keyType: String?,
    keyBits: Int, signatureAlgorithm: String, dnsNames: [[UInt8]], dnsNameCount: Int, commonNames: [[UInt8]],
    isSelfSigned: Bool, isCA: Bool, spkiSHA256: Fingerprint?
  ) {
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.keyType = keyType
    self.keyBits = keyBits
    self.signatureAlgorithm = signatureAlgorithm
    self.dnsNames = dnsNames
    self.dnsNameCount = dnsNameCount
    self.commonNames = commonNames
    self.isSelfSigned = isSelfSigned
    self.isCA = isCA
    self.spkiSHA256 = spkiSHA256
  }
}
