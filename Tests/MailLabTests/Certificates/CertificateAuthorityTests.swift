import Testing

@testable import MailLab

/// Each kind of certificate, judged by OpenSSL's own command with a judge's flags.
@Suite struct CertificateAuthorityTests {
  static let verdicts: [(CertificateKind, KeyKind, String)] = [
    (.caSigned, .ecP256, "OK"),
    (.caSigned, .rsa2048, "OK"),
    (.wrongName, .ecP256, "error 62 at 0"),
    (.expired, .ecP256, "error 10 at 0"),
    (.notYetValid, .ecP256, "error 9 at 0"),
    (.selfSigned, .ecP256, "error 18 at 0"),
    (.selfSigned, .rsa1024, "error 18 at 0"),
    (.privateCA, .ecP256, "error 19 at 1"),
    (.unknownIssuer, .ecP256, "error 20 at 0"),
    (.incompleteChain, .ecP256, "error 20 at 0"),
    (.wildcard, .ecP256, "OK"),
    // OpenSSL falls back to the common name; a survey that follows RFC 9525 does not.
    (.commonNameOnly, .ecP256, "OK"),
    (.clientPurposeOnly, .ecP256, "error 26 at 0"),
    (.sha1Signed, .ecP256, "error 68 at 0"),
  ]

  @Test(arguments: verdicts) func kindIsWhatItSays(kind: CertificateKind, key: KeyKind, verdict: String)
    async throws
  {
    let scratch = try Scratch()
    let output = try await verify(CertificateProfile(kind, names: names(kind), key: key), level: 1, scratch)
    if verdict == "OK" {
      #expect(output.contains("leaf.pem: OK"))
    } else {
      #expect(output.contains(verdict))
    }
  }

  @Test func everyKindHasAVerdict() {
    #expect(Set(Self.verdicts.map(\.0)) == Set(CertificateKind.allCases))
  }

  /// 1,024 bits are worth 80: enough for level 1, not for level 2.
  @Test func shortKeyIsWeak() async throws {
    let scratch = try Scratch()
    let profile = CertificateProfile(.caSigned, names: ["mx.mail.example"], key: .rsa1024)
    #expect(try await verify(profile, level: 1, scratch).contains("leaf.pem: OK"))
    #expect(try await verify(profile, level: 2, scratch).contains("error 66 at 0"))
  }

  @Test func incompleteChainIsCompletedByTheIntermediate() async throws {
    let scratch = try Scratch()
    let authority = try authority()
    let chain = try authority.issue(CertificateProfile(.incompleteChain, names: ["mx.mail.example"]))
    let leaf = try scratch.write(chain.pem, as: "leaf.pem")
    let intermediate = try scratch.write(authority.intermediatePEM, as: "intermediate.pem")
    let root = try scratch.write(authority.trustStore, as: "root.pem")
    let output = try await scratch.output(
      of: "/usr/bin/openssl", "verify", "-attime", "1400000000", "-CAfile", root, "-untrusted", intermediate,
      leaf)
    #expect(output.contains("leaf.pem: OK"))
  }

  @Test func commonNameOnlyHasNoAlternativeName() async throws {
    let scratch = try Scratch()
    let chain = try authority().issue(CertificateProfile(.commonNameOnly, names: ["mx.mail.example"]))
    let leaf = try scratch.write(chain.pem, as: "leaf.pem")
    let text = try await scratch.output(of: "/usr/bin/openssl", "x509", "-noout", "-text", "-in", leaf)
    #expect(text.contains("CN = mx.mail.example"))
    #expect(!text.contains("Subject Alternative Name"))
  }

  @Test func keysStayFromOneLaboratoryToTheNext() throws {
    let profile = CertificateProfile(.caSigned, names: ["mx.mail.example"])
    let (first, second) = (try authority().issue(profile), try authority().issue(profile))
    #expect(first.key == second.key)
    let other = try authority().issue(CertificateProfile(.caSigned, names: ["other.example"]))
    #expect(first.key != other.key)
  }

  private static let date = CalendarDate(daysSinceEpoch: 16_203)

  /// Made once, as RSA keys take long.
  private static let rsaKeys = Result {
    try RSAKeyPool(
      for: [KeyKind.rsa1024, .rsa2048].map { key in
        Server(
          address: IPv4Address(number: 0x7F14_0001), name: "mx.mail.example",
          profile: ServerProfile(
            certificate: CertificateProfile(.caSigned, names: ["mx.mail.example"], key: key)))
      })
  }

  private func authority() throws -> CertificateAuthority {
    try CertificateAuthority(nominalDate: Self.date, rsaKeys: Self.rsaKeys.get())
  }

  private func names(_ kind: CertificateKind) -> [String] {
    switch kind {
    case .wrongName: ["mail.elsewhere.example"]
    case .wildcard: ["*.mail.example"]
    case .caSigned, .expired, .notYetValid, .selfSigned, .privateCA, .unknownIssuer, .incompleteChain,
      .commonNameOnly, .clientPurposeOnly, .sha1Signed:
      ["mx.mail.example"]
    }
  }

  /// What `openssl verify` says of a chain on the nominal date, for the name `mx.mail.example`.
  private func verify(
    _ profile: CertificateProfile, level: Int, _ scratch: Scratch
  ) async throws -> String {
    let authority = try authority()
    let chain = try authority.issue(profile)
    let leaf = try scratch.write(chain.pem, as: "leaf.pem")
    let rest = try scratch.write(chain.certificates.dropFirst().map(PEM.certificate).joined(), as: "rest.pem")
    let root = try scratch.write(authority.trustStore, as: "root.pem")
    let untrusted = chain.certificates.count > 1 ? ["-untrusted", rest] : []
    return try await scratch.output(
      of: "/usr/bin/openssl",
      [
        "verify", "-purpose", "sslserver", "-auth_level", String(level),
        "-attime", String(Self.date.secondsSinceEpoch), "-verify_hostname", "mx.mail.example", "-CAfile",
        root,
      ] + untrusted + [leaf])
  }
}
