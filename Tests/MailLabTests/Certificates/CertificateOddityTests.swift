import Foundation
import Testing

@testable import MailLab

/// Each oddity, judged and printed by OpenSSL's own command.
@Suite struct CertificateOddityTests {
  /// What `openssl verify` says with a judge's flags, and what `openssl x509 -text` shows of the leaf.
  struct Expectation: Sendable {
    let oddity: CertificateOddity
    let verdict: String
    var shows: [String] = []
    var certificates = 2
  }

  static let expectations = [
    Expectation(oddity: .nulInName, verdict: "error 62 at 0"),
    Expectation(oddity: .controlsInName, verdict: "error 62 at 0"),
    Expectation(
      oddity: .tenThousandNames, verdict: "OK",
      shows: ["DNS:host1.elsewhere.example,", "DNS:host9999.elsewhere.example, DNS:mx.mail.example\n"]),
    Expectation(oddity: .addressAsName, verdict: "error 62 at 0", shows: ["DNS:127.0.0.1\n"]),
    // OpenSSL matches a part of a label unless it is told not to; a survey that follows RFC 9525 does not.
    Expectation(oddity: .partialWildcard, verdict: "OK", shows: ["DNS:m*.mail.example\n"]),
    Expectation(oddity: .negativeSerial, verdict: "OK", shows: ["Serial Number: -90 (-0x5a)"]),
    Expectation(oddity: .zeroSerial, verdict: "OK", shows: ["Serial Number: 0 (0x0)"]),
    Expectation(
      oddity: .longSerial, verdict: "OK", shows: [Array(repeating: "5a", count: 40).joined(separator: ":")]),
    Expectation(oddity: .digitalSignatureOnly, verdict: "OK", shows: ["critical\n    Digital Signature\n"]),
    Expectation(oddity: .emailProtectionOnly, verdict: "error 26 at 0", shows: ["E-mail Protection"]),
    Expectation(
      oddity: .unknownCriticalExtension, verdict: "error 34 at 0",
      shows: ["2.25.116405519317614914583061738421984306021: critical"]),
    Expectation(oddity: .md5Signed, verdict: "error 68 at 0", shows: ["md5WithRSAEncryption"]),
    Expectation(oddity: .brokenSignature, verdict: "error 7 at 0"),
    Expectation(oddity: .expiredIntermediate, verdict: "error 10 at 1"),
    Expectation(oddity: .notYetValidIntermediate, verdict: "error 9 at 1"),
    Expectation(oddity: .nameConstraint, verdict: "error 47 at 0"),
    Expectation(oddity: .pathLength, verdict: "error 25 at 2", certificates: 3),
    Expectation(oddity: .issuerNoAuthority, verdict: "error 79 at 1"),
    Expectation(oddity: .twelveIntermediates, verdict: "error 22 at", certificates: 13),
    Expectation(oddity: .reversedChain, verdict: "OK", certificates: 3),
    Expectation(oddity: .rootIncluded, verdict: "OK", certificates: 3),
    Expectation(oddity: .unrelatedCertificate, verdict: "OK", certificates: 3),
    Expectation(oddity: .hundredCertificates, verdict: "OK", certificates: 100),
  ]

  @Test(arguments: expectations) func oddityIsWhatItSays(expected: Expectation) async throws {
    let scratch = try Scratch()
    let profile = CertificateProfile(.caSigned, names: ["mx.mail.example"], oddity: expected.oddity)
    let (verdict, text) = try await judged(profile, scratch)
    #expect(verdict.contains(expected.verdict == "OK" ? "leaf.pem: OK" : expected.verdict), "\(verdict)")
    for part in expected.shows { #expect(text.contains(part), "\(text.prefix(4_000))") }
    #expect(try Self.authority().issue(profile).certificates.count == expected.certificates)
  }

  @Test func everyOddityHasAnExpectation() {
    #expect(Self.expectations.map(\.oddity) == CertificateOddity.allCases)
  }

  /// OpenSSL prints a name to its NUL, so the octets are looked at.
  @Test func aNULStandsInTheName() throws {
    let profile = CertificateProfile(.caSigned, names: ["mx.mail.example"], oddity: .nulInName)
    let leaf = try Self.authority().issue(profile).certificates[0]
    let name = Array("mx.mail.example\0.elsewhere.example".utf8)
    let places = leaf.indices.filter { leaf[$0...].starts(with: [0x82, UInt8(name.count)] + name) }
    #expect(places.count == 1)
  }

  static let keys: [(KeyKind, String, String)] = [
    (.rsa512, "error 66 at 0", "Public-Key: (512 bit)"), (.rsa8192, "OK", "Public-Key: (8192 bit)"),
    (.rsa16377, "OK", "Public-Key: (16377 bit)"),
    (.ed25519, "OK", "ED25519 Public-Key"), (.ecP256Explicit, "error 94 at 0", "Field Type: prime-field"),
  ]

  @Test(arguments: keys) func keyIsWhatItSays(key: KeyKind, verdict: String, shows: String) async throws {
    let scratch = try Scratch()
    let (output, text) = try await judged(
      CertificateProfile(.caSigned, names: ["mx.mail.example"], key: key), scratch)
    #expect(output.contains(verdict == "OK" ? "leaf.pem: OK" : verdict), "\(output)")
    #expect(text.contains(shows), "\(text)")
  }

  /// A TLSA record may stand for the whole certificate, whose signature is random.
  @Test func aLaboratoryIssuesACertificateOnce() throws {
    let authority = try Self.authority()
    let profile = CertificateProfile(.selfSigned, names: ["mx.mail.example"])
    #expect(try authority.issue(profile) == authority.issue(profile))
    #expect(try Self.authority().issue(profile) != authority.issue(profile))
  }

  private static let date = CalendarDate(daysSinceEpoch: 16_203)

  /// Made once, as RSA keys take long.
  private static let rsaKeys = Result {
    try RSAKeyPool(
      for: [KeyKind.rsa512, .rsa8192, .rsa16377].map { key in
        Server(
          address: IPv4Address(number: 0x7F14_0001), name: "mx.mail.example",
          profile: ServerProfile(
            certificate: CertificateProfile(.caSigned, names: ["mx.mail.example"], key: key)))
      })
  }

  private static func authority() throws -> CertificateAuthority {
    try CertificateAuthority(nominalDate: date, rsaKeys: rsaKeys.get())
  }

  /// What `openssl verify` says of a chain on the nominal date, and the leaf as text without indentation of tens.
  private func judged(
    _ profile: CertificateProfile, _ scratch: Scratch
  ) async throws -> (verdict: String, text: String) {
    let authority = try Self.authority()
    let chain = try authority.issue(profile)
    let leaf = try scratch.write(chain.pem, as: "leaf.pem")
    let rest = try scratch.write(chain.certificates.dropFirst().map(PEM.certificate).joined(), as: "rest.pem")
    let root = try scratch.write(authority.trustStore, as: "root.pem")
    let verdict = try await scratch.output(
      of: "/usr/bin/openssl", "verify", "-purpose", "sslserver", "-auth_level", "1", "-verify_depth", "10",
      "-attime", String(Self.date.secondsSinceEpoch), "-verify_hostname", "mx.mail.example", "-CAfile", root,
      "-untrusted", rest, leaf)
    let text = try await scratch.output(of: "/usr/bin/openssl", "x509", "-noout", "-text", "-in", leaf)
    return (verdict, text.replacingOccurrences(of: "            ", with: ""))
  }
}
