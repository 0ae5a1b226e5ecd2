extension VerdictCases {
  /// Every kind of certificate, and names.
  mutating func addCertificates() {
    for kind in CertificateKind.allCases {
      let name = kind.rawValue
      switch kind {
      case .caSigned: add(name, Contents())
      case .wrongName:
        add(
          name, Contents(certificate: kind, certificateName: "mail.elsewhere.example"),
          Findings(result: .caWrongName, name: .nobody))
      case .expired, .notYetValid: add(name, Contents(certificate: kind), Findings(result: .caExpired))
      case .selfSigned: add(name, Contents(certificate: kind), Findings(result: .selfSigned))
      case .privateCA: add(name, Contents(certificate: kind), Findings(result: .privateCA))
      case .unknownIssuer: add(name, Contents(certificate: kind), Findings(result: .unknownIssuer))
      case .incompleteChain: add(name, Contents(certificate: kind), Findings(result: .incompleteChain))
      case .wildcard: add(name, Contents(certificate: kind, certificateName: "*.\(name).example"))
      case .commonNameOnly:
        add(name, Contents(certificate: kind), Findings(result: .caWrongName, name: .mxCommonNameOnly))
      // SHA-1 is below the level that senders who verify ask for.
      case .clientPurposeOnly, .sha1Signed: add(name, Contents(certificate: kind), Findings(result: .otherInvalid))
      }
    }
    // A wildcard stands for one label, RFC 9525 §6.3.
    add(
      "wildcard-above", Contents(certificate: .wildcard, certificateName: "*.example"),
      Findings(result: .caWrongName, name: .nobody))
    for (name, key, result, look) in Self.keys {
      let limits = key == .rsa512 ? Self.upToTLS12 : .any
      add(name, Contents(key: key, tls: limits), Findings(result: result, look: look))
    }
  }

  /// Every oddity; the domain has its name.
  mutating func addOddities() {
    for oddity in CertificateOddity.allCases {
      add(oddity.rawValue, Contents(oddity: oddity), Self.findings(oddity))
    }
  }

  private static let upToTLS12 = TLSLimits(minimum: .tls10, maximum: .tls12)

  /// BoringSSL, as senders have it, offers no Ed25519 and reads no parameters that are written out.
  private static let keys: [(String, KeyKind, ExpectedVerdict.Result, ExpectedVerdict.Look)] = [
    ("rsa-2048", .rsa2048, .caVerified, .modern), ("rsa-1024", .rsa1024, .caVerified, .modern),
    ("rsa-512", .rsa512, .otherInvalid, .modern), ("rsa-8192", .rsa8192, .caVerified, .modern),
    ("rsa-16377", .rsa16377, .caVerified, .modern),
    ("ed25519", .ed25519, .caVerified, .legacy), ("explicit-curve", .ecP256Explicit, .otherInvalid, .legacy),
  ]

  private static func findings(_ oddity: CertificateOddity) -> Findings {
    switch oddity {
    case .nulInName, .controlsInName, .addressAsName, .partialWildcard:
      Findings(result: .caWrongName, name: .nobody)
    // A serial number that an authority must not give is to be borne (RFC 5280 §4.1.2.2), and the path is built from
    // whatever is sent, in any order (RFC 8446 §4.4.2).
    case .negativeSerial, .zeroSerial, .longSerial, .digitalSignatureOnly, .reversedChain,
      .rootIncluded, .unrelatedCertificate, .hundredCertificates:
      Findings()
    // No more than 100 kB of certificates is what clients take unless they are told otherwise.
    case .tenThousandNames: Findings(look: .legacy)
    case .expiredIntermediate, .notYetValidIntermediate: Findings(result: .caExpired)
    case .emailProtectionOnly, .unknownCriticalExtension, .md5Signed, .brokenSignature, .nameConstraint, .pathLength,
      .issuerNoAuthority, .twelveIntermediates:
      Findings(result: .otherInvalid)
    }
  }
}
