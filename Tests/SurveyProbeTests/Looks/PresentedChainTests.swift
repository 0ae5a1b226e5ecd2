import Foundation
import SurveyCore
import SurveyProbe
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// The chain that a probe keeps is the one that the server sent.
@Suite struct PresentedChainTests {
  struct Case: Sendable {
    let kind: CertificateKind
    let maximum: TLSVersion
  }

  static let cases = CertificateKind.allCases.flatMap { kind in
    [TLSVersion.tls12, .tls13].map { Case(kind: kind, maximum: $0) }
  }

  @Test(arguments: cases, Look.certified) func chainIsTheServersOwn(example: Case, look: Look) async throws {
    let name = "mx.chain.example"
    let profile = ServerProfile(
      certificate: CertificateProfile(example.kind, names: [name]),
      tls: TLSLimits(minimum: .tls10, maximum: example.maximum))
    try await Servers.with([(name, profile)]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: look) }
      let seen = try #require(observation.chain).certificates.map(\.der)
      // Certificates of the laboratory are made when a server first needs them: s_client is the second witness.
      let scratch = try Scratch()
      let text = try await scratch.output(
        of: "/usr/bin/timeout",
        [
          "10", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect", "\(target.address):\(target.port)",
          "-showcerts",
        ])
      #expect(SurveyTLS.PEM.certificates(Array(text.utf8)).map { Array($0.prefix(seen.count)) } == seen)
      let issued = try servers.authority.issue(profile.certificate).certificates
      #expect(seen.count == issued.count)
      #expect(seen.dropFirst() == issued.dropFirst())
      let (leaf, again) = (
        try #require(CertificateFields(der: seen[0])), try #require(CertificateFields(der: issued[0]))
      )
      #expect(leaf.spkiSHA256 == again.spkiSHA256)
      #expect(leaf.dnsNames == again.dnsNames)
    }
  }

  /// From the wire to the word: what the survey as a whole says of each kind of certificate.
  @Test(arguments: Look.certified) func everyKindIsJudgedAsItsClass(look: Look) async throws {
    let names = Dictionary(
      uniqueKeysWithValues: CertificateKind.allCases.map { ($0, "\($0.rawValue).kinds.example") })
    let profiles = try CertificateKind.allCases.map { kind in
      let name = try #require(names[kind])
      let presented =
        switch kind {
        case .wrongName: "mail.elsewhere.example"
        case .wildcard: "*.kinds.example"
        default: name
        }
      return (name, ServerProfile(certificate: CertificateProfile(kind, names: [presented])))
    }
    try await Servers.with(profiles) { servers in
      let store = try TrustStore(pem: Array(servers.authority.trustStore.utf8))
      let known = try #require(SurveyTLS.PEM.certificates(Array(servers.authority.intermediatePEM.utf8)))
      let judge = ChainJudge(trustStore: store, intermediates: IntermediatePool(known))
      try await Prober.with { prober in
        for (kind, name) in names {
          let observation = await prober.probe(try servers.target(name), look: look)
          let chain = try #require(observation.chain).certificates.map(\.der)
          let verdict = judge.judge(chain, at: observation.observedAt).verdict(for: observation.target.serverName)
          #expect(verdict.certificateClass == PresentedChainTests.classes[kind], "\(kind)")
        }
      }
    }
  }

  static let classes: [CertificateKind: CertificateClass] = [
    .caSigned: .caVerified, .wildcard: .caVerified, .wrongName: .caWrongName, .commonNameOnly: .caWrongName,
    .expired: .caExpired, .notYetValid: .caExpired, .selfSigned: .selfSigned, .privateCA: .privateCA,
    .unknownIssuer: .unknownIssuer, .incompleteChain: .incompleteChain, .clientPurposeOnly: .otherInvalid,
    .sha1Signed: .otherInvalid,
  ]
}
