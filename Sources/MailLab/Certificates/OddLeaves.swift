import COpenSSL

extension CertificateAuthority {
  /// Changes what stands in a leaf.
  ///
  /// - Parameter names: the profile's, of which there is one at least.
  func apply(_ oddity: CertificateOddity, names: [String], to contents: inout CertificateContents) {
    // The common name is to say nothing that the odd names don't.
    if oddity.hasOwnNames { contents.commonName = "odd.elsewhere.example" }
    switch oddity {
    case .nulInName:
      contents.encodedExtensions = [alternativeNames([Array("\(names[0])\0.elsewhere.example".utf8)])]
    case .controlsInName:
      let names = ["\u{1B}]0;\(names[0])\u{7}", "a.elsewhere.example\r\nDNS:\(names[0])"]
      contents.encodedExtensions = [alternativeNames(names.map { Array($0.utf8) })]
    case .tenThousandNames:
      let others = (1...10_000 - names.count).map { "host\($0).elsewhere.example" }
      contents.encodedExtensions = [alternativeNames((others + names).map { Array($0.utf8) })]
    case .addressAsName: contents.encodedExtensions = [alternativeNames([Array("127.0.0.1".utf8)])]
    case .partialWildcard:
      let rest = names[0].drop { $0 != "." }
      contents.encodedExtensions = [alternativeNames([Array("\(names[0].prefix(1))*\(rest)".utf8)])]
    case .negativeSerial: contents.serialNumber = .negative([0x5A])
    case .zeroSerial: contents.serialNumber = .positive([])
    case .longSerial: contents.serialNumber = .positive([UInt8](repeating: 0x5A, count: 40))
    case .unknownCriticalExtension:
      // An identifier of the arc for UUIDs, which needs no registration (ITU-T X.667); the value is NULL.
      contents.encodedExtensions = [
        EncodedExtension(
          identifier: "2.25.116405519317614914583061738421984306021", isCritical: true, value: [0x05, 0x00])
      ]
    case .md5Signed: contents.signsWithMD5 = true
    case .digitalSignatureOnly, .emailProtectionOnly, .brokenSignature, .expiredIntermediate, .notYetValidIntermediate,
      .nameConstraint, .pathLength, .issuerNoAuthority, .twelveIntermediates, .reversedChain, .rootIncluded,
      .unrelatedCertificate, .hundredCertificates:
      break
    }
  }

  private func alternativeNames(_ names: [[UInt8]]) -> EncodedExtension {
    EncodedExtension(
      identifier: "2.5.29.17", isCritical: false, value: DER.sequence(names.flatMap(DER.dNSName)))
  }
}

extension CertificateOddity {
  /// Whether the leaf's dNSNames are other than the profile's names alone.
  var hasOwnNames: Bool {
    switch self {
    case .nulInName, .controlsInName, .tenThousandNames, .addressAsName, .partialWildcard: true
    case .negativeSerial, .zeroSerial, .longSerial, .digitalSignatureOnly, .emailProtectionOnly,
      .unknownCriticalExtension, .md5Signed, .brokenSignature, .expiredIntermediate, .notYetValidIntermediate,
      .nameConstraint, .pathLength, .issuerNoAuthority, .twelveIntermediates, .reversedChain, .rootIncluded,
      .unrelatedCertificate, .hundredCertificates:
      false
    }
  }
}

extension KeyKind {
  var isRSA: Bool {
    switch self {
    case .rsa512, .rsa1024, .rsa2048, .rsa8192, .rsa16377: true
    case .ecP256, .ecP256Explicit, .ed25519: false
    }
  }
}
