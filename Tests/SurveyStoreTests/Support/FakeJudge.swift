import SurveyCore
import Synchronization

@testable import SurveyStore

/// A leaf that says of itself how it is to be judged: its "DER" is this text.
struct FakeLeaf: Hashable {
  var status: ChainStatus
  var names: [String]
  var commonNames: [String] = []
  var notBefore: Int64 = 0
  var notAfter: Int64 = 4_000_000_000

  init(
    _ status: ChainStatus, _ names: String..., commonNames: [String] = [], notBefore: Int64 = 0,
    notAfter: Int64 = 4_000_000_000
  ) {
    self.status = status
    self.names = names
    self.commonNames = commonNames
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  init?(der: [UInt8]) {
    let fields = String(decoding: der, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
    guard fields.count == 5, let status = ChainStatus(rawValue: String(fields[0])) else { return nil }
    guard let notBefore = Int64(fields[3]), let notAfter = Int64(fields[4]) else { return nil }
    self.status = status
    names = fields[1].split(separator: ",").map(String.init)
    commonNames = fields[2].split(separator: ",").map(String.init)
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  var der: [UInt8] {
    Array(
      "\(status.rawValue)|\(names.joined(separator: ","))|\(commonNames.joined(separator: ","))|\(notBefore)|\(notAfter)"
        .utf8)
  }

  var fields: CertificateFields {
    CertificateFields(
      subject: "CN=\(names.first ?? "")", issuer: "CN=Issuer of \(status.rawValue)", serial: "0a",
      notBefore: Instant(epoch: notBefore), notAfter: Instant(epoch: notAfter), keyType: "EC", keyBits: 256,
      signatureAlgorithm: "ecdsa-with-SHA256", dnsNames: names.map { Array($0.utf8) }, dnsNameCount: names.count,
      commonNames: commonNames.map { Array($0.utf8) }, isSelfSigned: status == .selfSigned, isCA: false,
      spkiSHA256: .synthetic(der + [0]))
  }

  /// OpenSSL's numbers that lead to the status.
  fileprivate func finding(at instant: Instant) -> ChainFinding {
    var errors: [VerificationError] =
      switch status {
      case .trusted: []
      case .selfSigned: [VerificationError(code: 18, depth: 0)]
      case .privateCA: [VerificationError(code: 19, depth: 1)]
      case .incomplete, .unknownIssuer: [VerificationError(code: 20, depth: 0)]
      case .other: [VerificationError(code: 7, depth: 0)]
      }
    if instant.epoch < notBefore { errors.append(VerificationError(code: 9, depth: 0)) }
    if instant.epoch >= notAfter { errors.append(VerificationError(code: 10, depth: 0)) }
    return ChainFinding(
      errors: errors, leafIsSelfSigned: status == .selfSigned, isCompletable: status == .incomplete)
  }
}

/// A judge that believes what leaves say of themselves, and counts.
final class FakeJudge: WaveJudge {
  let trustStoreSHA256 = Fingerprint.synthetic("trust store")
  let intermediatesSHA256 = Fingerprint.synthetic("intermediates")
  let senders: [FurtherSender]
  /// First names of the leaves that each further sender was handed.
  private let pins: [Set<String>]
  private let log = Mutex<[(chain: [[UInt8]], instant: Instant)]>([])

  /// A judge with further senders, each with the first names of the leaves that it was handed.
  init(senders: [(name: String, pins: Set<String>)] = []) {
    self.senders = senders.map { FurtherSender(name: $0.name, trustStoreSHA256: .synthetic($0.name)) }
    pins = senders.map(\.pins)
  }

  /// How often a chain was judged, and at which instants.
  var instants: [Int64] { log.withLock { $0.map(\.instant.epoch) } }
  /// The chains, in the order in which they were judged.
  var chains: [[[UInt8]]] { log.withLock { $0.map(\.chain) } }

  func judge(_ chain: [[UInt8]], as sender: Int, at instant: Instant) -> FurtherTrust {
    let name = FakeLeaf(der: chain[0])?.names.first
    return FurtherTrust(
      chain: FakeJudge().judge(chain, at: instant), isPinned: name.map(pins[sender].contains) ?? false)
  }

  /// A record matches the leaf whose first name it holds in full.
  func judge(_ chain: [[UInt8]], by records: TLSARRset, names: [DomainName], at instant: Instant) -> DANEFinding {
    let first = FakeLeaf(der: chain[0])?.names.first.map { Array($0.utf8) }
    guard let record = records.usable.first(where: { $0.association == first }) else { return .mismatch([]) }
    return .match(usage: record.usage, selector: record.selector, matchingType: record.matchingType)
  }

  func judge(_ chain: [[UInt8]], at instant: Instant) -> JudgedChain {
    log.withLock { $0.append((chain, instant)) }
    guard let leaf = FakeLeaf(der: chain[0]) else {
      return JudgedChain(
        finding: ChainFinding(errors: [], leafIsSelfSigned: false, leafIsParsable: false),
        from: Instant(epoch: .min), until: Instant(epoch: .max), dnsNames: [], commonNames: [])
    }
    let boundaries = [leaf.notBefore, leaf.notAfter]
    return JudgedChain(
      finding: leaf.finding(at: instant),
      from: Instant(epoch: boundaries.filter { $0 <= instant.epoch }.max() ?? .min),
      until: Instant(epoch: boundaries.filter { $0 > instant.epoch }.min() ?? .max),
      dnsNames: leaf.names.map { Array($0.utf8) }, commonNames: leaf.commonNames.map { Array($0.utf8) })
  }
}

extension Fingerprint {
  /// 32 octets that belong to the given ones; no digest, but as distinct.
  static func synthetic(_ octets: [UInt8]) -> Fingerprint {
    let seed = octets.reduce(UInt64(octets.count)) { SplitMix64.mix($0 ^ UInt64($1)) }
    var generator = SplitMix64(seed: seed)
    let digest = (0..<4).flatMap { _ in
      let word = generator.next()
      return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    guard let fingerprint = Fingerprint(octets: digest) else { preconditionFailure("four words are 32 octets") }
    return fingerprint
  }

  static func synthetic(_ text: String) -> Fingerprint { synthetic(Array(text.utf8)) }
}

extension PresentedChain {
  /// A leaf, and whatever else the server sent.
  init(_ leaf: FakeLeaf, others: [[UInt8]] = []) { self.init(ders: [leaf.der] + others) }

  init(ders: [[UInt8]]) {
    self.init(
      sha256: .synthetic(ders.flatMap { Fingerprint.synthetic($0).octets }),
      certificates: ders.map { PresentedCertificate(sha256: .synthetic($0), der: $0) })
  }
}

/// What the store is told of a certificate's fields: those of a leaf, `ca NAME` for an intermediate, nothing for others.
@Sendable func describeFake(_ der: [UInt8]) -> CertificateFields? {
  if let leaf = FakeLeaf(der: der) { return leaf.fields }
  let text = String(decoding: der, as: UTF8.self)
  guard text.hasPrefix("ca ") || text.hasPrefix("root ") else { return nil }
  var fields = FakeLeaf(.trusted).fields
  fields.subject = "CN=\(text)"
  fields.isCA = true
  fields.isSelfSigned = text.hasPrefix("root ")
  return fields
}
