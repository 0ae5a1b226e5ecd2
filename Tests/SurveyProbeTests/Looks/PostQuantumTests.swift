import NIOSSL
import SurveyCore
import SurveyProbe
import Testing

@testable import MailLab

/// Groups that only the modern look has.
@Suite struct PostQuantumTests {
  struct Case: Sendable {
    let groups: [NIOTLSCurve]
    let look: Look
    var isOffered = true
    /// `nil`: the handshake fails.
    let group: String?
  }

  static let cases: [Case] = [
    Case(groups: [.x25519_MLKEM768, .x25519], look: .modern, group: "X25519MLKEM768"),
    Case(groups: [.x25519_MLKEM768], look: .modern, group: "X25519MLKEM768"),
    Case(groups: [.x25519_MLKEM768, .x25519], look: .modern, isOffered: false, group: "x25519"),
    Case(groups: [.x25519_MLKEM768], look: .modern, isOffered: false, group: nil),
    Case(groups: [.x25519_MLKEM768, .x25519], look: .legacy, group: "x25519"),
    Case(groups: [.secp384r1], look: .modern, group: "secp384r1"),
    Case(groups: [.secp521r1], look: .modern, group: "secp521r1"),
  ]

  @Test(arguments: cases) func groupIsWhatBothHave(example: Case) async throws {
    let date = CalendarDate(daysSinceEpoch: 20_000)
    let authority = try CertificateAuthority(nominalDate: date, rsaKeys: RSAKeyPool(for: []))
    let chain = try authority.issue(CertificateProfile(.caSigned, names: ["mx.boring.example"]))
    let observation = try await BoringServer.with(chain, groups: example.groups) { port in
      let prober = Prober(
        ProbeConfiguration(
          clientName: Prober.clientName, timeouts: Prober.patient, offersPostQuantum: example.isOffered))
      let target = ProbeTarget(
        address: .v4(0x7F00_0001), port: port, serverName: DomainName(uncheckedCanonical: "mx.boring.example"))
      let observation = await prober.probe(target, look: example.look)
      await prober.shutDown()
      return observation
    }
    #expect(observation.session?.group?.rawValue == example.group)
    #expect((observation.ending.reason == .ok) == (example.group != nil))
    #expect(observation.ending.reason == .ok || observation.ending.reason == .handshake(.alert(40)))
    // TLS 1.3: the chain is the one that BoringSSL or OpenSSL showed.
    if example.group != nil {
      #expect(observation.session?.version == .tls13)
      #expect(observation.chain?.certificates.map(\.der) == chain.certificates)
    }
  }
}
