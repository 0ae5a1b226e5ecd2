import SurveyCore

@testable import SurveyScan

/// A wave without network, database and waiting: addresses that answer by a script, a store in memory, and a clock that
/// stands still but where the stage waits for what is to be tried again.
final class FakeWave: Sendable {
  struct Dial: Sendable {
    let target: ProbeTarget
    let look: Look
    let at: Instant
  }

  struct Key: Hashable, Sendable { let addressID: Int64, hostID: Int64 }

  let clock = Locked(Instant(epoch: 1_000_000))
  let dials = Locked<[Dial]>([])
  /// What the store holds: the rows of each name.
  let rows = Locked<[Key: [Observation]]>([:])
  let retries = Locked<[Key: NameRetry]>([:])
  let spent = Locked<[Int64: Int]>([:])
  let waits = Locked<[RetryWait]>([])
  let policy: LivePolicy
  let visits: [AddressVisit]

  init(_ visits: [AddressVisit], policy: AddressPolicy = AddressPolicy(blocklist: .empty, scope: .all)) {
    self.visits = visits
    self.policy = LivePolicy(policy)
  }

  var now: Instant { clock.withLock { $0 } }

  func advance(by seconds: Int64) { clock.withLock { $0.epoch += seconds } }

  /// The reasons of the final looks by address.
  var reasons: [Int64: Reason] {
    rows.withLock { rows in
      Dictionary(rows.map { ($0.key.addressID, LookSequence.decisive(of: $0.value).ending.reason) }) { first, _ in first
      }
    }
  }

  /// Runs the stage to its end.
  /// - Parameter answer: how the dial with that number at an address ends, from 0.
  func run(
    window: Int = 8, manners: Manners = Manners(gap: .zero, perNetwork: 0, rate: 0, retries: .none),
    watchesVantage: Bool = false, history: VantageHistory? = nil,
    patience: FaultPatience = FaultPatience(pause: .milliseconds(1)),
    answer: @escaping @Sendable (ProbeTarget, Look, Int) async -> (ProbeEnding, PresentedChain?)
  ) async throws {
    let recorded = rows.withLock { Set($0.keys) }
    let pending = Locked<[AddressVisit]?>(
      visits.compactMap { visit in
        let names = visit.names.filter { !recorded.contains(Key(addressID: visit.addressID, hostID: $0.hostID)) }
        return names.isEmpty
          ? nil
          : AddressVisit(
            addressID: visit.addressID, address: visit.address, names: names, connections: connections(visit.addressID))
      })
    let stage = ProbeStage(
      window: window, port: 25, rank: .fake, manners: manners, policy: policy, visitsIPv6: true,
      watchesVantage: watchesVantage, history: history, patience: patience, batch: 7,
      feed: TaskFeed {
        pending.withLock { visits in
          defer { visits = nil }
          return visits
        }
      },
      store: ProbeStore(
        write: { [self] in write($0) }, connections: { [self] in connections($0) },
        addConnection: { [self] id in spent.withLock { $0[id, default: 0] += 1 } },
        retries: { [self] in page(at: $0, limit: $1) }),
      now: { [self] in now },
      announce: { [waits] wait in if let wait { waits.withLock { $0.append(wait) } } },
      sleep: { [self] duration in
        try Task.checkCancellation()
        advance(by: Int64(duration / .seconds(1)))
        await Task.yield()
      },
      probe: { [self] target, look in
        let number = dials.withLock { dials in
          dials.append(Dial(target: target, look: look, at: now))
          return dials.count { $0.target.address == target.address } - 1
        }
        let (ending, chain) = await answer(target, look, number)
        return Observation(
          target: target, look: look, observedAt: now, ending: ending, chain: chain, timings: .init(total: 0))
      })
    try await stage.run()
  }

  private func write(_ results: [ProbeResult]) {
    for result in results {
      let key = Key(addressID: result.addressID, hostID: result.hostID)
      let dialled = result.observations.count { $0.ending.stage != .policy }
      if result.tries == nil || result.isConclusive {
        let earlier = rows.withLock { $0.updateValue(result.observations, forKey: key) }
        spent.withLock { $0[key.addressID, default: 0] += earlier?.count { $0.ending.stage != .policy } ?? 0 }
      } else {
        spent.withLock { $0[key.addressID, default: 0] += dialled }
      }
      retries.withLock { $0[key] = result.next }
    }
  }

  private func connections(_ addressID: Int64) -> Int {
    let held = rows.withLock { rows in
      rows.filter { $0.key.addressID == addressID }.values.joined().count { $0.ending.stage != .policy }
    }
    return held + spent.withLock { $0[addressID, default: 0] }
  }

  private func page(at now: Instant, limit: Int) -> RetryPage {
    let all = retries.withLock { $0 }
    let later = all.values.map(\.dueAt).filter { $0 > now }
    let due = visits.compactMap { visit -> AddressVisit? in
      let names = visit.names.compactMap { name -> AddressVisit.Name? in
        guard let retry = all[Key(addressID: visit.addressID, hostID: name.hostID)], retry.dueAt <= now else {
          return nil
        }
        return AddressVisit.Name(hostID: name.hostID, name: name.name, tries: retry.tries)
      }
      return names.isEmpty
        ? nil
        : AddressVisit(
          addressID: visit.addressID, address: visit.address, names: names, connections: connections(visit.addressID))
    }
    return RetryPage(visits: Array(due.prefix(limit)), waiting: later.count, nextDue: later.min())
  }
}

extension ProbeEnding {
  static let completed = ProbeEnding(stage: .established, reason: .ok)
  static let silent = ProbeEnding(stage: .connected, reason: .noBanner)
  static let putOff = ProbeEnding(stage: .greeting, reason: .greeting4xx, replyCode: ReplyCode(rawValue: 421))
}
