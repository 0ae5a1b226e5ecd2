import SurveyCore

@testable import SurveyStore

extension WaveSetup {
  /// A laboratory's wave.
  init(_ label: String = "2026-11", asOf: Instant? = nil, isSynthetic: Bool = true) {
    self.init(
      label: label, asOf: asOf, isSynthetic: isSynthetic, port: 2525, seed: 7, settings: ["tls": "legacy"],
      version: "1.2.3")
  }
}

extension SurveyDatabase {
  /// A wave with the given domains on its list.
  func wave(_ label: String = "2026-11", domains: [String]) async throws -> Wave {
    let wave = try await self.wave(WaveSetup(label), startedAt: Instant(epoch: 1_000_000))
    var survey = SmallSurvey()
    survey.lists = [domains.map { ($0, 1) }]
    survey.weighting = .uniform
    try await SurveyRecorder(survey: survey, wave: wave).list()
    return wave
  }
}

extension MXSet {
  /// A set of hosts that are names.
  init(_ exchanges: [(Int, String)]) { self.init(exchanges.compactMap { MXRecord($0.0, $0.1) }) }
}

extension MXRecord {
  /// A record as it comes over the wire; the empty name is the root, a null MX.
  init?(_ preference: Int, _ name: String) {
    let labels = name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    try? self.init(rdata: [UInt8(preference >> 8), UInt8(preference & 0xff)] + labels + [0])
  }
}

extension TLSSession {
  static let modern = TLSSession(
    version: .tls13, cipherSuite: CipherSuite(rawValue: "TLS_AES_128_GCM_SHA256"),
    group: KeyExchangeGroup(rawValue: "X25519MLKEM768"), signature: "ecdsa_secp256r1_sha256")
  static let ecdhe = TLSSession(
    version: .tls12, cipherSuite: CipherSuite(rawValue: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    group: KeyExchangeGroup(rawValue: "x25519"), signature: "rsa_pss_rsae_sha256")
  static let rsa = TLSSession(
    version: .tls12, cipherSuite: CipherSuite(rawValue: "TLS_RSA_WITH_AES_128_CBC_SHA"))
  static let anonymous = TLSSession(
    version: .tls12, cipherSuite: CipherSuite(rawValue: "TLS_DH_anon_WITH_AES_128_CBC_SHA"))
}

extension SmallSurvey.Sight {
  /// A completed handshake.
  static func tls(_ leaf: FakeLeaf, _ session: TLSSession = .ecdhe, at instant: Int64 = 1_000_000) -> Self {
    Self(session: session, chain: PresentedChain(leaf), observedAt: instant)
  }

  /// A completed handshake without certificates.
  static let anonymous = Self(session: .anonymous)
  static let noStartTLS = Self(ending: ProbeEnding(stage: .startTLS, reason: .noStartTLS))
  static let startTLSRejected = Self(
    ending: ProbeEnding(
      stage: .startTLS, reason: .startTLS4xx, replyCode: ReplyCode(rawValue: 454), text: Array("454 no".utf8)))
  static let handshakeFailed = Self(ending: ProbeEnding(stage: .handshake, reason: .handshake(.alert(40))))
  static let smtpRejected = Self(ending: ProbeEnding(stage: .greeting, reason: .greeting5xx))
  static let unreachable = Self(ending: ProbeEnding(stage: .connect, reason: .tcpTimeout))
  static let notProbed = Self(ending: ProbeEnding(stage: .policy, reason: .policy(.reserved)))
  static let inconclusive = Self(ending: ProbeEnding(stage: .connect, reason: .local(.descriptors)))
}

extension Observation {
  init(_ sight: SmallSurvey.Sight, address: Address, name: DomainName, look: Look = .modern) {
    self.init(
      target: ProbeTarget(address: address, port: 2525, serverName: name), look: look,
      observedAt: Instant(epoch: sight.observedAt), ending: sight.ending, session: sight.session,
      chain: sight.chain, timings: Timings(connect: 3, handshake: sight.session == nil ? nil : 11, total: 21))
  }
}
