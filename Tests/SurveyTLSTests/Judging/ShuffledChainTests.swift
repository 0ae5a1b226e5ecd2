import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// Chains that no server means to send: certificates of all kinds in any order and number, some with a changed octet.
/// Whatever is verified for a name is verified by `openssl verify` for that name.
@Suite struct ShuffledChainTests {
  private static let hosts = [
    "mx.mail.example", "a.mail.example", "mail.elsewhere.example", "mail.example", "other.example",
  ]

  @Test(arguments: [31, 32, 33, 34] as [UInt64]) func nothingIsVerifiedThatOpenSSLWouldNotVerify(
    seed: UInt64
  ) async throws {
    let authority = try Authority.get()
    let judge = try authority.judge()
    let scratch = try Scratch()
    var generator = SplitMix64(seed: seed)
    var pool = try CertificateKind.allCases.flatMap { try authority.chain($0) }
    pool += [try authority.root, try authority.intermediate]
    var verified = 0
    for _ in 0..<60 {
      // Half of the leaves are sound, or nothing would ever be verified.
      let isSound = Bool.random(using: &generator)
      let kind: CertificateKind =
        isSound
        ? [.caSigned, .wildcard][.random(in: 0...1, using: &generator)]
        : CertificateKind.allCases[.random(in: 0..<CertificateKind.allCases.count, using: &generator)]
      var chain = [try authority.chain(kind)[0]]
      for _ in 0..<Int.random(in: 0...5, using: &generator) {
        var certificate = pool[.random(in: 0..<pool.count, using: &generator)]
        if Int.random(in: 0..<4, using: &generator) == 0 {
          certificate[Int.random(in: 0..<certificate.count, using: &generator)] ^=
            UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
        }
        // `openssl verify` reads no file with something in it that is no certificate.
        if CertificateFields(der: certificate) != nil { chain.append(certificate) }
      }
      if isSound { chain.insert(try authority.intermediate, at: .random(in: 1...chain.count, using: &generator)) }
      let name = ShuffledChainTests.hosts[
        isSound ? .random(in: 0...1, using: &generator) : .random(in: 0..<5, using: &generator)]
      let host = DomainName(uncheckedCanonical: name)
      let verdict = judge.judge(chain, at: Authority.now).verdict(for: host)
      guard verdict.certificateClass == .caVerified else { continue }
      verified += 1
      let theirs = try await OpenSSLVerify(
        chain, trusting: authority.rootPEM, at: Authority.now, host: host, scratch)
      #expect(theirs.isOK, "\(kind) \(name) \(theirs.errors)")
    }
    #expect(verified > 5)
  }
}
