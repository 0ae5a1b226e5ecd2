extension FaultCases {
  /// Rows 60, 63 to 65, 67 to 69, 73, 75 and 76: leaves.
  mutating func addCertificates() {
    func errors(_ words: String) -> [RecordedFact] { [RecordedFact(.errors, words)] }
    let invalid = "other-invalid"
    add(
      60, "10,000 names", "a leaf of 300 kB", Contents(oddity: .tenThousandNames), .legacy(after: "tls.too_big"))
    add(
      63, "Long RSA key", "8192 bits", Contents(key: .rsa8192), .modern,
      Findings(facts: [RecordedFact(.keyBits, "8192")]))
    add(
      63, case: "longest", "Long RSA key", "16,377 bits", Contents(key: .rsa16377), .modern,
      Findings(facts: [RecordedFact(.keyBits, "16377")]))
    add(
      64, "Curve's parameters written out", "P-256, as numbers", Contents(key: .ecP256Explicit),
      .legacy(after: "tls.cert_parse"),
      Findings(classWord: invalid, facts: errors("explicit-ec-parameters@0")))
    let serials: [(String, String, CertificateOddity, String)] = [
      ("negative", "−0x5A", .negativeSerial, "-5A"), ("zero", "0", .zeroSerial, "0"),
      ("long", "40 octets", .longSerial, String(repeating: "5A", count: 40)),
    ]
    for (suffix, played, oddity, serial) in serials {
      add(
        65, case: suffix, "Serial number against the rule", played, Contents(oddity: oddity), .modern,
        Findings(facts: [RecordedFact(.serial, serial)]))
    }
    add(
      67, "NUL and control characters in a name", "a dNSName that is the MX name up to a NUL",
      Contents(oddity: .nulInName), .modern,
      Findings(classWord: "ca-wrong-name", facts: [RecordedFact(.name, "none")]))
    add(
      67, case: "control", "NUL and control characters in a name", "dNSNames with an escape sequence and line ends",
      Contents(oddity: .controlsInName), .modern,
      Findings(classWord: "ca-wrong-name", facts: [RecordedFact(.name, "none")]))
    let upToTLS12 = TLSLimits(minimum: .tls10, maximum: .tls12)
    add(
      68, case: "rsa512", "Weak key or signature", "RSA, 512 bits", Contents(key: .rsa512, tls: upToTLS12), .modern,
      Findings(classWord: invalid, facts: errors("weak-key-leaf@0") + [RecordedFact(.keyBits, "512")]))
    add(
      68, case: "rsa1024", "Weak key or signature", "RSA, 1024 bits", Contents(key: .rsa1024), .modern,
      Findings(facts: [RecordedFact(.keyBits, "1024")]))
    add(
      68, case: "md5", "Weak key or signature", "signed with MD5", Contents(oddity: .md5Signed), .modern,
      Findings(classWord: invalid, facts: errors("weak-signature@0")))
    add(
      68, case: "sha1", "Weak key or signature", "signed with SHA-1", Contents(certificate: .sha1Signed), .modern,
      Findings(classWord: invalid, facts: errors("weak-signature@0")))
    add(
      69, "Unknown critical extension", "one that nobody knows", Contents(oddity: .unknownCriticalExtension), .modern,
      Findings(classWord: invalid, facts: errors("unhandled-critical-extension@0")))
    add(
      73, case: "expired", "Out of date", "ended a month ago", Contents(certificate: .expired), .modern,
      Findings(classWord: "ca-expired", facts: errors("expired@0") + [RecordedFact(.time, "expired")]))
    add(
      73, case: "future", "Out of date", "begins in a month", Contents(certificate: .notYetValid), .modern,
      Findings(classWord: "ca-expired", facts: errors("not-yet-valid@0") + [RecordedFact(.time, "not-yet-valid")]))
    addNames()
    add(
      76, "Ed25519", "a leaf with such a key", Contents(key: .ed25519), .legacy(after: "tls.alert(40)"))
  }

  /// Row 75.
  private mutating func addNames() {
    let title = "Name that does not match"
    func wrong(_ name: String = "none") -> Findings {
      Findings(classWord: "ca-wrong-name", facts: [RecordedFact(.name, name)])
    }
    add(
      75, title, "another host's name", Contents(certificate: .wrongName, certificateName: "mail.elsewhere.example"),
      .modern, wrong())
    add(
      75, case: "wildcard", title, "a wildcard for the first label, which matches",
      Contents(certificate: .wildcard, certificateName: "*.f075-wildcard.example"), .modern,
      Findings(facts: [RecordedFact(.name, "mx-san")]))
    add(
      75, case: "above", title, "a wildcard two labels above",
      Contents(certificate: .wildcard, certificateName: "*.example"),
      .modern, wrong())
    add(
      75, case: "partial", title, "a wildcard that is a part of a label", Contents(oddity: .partialWildcard), .modern,
      wrong())
    add(75, case: "address", title, "an IPv4 address as dNSName", Contents(oddity: .addressAsName), .modern, wrong())
    add(
      75, case: "cn", title, "the common name alone", Contents(certificate: .commonNameOnly), .modern,
      wrong("mx-cn-only"))
  }

  /// Rows 59 and 74: what is sent beside the leaf.
  mutating func addChains() {
    add(59, "Many certificates", "a hundred", Contents(oddity: .hundredCertificates), .modern)
    add(
      59, case: "deep", "Many certificates", "twelve intermediates, each needed",
      Contents(oddity: .twelveIntermediates),
      .modern, Findings(classWord: "other-invalid", facts: [RecordedFact(.errors, "chain-too-long")]))
    let title = "Chain that is not as it should be"
    let kinds: [(String, String, CertificateKind, String)] = [
      ("self-signed", "the leaf signs itself", .selfSigned, "self-signed"),
      ("private", "a root that nobody trusts", .privateCA, "private-ca"),
      ("missing", "the intermediate is missing", .incompleteChain, "incomplete-chain"),
      ("unknown", "an issuer that nobody has seen", .unknownIssuer, "unknown-issuer"),
    ]
    for (suffix, played, kind, classWord) in kinds {
      add(74, case: suffix, title, played, Contents(certificate: kind), .modern, Findings(classWord: classWord))
    }
    let sound: [(String, String, CertificateOddity)] = [
      ("root", "the root is sent too", .rootIncluded), ("reversed", "the root before the intermediate", .reversedChain),
      ("extra", "a certificate that does not belong to it", .unrelatedCertificate),
    ]
    for (suffix, played, oddity) in sound { add(74, case: suffix, title, played, Contents(oddity: oddity), .modern) }
  }
}
