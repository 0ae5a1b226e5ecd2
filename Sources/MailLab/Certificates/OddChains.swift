extension CertificateAuthority {
  /// The authorities above an odd leaf, its issuer first, without the root; `nil`: those that its kind has.
  func oddPath(_ oddity: CertificateOddity) throws -> [Credential]? {
    func plan(_ name: String) -> AuthorityPlan { AuthorityPlan("Laboratory \(name) CA", nominalDate) }
    switch oddity {
    case .expiredIntermediate:
      var expired = plan("Expired")
      expired.days = -3_000...(-30)
      return [try expired.credential(signedBy: root)]
    case .notYetValidIntermediate:
      var future = plan("Future")
      future.days = 30...3_000
      return [try future.credential(signedBy: root)]
    case .nameConstraint:
      var constrained = plan("Constrained")
      constrained.nameConstraints = "critical,permitted;DNS:elsewhere.example"
      return [try constrained.credential(signedBy: root)]
    case .pathLength:
      return [try plan("Second Intermediate").credential(signedBy: intermediate), intermediate]
    case .issuerNoAuthority:
      var leaf = plan("Former")
      leaf.isAuthority = false
      return [try leaf.credential(signedBy: root)]
    case .twelveIntermediates:
      var path: [Credential] = []
      for number in 1...12 {
        path.insert(try plan("Intermediate \(number)").credential(signedBy: path.first ?? root), at: 0)
      }
      return path
    case .md5Signed:
      // There is no signature algorithm of ECDSA and MD5.
      var old = plan("Old")
      old.key = try PrivateKey(rsaBits: 2_048)
      return [try old.credential(signedBy: root)]
    case .nulInName, .controlsInName, .tenThousandNames, .addressAsName, .partialWildcard, .negativeSerial, .zeroSerial,
      .longSerial,
      .digitalSignatureOnly, .emailProtectionOnly, .unknownCriticalExtension, .brokenSignature, .reversedChain,
      .rootIncluded, .unrelatedCertificate, .hundredCertificates:
      return nil
    }
  }

  /// What is sent after an odd leaf, given what its path asks for.
  func sent(_ companions: [[UInt8]], _ oddity: CertificateOddity) throws -> [[UInt8]] {
    switch oddity {
    case .reversedChain: [root.certificate] + companions
    case .rootIncluded: companions + [root.certificate]
    case .unrelatedCertificate: companions + [try unrelated(1)]
    case .hundredCertificates: companions + (try (1...99 - companions.count).map(unrelated))
    case .nulInName, .controlsInName, .tenThousandNames, .addressAsName, .partialWildcard, .negativeSerial, .zeroSerial,
      .longSerial,
      .digitalSignatureOnly, .emailProtectionOnly, .unknownCriticalExtension, .brokenSignature, .expiredIntermediate,
      .notYetValidIntermediate, .nameConstraint, .pathLength, .issuerNoAuthority, .twelveIntermediates, .md5Signed:
      companions
    }
  }

  /// An authority of the private root that issued nothing.
  private func unrelated(_ number: Int) throws -> [UInt8] {
    try AuthorityPlan("Unrelated CA \(number)", nominalDate).credential(signedBy: privateRoot).certificate
  }
}
