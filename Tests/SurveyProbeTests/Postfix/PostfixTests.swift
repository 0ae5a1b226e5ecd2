import Foundation
import SurveyCore
import SurveyProbe
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// Certificates behind a real Postfix, as our own probe, Postfix's client and OpenSSL's see them.
@Suite(.serialized) struct PostfixTests {
  struct Witness: Sendable {
    let kind: CertificateKind
    let certificateClass: CertificateClass
    /// posttls-finger's summary words at level `secure`, which demands the name, and at `may`, which does not.
    let secure: String
    let may: String
    /// The reason that it prints at level `secure`.
    let reason: String?
    /// What `openssl s_client` says.
    let sClient: String
  }

  static let witnesses = [
    Witness(
      kind: .caSigned, certificateClass: .caVerified, secure: "Verified", may: "Trusted", reason: nil,
      sClient: "Verification: OK"),
    // Postfix 3.7 has OpenSSL match the name, so that a mismatch is an error of the chain's like any other.
    Witness(
      kind: .wrongName, certificateClass: .caWrongName, secure: "Untrusted", may: "Trusted",
      reason: "num=62:hostname mismatch", sClient: "verify error:num=62"),
    Witness(
      kind: .selfSigned, certificateClass: .selfSigned, secure: "Untrusted", may: "Untrusted",
      reason: "self-signed certificate", sClient: "verify error:num=18"),
    Witness(
      kind: .expired, certificateClass: .caExpired, secure: "Untrusted", may: "Untrusted",
      reason: "certificate has expired", sClient: "verify error:num=10"),
    Witness(
      kind: .notYetValid, certificateClass: .caExpired, secure: "Untrusted", may: "Untrusted",
      reason: "certificate not yet valid", sClient: "verify error:num=9"),
    Witness(
      kind: .privateCA, certificateClass: .privateCA, secure: "Untrusted", may: "Untrusted",
      reason: "untrusted issuer", sClient: "verify error:num=19"),
    Witness(
      kind: .incompleteChain, certificateClass: .unknownIssuer, secure: "Untrusted", may: "Untrusted",
      reason: "untrusted issuer", sClient: "verify error:num=20"),
  ]

  @Test func classesAgreeWithPostfixAndOpenSSL() async throws {
    let scratch = try Scratch()
    let authority = try Self.authority()
    let services = try Self.witnesses.map { witness in
      let name = Self.name(witness.kind)
      let presented = witness.kind == .wrongName ? "mail.elsewhere.example" : name
      return PostfixServer.Service(
        name: name, chain: try authority.issue(CertificateProfile(witness.kind, names: [presented])))
    }
    let root = try scratch.write(Array(authority.trustStore.utf8), as: "root.pem")
    let judge = ChainJudge(
      trustStore: try TrustStore(pem: Array(authority.trustStore.utf8)), intermediates: IntermediatePool([]))
    let listeners = try await PostfixServer.with(services, scratch) { postfix in
      for (witness, service) in zip(Self.witnesses, services) {
        let address = try postfix.address(service.name)
        let observation = try await probe(postfix, service.name)
        #expect(observation.ending.reason == .ok)
        let chain = try #require(observation.chain).certificates.map(\.der)
        #expect(chain == service.chain.certificates)
        let verdict = judge.judge(chain, at: observation.observedAt).verdict(for: observation.target.serverName)
        #expect(verdict.certificateClass == witness.certificateClass)

        for (level, summary) in [("secure", witness.secure), ("may", witness.may)] {
          let finger = try await scratch.output(
            of: "/usr/bin/timeout",
            [
              "10", "/usr/sbin/posttls-finger", "-c", "-l", level, "-F", root, "-L", "summary",
              "[\(address)]:\(postfix.port)", service.name,
            ])
          #expect(finger.contains("\(summary) TLS connection established"), "\(finger)")
          if level == "secure", let reason = witness.reason { #expect(finger.contains(reason), "\(finger)") }
        }

        let client = try await scratch.output(
          of: "/usr/bin/timeout",
          [
            "10", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect", "\(address):\(postfix.port)",
            "-servername", service.name, "-verify_hostname", service.name, "-verify_return_error", "-CAfile", root,
          ])
        #expect(client.contains(witness.sClient), "\(client)")
      }
      return try services.map { (try postfix.address($0.name), postfix.port) }
    }
    for (address, port) in listeners { #expect(!PostfixServer.isListening(address, port)) }
    #expect(try await !scratch.output(of: "/bin/ps", ["axww", "-o", "args"]).contains("\(scratch.path)/postfix"))
  }

  /// A server that demands a client's certificate shows its own all the same; Postfix rejects under TLS.
  @Test func demandedClientCertificateHidesNoChain() async throws {
    let scratch = try Scratch()
    let services = try ["TLSv1.2", "TLSv1.3"].map { version in
      let name = "mx\(version.suffix(1)).demanding.example"
      return PostfixServer.Service(
        name: name, chain: try Self.authority().issue(CertificateProfile(.caSigned, names: [name])),
        settings: [
          "smtpd_tls_security_level=encrypt", "smtpd_tls_req_ccert=yes", "smtpd_tls_mandatory_protocols=\(version)",
        ])
    }
    try await PostfixServer.with(services, scratch) { postfix in
      for (service, version) in zip(services, [ProtocolVersion.tls12, .tls13]) {
        let observation = try await probe(postfix, service.name)
        #expect(observation.ending.reason == .ok)
        #expect(observation.session?.version == version)
        #expect(observation.chain?.certificates.map(\.der) == service.chain.certificates)
      }
    }
  }

  /// Postfix stops even where the test that started it fails.
  @Test func failureLeavesNothingRunning() async throws {
    struct Failure: Error {}
    let scratch = try Scratch()
    let name = "mx.failing.example"
    let chain = try Self.authority().issue(CertificateProfile(.selfSigned, names: [name]))
    await #expect(throws: Failure.self) {
      try await PostfixServer.with([.init(name: name, chain: chain)], scratch) { _ in throw Failure() }
    }
    #expect(try await !scratch.output(of: "/bin/ps", ["axww", "-o", "args"]).contains("\(scratch.path)/postfix"))
  }

  private func probe(_ postfix: PostfixServer, _ name: String) async throws -> Observation {
    let target = ProbeTarget(
      address: .v4(try postfix.address(name).number), port: UInt16(postfix.port), serverName: try DomainName(name))
    return await Prober.with { await $0.probe(target, look: .modern) }
  }

  private static func name(_ kind: CertificateKind) -> String { "\(kind.rawValue).postfix.example" }

  private static func authority() throws -> CertificateAuthority {
    let today = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
    return try CertificateAuthority(nominalDate: today, rsaKeys: RSAKeyPool(for: []))
  }
}
