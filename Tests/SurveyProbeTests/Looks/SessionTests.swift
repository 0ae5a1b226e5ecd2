import MailLab
import SurveyCore
import SurveyProbe
import Testing

/// What a server's TLS limits look like from the other side.
@Suite struct SessionTests {
  struct Limit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var key = KeyKind.ecP256
    let limits: TLSLimits
    let version: ProtocolVersion
    let suite: String
    var group: String?
    var signature: String?
    var isForwardSecret = true
  }

  static let rows: [Limit] = [
    Limit(
      testDescription: "TLS 1.0", limits: TLSLimits(minimum: .tls10, maximum: .tls10), version: .tls10,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", group: "x25519", signature: "ECDSA+SHA1"),
    Limit(
      testDescription: "TLS 1.1", limits: TLSLimits(minimum: .tls11, maximum: .tls11), version: .tls11,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", group: "x25519", signature: "ECDSA+SHA1"),
    Limit(
      testDescription: "TLS 1.2", limits: TLSLimits(minimum: .tls12, maximum: .tls12), version: .tls12,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "x25519", signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "TLS 1.3", limits: TLSLimits(minimum: .tls13, maximum: .tls13), version: .tls13,
      suite: "TLS_AES_256_GCM_SHA384", group: "x25519", signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "no limit", limits: .any, version: .tls13, suite: "TLS_AES_256_GCM_SHA384", group: "x25519",
      signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "HelloRetryRequest", limits: TLSLimits(minimum: .tls13, maximum: .tls13, groups: "P-384"),
      version: .tls13, suite: "TLS_AES_256_GCM_SHA384", group: "secp384r1", signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "finite field in TLS 1.3",
      limits: TLSLimits(minimum: .tls13, maximum: .tls13, groups: "ffdhe2048"), version: .tls13,
      suite: "TLS_AES_256_GCM_SHA384", group: "ffdhe2048", signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "P-256", limits: TLSLimits(minimum: .tls12, maximum: .tls12, groups: "P-256"), version: .tls12,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "secp256r1", signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "P-521", limits: TLSLimits(minimum: .tls12, maximum: .tls12, groups: "P-521"), version: .tls12,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "secp521r1", signature: "ECDSA+SHA256"),
    Limit(
      testDescription: "RSA key exchange", key: .rsa2048,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "AES128-SHA"), version: .tls12,
      suite: "TLS_RSA_WITH_AES_128_CBC_SHA", isForwardSecret: false),
    Limit(
      testDescription: "DHE", key: .rsa2048,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "DHE-RSA-AES128-SHA"), version: .tls12,
      suite: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", group: "dh-2048", signature: "RSA-PSS+SHA256"),
    Limit(
      testDescription: "DHE with 1024 bits", key: .rsa1024,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "DHE-RSA-AES128-SHA"), version: .tls12,
      suite: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", group: "dh-1024", signature: "RSA-PSS+SHA256"),
    Limit(
      testDescription: "Camellia", key: .rsa2048,
      limits: TLSLimits(minimum: .tls12, maximum: .tls12, ciphers: "CAMELLIA256-SHA"), version: .tls12,
      suite: "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA", isForwardSecret: false),
    Limit(
      testDescription: "CBC with SHA-256", key: .rsa2048,
      limits: TLSLimits(minimum: .tls12, maximum: .tls12, ciphers: "ECDHE-RSA-AES128-SHA256"), version: .tls12,
      suite: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", group: "x25519", signature: "RSA-PSS+SHA256"),
    Limit(
      testDescription: "RSA in TLS 1.3", key: .rsa2048, limits: TLSLimits(minimum: .tls13, maximum: .tls13),
      version: .tls13, suite: "TLS_AES_256_GCM_SHA384", group: "x25519", signature: "RSA-PSS+SHA256"),
  ]

  @Test(arguments: rows) func sessionIsWhatTheServerAllows(row: Limit) async throws {
    let name = "mx.limit.example"
    let certificate = CertificateProfile(.caSigned, names: [name], key: row.key)
    try await Servers.with([(name, ServerProfile(certificate: certificate, tls: row.limits))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target) }
      #expect(observation.ending.reason == .ok)
      let session = try #require(observation.session)
      #expect(session.version == row.version)
      #expect(session.cipherSuite.rawValue == row.suite)
      #expect(session.group?.rawValue == row.group)
      #expect(session.signature == row.signature)
      #expect(session.hasForwardSecrecy == row.isForwardSecret)
      #expect(observation.look == .legacy)
      #expect(observation.timings.handshake != nil)
    }
  }

  /// A server that has none of our suites, or none with a certificate, says so by alert 40 (RFC 5246 §7.2.2).
  @Test(arguments: ["NULL-SHA256", "ADH-AES128-SHA256"]) func noSharedSuiteIsAnAlert(ciphers: String) async throws {
    let name = "mx.limit.example"
    let limits = TLSLimits(minimum: .tls12, maximum: .tls12, ciphers: ciphers)
    let certificate = CertificateProfile(.caSigned, names: [name], key: .rsa2048)
    try await Servers.with([(name, ServerProfile(certificate: certificate, tls: limits))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target) }
      #expect(observation.ending.outcome == .handshakeFailed)
      #expect(observation.ending.reason.word == "tls.alert(40)")
      #expect(observation.chain == nil)
      #expect(try servers.entry(name)?.failure == nil)
    }
  }
}
