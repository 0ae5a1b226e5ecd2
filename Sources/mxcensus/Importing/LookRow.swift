import SurveyCore
import SurveyStore
import SurveyTLS

/// A line of output of `probe`, read again.
struct LookRow {
  /// The wave that it is of, as far as it says.
  let scan: String?
  let observation: Observation
  /// Whether it is the one that counts of those made one after the other.
  let isFinal: Bool

  /// Certificates of one chain: more than any server sends.
  private static let maximumCertificates = 1_000

  init(_ record: JSONRecord) throws(JSONRecord.Fault) {
    try record.checkVersion()
    scan = try record.textIfAny("scan")
    guard try record.integerIfAny("inferred") ?? 0 == 0 else {
      throw JSONRecord.Fault(words: "the row is inferred; only what was seen is imported")
    }
    switch try record.integer("is_final") {
    case 0: isFinal = false
    case 1: isFinal = true
    case let other: throw JSONRecord.Fault(words: "is_final can't be \(other)")
    }
    guard let port = UInt16(exactly: try record.integer("port")) else {
      throw JSONRecord.Fault(words: "port is not 0 to 65535")
    }
    let target = ProbeTarget(
      address: try record.address("address"), port: port,
      serverName: try JSONRecord.name(try record.text("server_name"), of: "server_name"))
    observation = Observation(
      target: target, look: try record.word("look", as: Look.self), observedAt: try record.instant("observed_at"),
      ending: try LookRow.ending(record), session: try LookRow.session(record), chain: try LookRow.chain(record),
      timings: Observation.Timings(
        connect: try LookRow.duration(record, "connect_milliseconds"),
        handshake: try LookRow.duration(record, "handshake_milliseconds"),
        total: try LookRow.duration(record, "milliseconds") ?? 0))
  }

  private static func ending(_ record: JSONRecord) throws(JSONRecord.Fault) -> ProbeEnding {
    let word = try record.text("reason")
    guard let reason = Reason(word: word) else {
      throw JSONRecord.Fault(words: "reason can't be \(word.debugDescription)")
    }
    var text: [UInt8] = []
    for scalar in try record.textIfAny("reply_text")?.unicodeScalars ?? String.UnicodeScalarView() {
      guard let octet = UInt8(exactly: scalar.value) else {
        throw JSONRecord.Fault(words: "reply_text holds a character that is no octet")
      }
      text.append(octet)
    }
    let code = try record.integerIfAny("reply_code")
    let replyCode = code.flatMap { UInt16(exactly: $0) }.flatMap { ReplyCode(rawValue: $0) }
    guard (code == nil) == (replyCode == nil) else { throw JSONRecord.Fault(words: "reply_code is not 100 to 999") }
    let ending = ProbeEnding(
      stage: try record.word("stage", as: Stage.self), reason: reason, replyCode: replyCode, text: text)
    let outcome = try record.word("outcome", as: Outcome.self)
    guard ending.outcome == outcome else {
      throw JSONRecord.Fault(
        words: "outcome is \(outcome.rawValue), and stage and reason make it \(ending.outcome.rawValue)")
    }
    return ending
  }

  private static func session(_ record: JSONRecord) throws(JSONRecord.Fault) -> TLSSession? {
    guard let text = try record.textIfAny("tls_version") else { return nil }
    guard let version = ProtocolVersion(description: text) else {
      throw JSONRecord.Fault(words: "tls_version can't be \(text.debugDescription)")
    }
    return TLSSession(
      version: version, cipherSuite: CipherSuite(rawValue: try record.text("cipher")),
      group: try record.textIfAny("kx_group").map { KeyExchangeGroup(rawValue: $0) },
      signature: try record.textIfAny("signature"))
  }

  private static func chain(_ record: JSONRecord) throws(JSONRecord.Fault) -> PresentedChain? {
    guard record.has("chain") else { return nil }
    var certificates: [[UInt8]] = []
    for text in try record.texts("chain") { certificates.append(try JSONRecord.octets(base64: text, of: "chain")) }
    guard certificates.count <= maximumCertificates, let chain = PresentedChain(der: certificates) else {
      throw JSONRecord.Fault(words: "chain has no certificate, or too many")
    }
    if let digest = try record.textIfAny("chain_sha256"), digest != chain.sha256.description {
      throw JSONRecord.Fault(words: "chain_sha256 is not the digest of this chain")
    }
    return chain
  }

  private static func duration(_ record: JSONRecord, _ name: String) throws(JSONRecord.Fault) -> Int? {
    let duration = try record.integerIfAny(name)
    guard duration ?? 0 >= 0 else { throw JSONRecord.Fault(words: "\(name) is less than 0") }
    return duration
  }
}

extension LookRow {
  /// The row that it is kept as.
  func imported(from line: [UInt8]) -> ImportedRow {
    ImportedRow(
      kind: .look, key: ImportedRow.key(observation.target, observation.look, at: observation.observedAt),
      isOpen: isOpen, observedAt: observation.observedAt, sha256: SHA256.digest(line), row: line)
  }

  /// Whether another look may say more.
  var isOpen: Bool { !observation.ending.outcome.isConclusive }
}
