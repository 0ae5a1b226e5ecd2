import SurveyCore
import SurveyScan
import SurveyStore
import SurveyTLS

// What the targets do not know of each other is put together here.

/// The digest of lists, by OpenSSL.
struct ListDigest: StreamDigest {
  private let state = SHA256()

  mutating func update(_ octets: [UInt8]) { state.update(octets) }

  mutating func finish() -> Fingerprint { state.finish() }
}

extension AddressVisit {
  /// A visit from a task of the store.
  init(_ task: AddressTask) {
    self.init(
      addressID: task.addressID, address: task.address,
      names: task.names.map { Name(hostID: $0.hostID, name: $0.name) }, connections: task.connections)
  }

  /// A visit from what is to be tried again.
  init(_ task: RetryTask) {
    self.init(
      addressID: task.addressID, address: task.address,
      names: task.names.map { Name(hostID: $0.hostID, name: $0.name, tries: $0.tries) },
      connections: task.connections)
  }
}

extension RetryPage {
  /// A page from what the store says.
  init(_ tasks: RetryTasks) {
    self.init(visits: tasks.due.map(AddressVisit.init), waiting: tasks.waiting, nextDue: tasks.nextDue)
  }
}

extension ProbedName {
  /// What the store keeps of a result of the scan.
  init(_ result: ProbeResult) {
    self.init(
      addressID: result.addressID, hostID: result.hostID, observations: result.observations,
      keepsEarlierRows: result.tries != nil && !result.isConclusive,
      retry: result.next.map { Retry(tries: $0.tries, dueAt: $0.dueAt) })
  }
}

extension NameRank {
  /// The order of a seed, by OpenSSL's SHA-256.
  init(seed: UInt64) { self.init(seed: seed, digest: { SHA256.digest($0) }) }
}

extension InferenceRule {
  /// By the flags of a scan.
  init(_ configuration: ScanConfiguration) {
    let policy = configuration.policy
    self.init(
      rank: NameRank(seed: configuration.seed),
      connections: configuration.manners.connectionsPerAddress, firstLook: configuration.measurement.looks.first,
      optedOut: { () -> (@Sendable (DomainName) -> Bool)? in
        let current = policy.current
        guard current.knowsOptOuts else { return nil }
        return { current.isOptedOut($0) }
      })
  }
}

extension ListWeighting {
  /// How a list weighs whose entries have this measure.
  init(_ measure: ListMeasure) {
    self =
      switch measure {
      case .none: .uniform
      case .rank: .rank
      case .weight: .given
      }
  }
}

extension ListedDomain {
  /// What one line of a list adds.
  init(_ entry: ListEntry) {
    let weight =
      switch entry.measure {
      case .none: 1.0
      case .rank(let rank): 1 / Double(rank)
      case .weight(let weight): weight
      }
    self.init(name: entry.name, weight: weight)
  }
}

extension LogWarning {
  /// What is said of it.
  var words: String {
    let seconds = ProgressLine.grouped(Int(held / .seconds(1)))
    let who = readers.isEmpty ? "a reader" : "a reader (process \(readers.map(String.init).joined(separator: ", ")))"
    let now = isWaiting ? "nothing is written until it ends" : "end it, or the log grows on"
    return "\(who) has held the database for \(seconds) s; its log is \(ProgressLine.grouped(size >> 20)) MB; \(now)"
  }
}

extension VantageHistory {
  /// Hosts in so many networks are plenty.
  private static let networks = 20

  /// What earlier runs of a wave saw; of the canaries those that are dialled from here.
  init(of wave: Wave, shard: Shard, _ configuration: ScanConfiguration) async throws {
    let (port, seed) = (configuration.port, configuration.seed)
    let established = try await wave.establishedProbes(networks: Self.networks) { shard.holds($0, seed: seed) }
    self.init(
      began: try await wave.startedAt(), lastAnswer: try await wave.lastAnswer(),
      canaries: established.map { probe in
        Canary(
          addressID: probe.addressID,
          target: ProbeTarget(address: probe.address, port: port, serverName: probe.serverName), look: probe.look,
          leaf: probe.leaf)
      })
  }
}
