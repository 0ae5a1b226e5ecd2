import COpenSSL

/// A leaf with what its server sends after it, and its key. Everything in DER, so that it may go anywhere.
struct CertificateChain: Hashable, Sendable {
  /// Leaf first.
  let certificates: [[UInt8]]
  let key: [UInt8]

  /// The certificates in PEM, leaf first.
  var pem: String { certificates.map(PEM.certificate).joined() }
}

/// The laboratory's authorities: a public one (root and intermediate) and a private one that nobody trusts.
///
/// ```
/// Laboratory Root CA ──▶ Laboratory Intermediate CA ──▶ leaf      trusted
/// Private Root CA ──▶ leaf                                         not trusted
/// ```
struct CertificateAuthority: Sendable {
  private let root: Credential
  private let intermediate: Credential
  private let privateRoot: Credential
  private let nominalDate: CalendarDate
  private let rsaKeys: RSAKeyPool

  /// A certificate with its key, in DER.
  private struct Credential: Sendable {
    let certificate: [UInt8]
    let key: [UInt8]

    func opened() throws -> (certificate: Certificate, key: PrivateKey) {
      (try Certificate(der: certificate), try PrivateKey(der: key))
    }
  }

  /// Authorities that are valid from ten years before the nominal date to twenty years after it.
  init(nominalDate: CalendarDate, rsaKeys: RSAKeyPool) throws {
    self.nominalDate = nominalDate
    self.rsaKeys = rsaKeys
    let notBefore = nominalDate.secondsSinceEpoch - 10 * 365 * 86_400
    let notAfter = nominalDate.secondsSinceEpoch + 20 * 365 * 86_400
    func authority(_ name: String, pathLength: String, signedBy issuer: Credential?) throws -> Credential {
      let key = try PrivateKey(p256For: "authority \(name)")
      var extensions = [
        (NID_basic_constraints, "critical,CA:TRUE\(pathLength)"),
        (NID_key_usage, "critical,keyCertSign,cRLSign"),
        (NID_subject_key_identifier, "hash"),
      ]
      if issuer != nil { extensions.append((NID_authority_key_identifier, "keyid:always")) }
      let contents = CertificateContents(
        organization: "mxcensus laboratory", commonName: name, notBefore: notBefore, notAfter: notAfter,
        extensions: extensions)
      let certificate = try Certificate(contents, key: key, issuer: try issuer?.opened())
      return Credential(certificate: try certificate.der(), key: try key.der())
    }
    root = try authority("Laboratory Root CA", pathLength: "", signedBy: nil)
    intermediate = try authority("Laboratory Intermediate CA", pathLength: ",pathlen:0", signedBy: root)
    privateRoot = try authority("Private Root CA", pathLength: "", signedBy: nil)
  }

  /// The root that is to be trusted, in PEM.
  var trustStore: String { PEM.certificate(root.certificate) }

  /// The intermediate of the public authority, in PEM.
  var intermediatePEM: String { PEM.certificate(intermediate.certificate) }

  /// Makes the chain and the key that a profile describes.
  func issue(_ profile: CertificateProfile) throws -> CertificateChain {
    let key = try key(for: profile)
    let issuer =
      switch profile.kind {
      case .selfSigned: Credential?.none
      case .privateCA, .unknownIssuer: privateRoot
      case .caSigned, .wrongName, .expired, .notYetValid, .incompleteChain, .wildcard, .commonNameOnly,
        .clientPurposeOnly, .sha1Signed:
        intermediate
      }
    let leaf = try Certificate(contents(for: profile), key: key, issuer: try issuer?.opened())
    let companions =
      switch profile.kind {
      case .selfSigned, .unknownIssuer, .incompleteChain: [[UInt8]]()
      case .privateCA: [privateRoot.certificate]
      case .caSigned, .wrongName, .expired, .notYetValid, .wildcard, .commonNameOnly, .clientPurposeOnly,
        .sha1Signed:
        [intermediate.certificate]
      }
    return CertificateChain(certificates: [try leaf.der()] + companions, key: try key.der())
  }

  private func key(for profile: CertificateProfile) throws -> PrivateKey {
    let phrase = "\(profile.kind.rawValue) \(profile.names.joined(separator: " "))"
    return switch profile.key {
    case .ecP256: try PrivateKey(p256For: phrase)
    case .rsa1024, .rsa2048: try PrivateKey(der: rsaKeys.key(profile.key, for: phrase))
    }
  }

  private func contents(for profile: CertificateProfile) -> CertificateContents {
    let days =
      switch profile.kind {
      case .expired: -400...(-30)
      case .notYetValid: 30...400
      case .caSigned, .wrongName, .selfSigned, .privateCA, .unknownIssuer, .incompleteChain, .wildcard,
        .commonNameOnly, .clientPurposeOnly, .sha1Signed:
        -60...300
      }
    var extensions: [(nid: Int32, value: String)] = [(NID_basic_constraints, "critical,CA:FALSE")]
    if profile.kind != .selfSigned {
      // Without keyEncipherment a strict client refuses RSA key exchange.
      let usage = profile.key == .ecP256 ? "digitalSignature" : "digitalSignature,keyEncipherment"
      extensions.append((NID_key_usage, "critical,\(usage)"))
      let purpose = profile.kind == .clientPurposeOnly ? "clientAuth" : "serverAuth"
      extensions.append((NID_ext_key_usage, purpose))
      extensions.append((NID_authority_key_identifier, "keyid:always"))
    }
    extensions.append((NID_subject_key_identifier, "hash"))
    if profile.kind != .commonNameOnly {
      let names = profile.names.map { "DNS:\($0)" }.joined(separator: ",")
      extensions.append((NID_subject_alt_name, names))
    }
    return CertificateContents(
      // A common name holds 64 characters at most (RFC 5280, appendix A.1).
      commonName: profile.names.first.map { String($0.prefix(64)) },
      notBefore: nominalDate.secondsSinceEpoch + days.lowerBound * 86_400,
      notAfter: nominalDate.secondsSinceEpoch + days.upperBound * 86_400,
      extensions: extensions, signsWithSHA1: profile.kind == .sha1Signed)
  }
}
