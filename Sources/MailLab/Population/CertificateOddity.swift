/// What is odd or hostile about a certificate or the chain around it, beside its kind.
///
/// But for its oddity, a chain is what its kind says: `caSigned` for most.
public enum CertificateOddity: String, Hashable, Sendable, Codable, CaseIterable {
  // MARK: Names

  /// The only dNSName is the first name, a NUL and another domain: who reads to the NUL takes it for the first name
  /// (CVE-2009-2408).
  case nulInName = "nul-in-name"
  /// Two dNSNames with control characters: an escape sequence for terminals, and line ends that make two names of one.
  case controlsInName = "controls-in-name"
  /// 10,000 dNSNames; the profile's own come last.
  case tenThousandNames = "ten-thousand-names"
  /// A dNSName that is an IPv4 address in dotted decimal notation, beside no other.
  case addressAsName = "address-as-name"
  /// A wildcard that is a part of a label, as `m*.mail.example`, which RFC 9525 §6.3 does not match.
  case partialWildcard = "partial-wildcard"

  // MARK: Serial numbers (RFC 5280 §4.1.2.2)

  /// A serial number below zero.
  case negativeSerial = "negative-serial"
  /// The serial number zero.
  case zeroSerial = "zero-serial"
  /// A serial number of 40 octets, twice what is allowed.
  case longSerial = "long-serial"

  // MARK: Purposes and extensions

  /// Key usage digitalSignature alone: an RSA key that must not be used for RSA key exchange (RFC 5280 §4.2.1.3).
  case digitalSignatureOnly = "digital-signature-only"
  /// Extended key usage emailProtection alone.
  case emailProtectionOnly = "email-protection-only"
  /// A critical extension that nobody knows (RFC 5280 §4.2).
  case unknownCriticalExtension = "unknown-critical-extension"

  // MARK: Signatures

  /// An authority with an RSA key signs the leaf with MD5.
  case md5Signed = "md5-signed"
  /// One bit of the leaf's signature is changed.
  case brokenSignature = "broken-signature"

  // MARK: Authorities

  /// The intermediate ended before the nominal date.
  case expiredIntermediate = "expired-intermediate"
  /// The intermediate begins after the nominal date.
  case notYetValidIntermediate = "not-yet-valid-intermediate"
  /// The intermediate may vouch for names below `elsewhere.example` only (RFC 5280 §4.2.1.10).
  case nameConstraint = "name-constraint"
  /// One more intermediate than the path length constraint of the first allows (RFC 5280 §4.2.1.9).
  case pathLength = "path-length"
  /// The issuer is no authority: its basic constraints say so.
  case issuerNoAuthority = "issuer-no-authority"
  /// Twelve intermediates: sound, and deeper than most judges go.
  case twelveIntermediates = "twelve-intermediates"

  // MARK: What is sent

  /// The root is sent before the intermediate.
  case reversedChain = "reversed-chain"
  /// The root is sent too.
  case rootIncluded = "root-included"
  /// A certificate that has nothing to do with the chain is sent last.
  case unrelatedCertificate = "unrelated-certificate"
  /// A hundred certificates, of which the first two are the chain.
  case hundredCertificates = "hundred-certificates"
}
