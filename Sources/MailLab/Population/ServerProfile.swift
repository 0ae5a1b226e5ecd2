/// One SMTP server: an address and what answers there.
public struct Server: Hashable, Sendable, Codable {
  /// Where it listens, in 127.0.0.0/8.
  public let address: IPv4Address
  /// What it calls itself; stands for `{name}` in its script.
  public let name: String
  /// What it shows and how it behaves.
  public let profile: ServerProfile

  /// A server.
  public init(address: IPv4Address, name: String, profile: ServerProfile) {
    self.address = address
    self.name = name
    self.profile = profile
  }
}

/// What a server shows and how it behaves.
public struct ServerProfile: Hashable, Sendable, Codable {
  /// The certificate it presents.
  public var certificate: CertificateProfile
  /// What it speaks once TLS starts.
  public var tls: TLSLimits
  /// What it says and does.
  public var script: Script

  /// A profile; by default everything OpenSSL speaks, and a server that behaves.
  public init(certificate: CertificateProfile, tls: TLSLimits = .any, script: Script = .standard) {
    self.certificate = certificate
    self.tls = tls
    self.script = script
  }
}

/// Which certificate is to be made.
public struct CertificateProfile: Hashable, Sendable, Codable {
  /// What is right or wrong with it.
  public var kind: CertificateKind
  /// Its names, literally; the first is also the common name.
  public var names: [String]
  /// Its key.
  public var key: KeyKind
  /// What else is odd about it; `nil`: nothing.
  public var oddity: CertificateOddity?

  /// A certificate to be made.
  public init(
    _ kind: CertificateKind, names: [String], key: KeyKind = .ecP256, oddity: CertificateOddity? = nil
  ) {
    self.kind = kind
    self.names = names
    self.key = key
    self.oddity = oddity
  }
}

/// What is right or wrong with a certificate.
public enum CertificateKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Leaf and intermediate of the public authority, in date.
  case caSigned = "ca-signed"
  /// The same; its names are those of another host.
  case wrongName = "wrong-name"
  /// The same, ended before the nominal date.
  case expired
  /// The same, begins after the nominal date.
  case notYetValid = "not-yet-valid"
  /// The leaf signs itself.
  case selfSigned = "self-signed"
  /// Leaf and root of an authority that nobody trusts.
  case privateCA = "private-ca"
  /// Leaf of an authority that nobody trusts, without its root.
  case unknownIssuer = "unknown-issuer"
  /// Leaf of the public authority without the intermediate.
  case incompleteChain = "incomplete-chain"
  /// Leaf and intermediate; its names are wildcards.
  case wildcard
  /// Leaf and intermediate, no subject alternative name.
  case commonNameOnly = "common-name-only"
  /// Leaf and intermediate, extended key usage without `serverAuth`.
  case clientPurposeOnly = "client-purpose-only"
  /// Leaf and intermediate, the leaf signed with SHA-1.
  case sha1Signed = "sha1-signed"
}

/// The kind and size of a key.
public enum KeyKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// NIST P-256.
  case ecP256 = "ec-p256"
  /// RSA, 2048 bits.
  case rsa2048 = "rsa-2048"
  /// RSA, 1024 bits: too weak for any present-day judge.
  case rsa1024 = "rsa-1024"
  /// RSA, 512 bits: can be factored by anyone. Too short for the signatures of TLS 1.3.
  case rsa512 = "rsa-512"
  /// RSA, 8192 bits, of four primes (RFC 8017 §3.1), as two would take a minute to find.
  case rsa8192 = "rsa-8192"
  /// RSA, 16,377 bits, about as long as libraries take keys to be; its primes are known to everybody.
  case rsa16377 = "rsa-16377"
  /// Ed25519, RFC 8410.
  case ed25519
  /// NIST P-256 with its parameters written out, which RFC 5480 §2.1.1 forbids.
  case ecP256Explicit = "ec-p256-explicit"
}

/// A version of TLS.
public enum TLSVersion: String, Hashable, Sendable, Codable, CaseIterable {
  /// RFC 2246.
  case tls10 = "1.0"
  /// RFC 4346.
  case tls11 = "1.1"
  /// RFC 5246.
  case tls12 = "1.2"
  /// RFC 8446.
  case tls13 = "1.3"
}
