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
/// Odd chains have further authorities below the root, each made for the chain that needs it.
struct CertificateAuthority: Sendable {
  let root: Credential
  let intermediate: Credential
  let privateRoot: Credential
  let nominalDate: CalendarDate
  private let rsaKeys: RSAKeyPool
  private let issued = IssuedChains()

  /// Authorities that are valid from ten years before the nominal date to twenty years after it.
  init(nominalDate: CalendarDate, rsaKeys: RSAKeyPool) throws {
    self.nominalDate = nominalDate
    self.rsaKeys = rsaKeys
    root = try AuthorityPlan("Laboratory Root CA", nominalDate).credential(signedBy: nil)
    intermediate = try AuthorityPlan("Laboratory Intermediate CA", nominalDate, pathLength: 0)
      .credential(signedBy: root)
    privateRoot = try AuthorityPlan("Private Root CA", nominalDate).credential(signedBy: nil)
  }

  /// The root that is to be trusted, in PEM.
  var trustStore: String { PEM.certificate(root.certificate) }

  /// The intermediate of the public authority, in PEM.
  var intermediatePEM: String { PEM.certificate(intermediate.certificate) }

  /// The root that is to be trusted, in DER.
  var rootCertificate: [UInt8] { root.certificate }

  /// The chain and the key that a profile describes, made when they are first asked for.
  func issue(_ profile: CertificateProfile) throws -> CertificateChain {
    try issued.chain(profile) { try make(profile) }
  }

  /// The certificate whose key signs a profile's leaf, in DER: where that signs itself, the leaf.
  func issuerCertificate(of profile: CertificateProfile) throws -> [UInt8] {
    let credential = try profile.oddity.flatMap(oddPath)?.first ?? issuer(of: profile)
    return try credential?.certificate ?? issue(profile).certificates[0]
  }

  private func issuer(of profile: CertificateProfile) -> Credential? {
    switch profile.kind {
    case .selfSigned: nil
    case .privateCA, .unknownIssuer: privateRoot
    case .caSigned, .wrongName, .expired, .notYetValid, .incompleteChain, .wildcard, .commonNameOnly,
      .clientPurposeOnly, .sha1Signed:
      intermediate
    }
  }

  private func make(_ profile: CertificateProfile) throws -> CertificateChain {
    let key = try key(for: profile)
    let path = try profile.oddity.flatMap(oddPath)
    let issuer = path?.first ?? issuer(of: profile)
    var contents = contents(for: profile)
    if let oddity = profile.oddity { apply(oddity, names: profile.names, to: &contents) }
    let leaf = try Certificate(contents, key: key, issuer: try issuer?.opened())
    var companions =
      switch profile.kind {
      case .selfSigned, .unknownIssuer, .incompleteChain: [[UInt8]]()
      case .privateCA: [privateRoot.certificate]
      case .caSigned, .wrongName, .expired, .notYetValid, .wildcard, .commonNameOnly, .clientPurposeOnly,
        .sha1Signed:
        (path ?? [intermediate]).map(\.certificate)
      }
    var certificate = try leaf.der()
    if let oddity = profile.oddity {
      // A bit of the last octet lies in the signature's last number.
      if oddity == .brokenSignature { certificate[certificate.count - 1] ^= 1 }
      companions = try sent(companions, oddity)
    }
    return CertificateChain(certificates: [certificate] + companions, key: try key.der())
  }

  private func key(for profile: CertificateProfile) throws -> PrivateKey {
    let words = [profile.kind.rawValue, profile.oddity?.rawValue].compactMap { $0 } + profile.names
    let phrase = words.joined(separator: " ")
    switch profile.key {
    case .ecP256: return try PrivateKey(p256For: phrase)
    case .ecP256Explicit:
      let key = try PrivateKey(p256For: phrase)
      try key.writeParametersOut()
      return key
    case .ed25519: return try PrivateKey(ed25519For: phrase)
    case .rsa512, .rsa1024, .rsa2048, .rsa8192, .rsa16377:
      return try PrivateKey(der: rsaKeys.key(profile.key, for: phrase))
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
      let usage =
        profile.key.isRSA && profile.oddity != .digitalSignatureOnly
        ? "digitalSignature,keyEncipherment" : "digitalSignature"
      extensions.append((NID_key_usage, "critical,\(usage)"))
      let purpose =
        profile.oddity == .emailProtectionOnly
        ? "emailProtection" : profile.kind == .clientPurposeOnly ? "clientAuth" : "serverAuth"
      extensions.append((NID_ext_key_usage, purpose))
      extensions.append((NID_authority_key_identifier, "keyid:always"))
    }
    extensions.append((NID_subject_key_identifier, "hash"))
    if profile.kind != .commonNameOnly && profile.oddity?.hasOwnNames != true {
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
