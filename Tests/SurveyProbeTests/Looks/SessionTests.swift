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
    var oddity: CertificateOddity?
    /// What the modern look comes to.
    var modern = Modern.same
  }

  enum Modern: Sendable {
    /// The same session.
    case same
    /// The same but for the suite, which the server leaves to the client.
    case prefers(String)
    /// It fails.
    case fails(String)
  }

  static let rows: [Limit] = [
    Limit(
      testDescription: "TLS 1.0", limits: TLSLimits(minimum: .tls10, maximum: .tls10), version: .tls10,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", group: "x25519", signature: "ECDSA+SHA1",
      modern: .prefers("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA")),
    Limit(
      testDescription: "TLS 1.1", limits: TLSLimits(minimum: .tls11, maximum: .tls11), version: .tls11,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", group: "x25519", signature: "ECDSA+SHA1",
      modern: .prefers("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA")),
    Limit(
      testDescription: "TLS 1.2", limits: TLSLimits(minimum: .tls12, maximum: .tls12), version: .tls12,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "x25519", signature: "ECDSA+SHA256",
      modern: .prefers("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "TLS 1.3", limits: TLSLimits(minimum: .tls13, maximum: .tls13), version: .tls13,
      suite: "TLS_AES_256_GCM_SHA384", group: "x25519", signature: "ECDSA+SHA256",
      modern: .prefers("TLS_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "no limit", limits: .any, version: .tls13, suite: "TLS_AES_256_GCM_SHA384", group: "x25519",
      signature: "ECDSA+SHA256", modern: .prefers("TLS_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "HelloRetryRequest", limits: TLSLimits(minimum: .tls13, maximum: .tls13, groups: "P-384"),
      version: .tls13, suite: "TLS_AES_256_GCM_SHA384", group: "secp384r1", signature: "ECDSA+SHA256",
      modern: .prefers("TLS_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "finite field in TLS 1.3",
      limits: TLSLimits(minimum: .tls13, maximum: .tls13, groups: "ffdhe2048"), version: .tls13,
      suite: "TLS_AES_256_GCM_SHA384", group: "ffdhe2048", signature: "ECDSA+SHA256", modern: .fails("tls.alert(40)")),
    Limit(
      testDescription: "P-256", limits: TLSLimits(minimum: .tls12, maximum: .tls12, groups: "P-256"), version: .tls12,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "secp256r1", signature: "ECDSA+SHA256",
      modern: .prefers("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "P-521", limits: TLSLimits(minimum: .tls12, maximum: .tls12, groups: "P-521"), version: .tls12,
      suite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "secp521r1", signature: "ECDSA+SHA256",
      modern: .prefers("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "RSA key exchange", key: .rsa2048,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "AES128-SHA"), version: .tls12,
      suite: "TLS_RSA_WITH_AES_128_CBC_SHA", isForwardSecret: false),
    Limit(
      testDescription: "DHE", key: .rsa2048,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "DHE-RSA-AES128-SHA"), version: .tls12,
      suite: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", group: "dh-2048", signature: "RSA-PSS+SHA256",
      modern: .fails("tls.alert(40)")),
    Limit(
      testDescription: "DHE with 1024 bits", key: .rsa1024,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "DHE-RSA-AES128-SHA"), version: .tls12,
      suite: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", group: "dh-1024", signature: "RSA-PSS+SHA256",
      modern: .fails("tls.alert(40)")),
    Limit(
      testDescription: "Camellia", key: .rsa2048,
      limits: TLSLimits(minimum: .tls12, maximum: .tls12, ciphers: "CAMELLIA256-SHA"), version: .tls12,
      suite: "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA", isForwardSecret: false, modern: .fails("tls.alert(40)")),
    Limit(
      testDescription: "CBC with SHA-256", key: .rsa2048,
      limits: TLSLimits(minimum: .tls12, maximum: .tls12, ciphers: "ECDHE-RSA-AES128-SHA256"), version: .tls12,
      suite: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", group: "x25519", signature: "RSA-PSS+SHA256",
      modern: .fails("tls.alert(40)")),
    Limit(
      testDescription: "RSA in TLS 1.3", key: .rsa2048, limits: TLSLimits(minimum: .tls13, maximum: .tls13),
      version: .tls13, suite: "TLS_AES_256_GCM_SHA384", group: "x25519", signature: "RSA-PSS+SHA256",
      modern: .prefers("TLS_AES_128_GCM_SHA256")),
    Limit(
      testDescription: "RSA key exchange with a key for signing only", key: .rsa2048,
      limits: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "AES128-SHA"), version: .tls12,
      suite: "TLS_RSA_WITH_AES_128_CBC_SHA", isForwardSecret: false, oddity: .digitalSignatureOnly,
      modern: .fails("tls.key_unsupported")),
    Limit(
      testDescription: "RSA with 1024 bits", key: .rsa1024,
      limits: TLSLimits(minimum: .tls10, maximum: .tls10, ciphers: "ECDHE-RSA-AES128-SHA"), version: .tls10,
      suite: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", group: "x25519", signature: "RSA+MD5-SHA1"),
  ]

  @Test(arguments: rows) func sessionIsWhatTheServerAllows(row: Limit) async throws {
    let name = "mx.limit.example"
    let certificate = CertificateProfile(.caSigned, names: [name], key: row.key, oddity: row.oddity)
    try await Servers.with([(name, ServerProfile(certificate: certificate, tls: row.limits))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: .legacy) }
      #expect(observation.ending.reason == .ok)
      let session = try #require(observation.session)
      #expect(session.version == row.version)
      #expect(session.cipherSuite.rawValue == row.suite)
      #expect(session.group?.rawValue == row.group)
      #expect(session.signature == row.signature)
      #expect(session.hasForwardSecrecy == row.isForwardSecret)
      #expect(observation.look == .legacy)
      #expect(observation.timings.handshake != nil)

      let modern = await Prober.with { await $0.probe(target, look: .modern) }
      #expect(modern.look == .modern)
      if case .fails(let reason) = row.modern {
        #expect(modern.ending.reason.word == reason)
        #expect(modern.session == nil)
        #expect(LookSequence().next(after: [modern]) == .legacy)
        return
      }
      #expect(modern.ending.reason == .ok)
      let suite = if case .prefers(let suite) = row.modern { suite } else { row.suite }
      // In TLS 1.3 the signature is encrypted.
      let signature = row.version == .tls13 ? nil : row.signature
      #expect(
        modern.session
          == TLSSession(
            version: row.version, cipherSuite: CipherSuite(rawValue: suite),
            group: row.group.map(KeyExchangeGroup.init), signature: signature))
      #expect(modern.chain == observation.chain)
      #expect(LookSequence().next(after: [modern]) == nil)
    }
  }

  /// A server that has a suite without a certificate alone is seen by the look for these, and by no other.
  @Test(arguments: ["ADH-AES128-SHA256", "AECDH-AES256-SHA"])
  func serverWithoutCertificateIsSeenByTheLastLook(ciphers: String) async throws {
    let name = "mx.anonymous.example"
    let profile = ServerProfile(
      certificate: CertificateProfile(.caSigned, names: [name], key: .rsa2048),
      tls: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: ciphers))
    try await Servers.with([(name, profile)]) { servers in
      let target = try servers.target(name)
      let observations = await Prober.with { prober in
        var observations: [Observation] = []
        while let look = LookSequence().next(after: observations) {
          observations.append(await prober.probe(target, look: look))
        }
        return observations
      }
      #expect(observations.map(\.look) == [.modern, .legacy, .anull])
      #expect(observations.map(\.ending.reason.word) == ["tls.alert(40)", "tls.alert(40)", "ok"])
      let last = try #require(LookSequence.final(of: observations))
      #expect(last.look == .anull)
      #expect(last.session?.cipherSuite.isAnonymous == true)
      #expect(last.session?.group != nil)
      #expect(last.session?.signature == nil)
      #expect(last.chain == nil)
    }
  }

  /// A server that has a certificate shows it, though it has suites without one too.
  @Test(arguments: Look.certified) func certificateIsNotHiddenByAnonymousSuites(look: Look) async throws {
    let name = "mx.preferring.example"
    let profile = ServerProfile(
      certificate: CertificateProfile(.caSigned, names: [name], key: .rsa2048),
      tls: TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "aNULL:AES128-SHA"))
    try await Servers.with([(name, profile)]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: look) }
      #expect(observation.session?.cipherSuite.rawValue == "TLS_RSA_WITH_AES_128_CBC_SHA")
      #expect(observation.chain?.certificates.count == 2)
      let anull = await Prober.with { await $0.probe(target, look: .anull) }
      #expect(anull.session?.cipherSuite.isAnonymous == true)
      #expect(anull.chain == nil)
    }
  }

  /// A server that has none of our suites, or none with a certificate, says so by alert 40 (RFC 5246 §7.2.2).
  @Test(arguments: ["NULL-SHA256", "ADH-AES128-SHA256"], Look.certified)
  func noSharedSuiteIsAnAlert(ciphers: String, look: Look) async throws {
    let name = "mx.limit.example"
    let limits = TLSLimits(minimum: .tls12, maximum: .tls12, ciphers: ciphers)
    let certificate = CertificateProfile(.caSigned, names: [name], key: .rsa2048)
    try await Servers.with([(name, ServerProfile(certificate: certificate, tls: limits))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: look) }
      #expect(observation.ending.outcome == .handshakeFailed)
      #expect(observation.ending.reason.word == "tls.alert(40)")
      #expect(observation.chain == nil)
      #expect(try servers.entry(name)?.failure == nil)
    }
  }
}
