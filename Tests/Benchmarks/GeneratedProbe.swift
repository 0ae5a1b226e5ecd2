import SurveyCore
import SurveyStore

/// What made-up servers show: the outcomes of a survey in about the shares that surveys report.
enum GeneratedProbe {
  /// What comes of every name of an address.
  static func names(of task: AddressTask) -> [ProbedName] {
    task.names.map { name in
      let target = ProbeTarget(address: task.address, port: 25, serverName: name.name)
      return ProbedName(
        addressID: task.addressID, hostID: name.hostID, observations: observations(of: target, number: name.hostID))
    }
  }

  /// - Parameter number: the same number sees the same.
  private static func observations(of target: ProbeTarget, number: Int64) -> [Observation] {
    let draw = SplitMix64.mix(UInt64(bitPattern: number))
    switch draw % 100 {
    // Hosts of providers share their chains, the others have their own.
    case ..<60: return [established(target, .modern, modern, GeneratedCertificate.chain((draw >> 32) % 1_000))]
    case ..<78: return [established(target, .modern, modern, GeneratedCertificate.chain(draw))]
    case ..<80:
      return [
        failed(target, .modern, .handshake, .handshake(.alert(40))),
        established(target, .legacy, legacy, GeneratedCertificate.chain(draw)),
      ]
    case ..<81:
      return [
        failed(target, .modern, .handshake, .handshake(.alert(70))),
        failed(target, .legacy, .handshake, .handshake(.alert(70))),
      ]
    case ..<88: return [failed(target, .modern, .startTLS, .noStartTLS)]
    case ..<94: return [failed(target, .modern, .connect, .tcpTimeout)]
    case ..<98: return [failed(target, .modern, .connect, .tcpRefused)]
    // Servers that name the client in what they say: each such ending is a row of its own.
    default:
      let text = Array("554 5.7.1 \(target.serverName) takes no mail from this client".utf8)
      return [failed(target, .modern, .greeting, .greeting5xx, replyCode: ReplyCode(rawValue: 554), text)]
    }
  }

  private static let modern = TLSSession(
    version: .tls13, cipherSuite: CipherSuite(rawValue: "TLS_AES_256_GCM_SHA384"),
    group: KeyExchangeGroup(rawValue: "x25519"))
  private static let legacy = TLSSession(
    version: .tls10, cipherSuite: CipherSuite(rawValue: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    group: KeyExchangeGroup(rawValue: "secp256r1"), signature: "rsa_pkcs1_md5_sha1")

  private static func established(
    _ target: ProbeTarget, _ look: Look, _ session: TLSSession, _ chain: PresentedChain
  ) -> Observation {
    Observation(
      target: target, look: look, observedAt: ResolvedWave.start,
      ending: ProbeEnding(stage: .established, reason: .ok), session: session, chain: chain,
      timings: Observation.Timings(connect: 20, handshake: 30, total: 120))
  }

  private static func failed(
    _ target: ProbeTarget, _ look: Look, _ stage: Stage, _ reason: Reason, replyCode: ReplyCode? = nil,
    _ text: [UInt8] = []
  ) -> Observation {
    Observation(
      target: target, look: look, observedAt: ResolvedWave.start,
      ending: ProbeEnding(stage: stage, reason: reason, replyCode: replyCode, text: text),
      timings: Observation.Timings(total: 15_000))
  }
}
