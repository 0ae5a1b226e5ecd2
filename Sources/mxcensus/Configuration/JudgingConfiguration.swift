import SurveyCore
import SurveyStore
import SurveyTLS

/// By what chains are judged: trust stores, intermediates, and senders with a trust of their own.
struct JudgingConfiguration: Sendable {
  /// A trust store and what its judgement is called.
  struct NamedStore: Sendable {
    let label: String
    let path: String
    let store: TrustStore
  }

  /// The first is that of record; never empty.
  let stores: [NamedStore]
  /// Intermediates beside those that a wave saw.
  let intermediates: [[UInt8]]
  let intermediatesSHA256: Fingerprint?
  let senders: [SenderTrust]

  init(_ options: JudgingOptions) throws {
    let paths = options.trustStore.isEmpty ? [JudgingOptions.debianTrustStore] : options.trustStore
    var stores: [NamedStore] = []
    for (place, path) in paths.enumerated() {
      let label = place == 0 ? JudgementPlan.asObserved : FileContents.name(of: path)
      guard !stores.contains(where: { $0.label == label }) else {
        throw Refusal(
          .usage, of: "trust-store",
          message: "two trust stores are called \(label); rename one, as its judgement bears its name")
      }
      stores.append(NamedStore(label: label, path: path, store: try TrustStore(file: path)))
    }
    self.stores = stores
    let pem = try options.intermediates.map { try FileContents.read($0, as: "intermediates file") }
    intermediates =
      try pem.map { pem in
        guard let certificates = PEM.certificates(pem), !certificates.isEmpty else {
          throw Refusal(
            .configuration, "the intermediates file \(options.intermediates ?? "") holds no certificate in PEM")
        }
        return certificates
      } ?? []
    intermediatesSHA256 = pem.map { SHA256.digest($0) }
    senders = try SenderTrust.all(options.sender)
  }

  /// What must be the same when a wave is resumed.
  var settings: [String: String] {
    var settings = [
      "trust-store": stores.map(\.store.sha256.description).joined(separator: ","),
      "intermediates": intermediatesSHA256?.description ?? "none",
    ]
    if !senders.isEmpty {
      settings["senders"] = senders.map { "\($0.sender.name)=\($0.sender.trustStoreSHA256)" }.joined(separator: ",")
    }
    return settings
  }

  /// The judges, one for each trust store.
  /// - Parameter seen: the intermediates that servers sent.
  func plans(seen: [[UInt8]], rule: InstantRule = .observation) -> [JudgementPlan] {
    let pool = IntermediatePool(seen + intermediates)
    return stores.map { named in
      let judge = ChainJudge(trustStore: named.store, intermediates: pool)
      return JudgementPlan(label: named.label, rule: rule, judge: StoreJudge(judge: judge, trusts: senders))
    }
  }
}

/// A sender with a trust file of its own (`--sender NAME=FILE`).
struct SenderTrust: Sendable {
  let sender: FurtherSender
  /// A sender has what the server sends it and what is in its file, not what a survey saw elsewhere.
  let judge: ChainJudge
  /// The certificates of the file, of which a server's own may be one.
  let pins: Set<Fingerprint>

  /// The senders of the flags.
  static func all(_ arguments: [String]) throws -> [SenderTrust] {
    guard arguments.count <= SenderPolicy.maximumFurther else {
      throw Refusal(
        .usage, of: "sender", message: "there can be \(SenderPolicy.maximumFurther) further senders at most")
    }
    var names = Set(SenderPolicy.all.map(\.name))
    return try arguments.map { argument in
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0].utf8.allSatisfy(isNameOctet) else {
        throw Refusal(
          .usage, of: "sender",
          message: "--sender takes NAME=FILE, the name of letters, digits, hyphens and dots, not \(argument)")
      }
      guard names.insert(parts[0]).inserted else {
        throw Refusal(.usage, of: "sender", message: "there is a sender policy called \(parts[0]) already")
      }
      let pem = try FileContents.read(parts[1], as: "trust file")
      let store = try TrustStore(pem: pem, of: parts[1])
      return SenderTrust(
        sender: FurtherSender(name: parts[0], trustStoreSHA256: store.sha256),
        judge: ChainJudge(trustStore: store, intermediates: IntermediatePool([])),
        pins: Set((PEM.certificates(pem) ?? []).map { SHA256.digest($0) }))
    }
  }

  private static func isNameOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension TrustStore {
  /// The trust anchors of a file.
  convenience init(file path: String) throws {
    try self.init(pem: FileContents.read(path, as: "trust store"), of: path)
  }

  /// The trust anchors in the text of a file.
  convenience init(pem: [UInt8], of path: String) throws {
    do {
      try self.init(pem: pem)
    } catch .empty {
      throw Refusal(.configuration, "the trust store \(path) holds no certificate in PEM")
    } catch .unreadable {
      throw Refusal(.configuration, "the trust store \(path) holds a PEM block that is no certificate")
    }
  }
}
