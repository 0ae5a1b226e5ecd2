public import SurveyCore

/// What all looks at one server name of an address saw, on its way to the store. They are stored together or not at
/// all, so that a wave that is stopped between two looks takes both when it goes on.
public struct ProbeResult: Sendable, Hashable {
  /// The address's row.
  public let addressID: Int64
  /// The host's row.
  public let hostID: Int64
  /// What was seen, a look each, in the order of the connections. Never empty.
  public let observations: [Observation]

  /// The observation that counts.
  public var finalObservation: Observation {
    guard let observation = LookSequence.final(of: observations) else {
      preconditionFailure("a result holds an observation at least")
    }
    return observation
  }
}

/// The probe stage: every address once, all its names one after another, with all looks that they call for and a gap
/// between connections, `window` addresses at a time.
public struct ProbeStage: Sendable {
  private let window: Int
  private let port: UInt16
  private let seed: UInt64
  private let manners: Manners
  private let policy: AddressPolicy
  private let visitsIPv6: Bool
  private let queue: AddressQueue
  private let sink: BatchSink<ProbeResult>
  private let pace: Pace
  private let now: @Sendable () -> Instant
  private let looks: LookSequence
  private let probe: @Sendable (ProbeTarget, Look) async -> Observation

  /// Tries of one probe where our own host lacks something, and the first pause; each further one is twice as long.
  private static let localTries = 5
  private static let localPause = Duration.seconds(1)

  /// A stage.
  /// - Parameters:
  ///   - window: addresses in flight.
  ///   - seed: decides which names of an address come first.
  ///   - visitsIPv6: whether IPv6 addresses are dialled; else they are inconclusive, for lack of a route.
  ///   - looks: which looks each name gets; by default the automatic sequence.
  ///   - now: the wall clock.
  ///   - probe: makes one probe with one look.
  public init(
    window: Int, port: UInt16, seed: UInt64, manners: Manners, policy: AddressPolicy, visitsIPv6: Bool,
    looks: LookSequence = LookSequence(), feed: TaskFeed<AddressVisit>, sink: BatchSink<ProbeResult>,
    now: @escaping @Sendable () -> Instant, probe: @escaping @Sendable (ProbeTarget, Look) async -> Observation
  ) {
    precondition(window > 0, "a window holds at least one address")
    self.window = window
    self.port = port
    self.seed = seed
    self.manners = manners
    self.policy = policy
    self.visitsIPv6 = visitsIPv6
    self.looks = looks
    queue = AddressQueue(feed: feed, perNetwork: manners.perNetwork, lookahead: 4 * window)
    self.sink = sink
    pace = Pace(perSecond: manners.rate)
    self.now = now
    self.probe = probe
  }

  /// Runs until every address is visited. Only the sink and cancellation end it early; what was seen by then is
  /// written either way.
  public func run() async throws {
    try await sink.collect { [self] in
      try await withThrowingDiscardingTaskGroup { group in
        for _ in 0..<window { group.addTask { try await work() } }
      }
    }
  }

  private func work() async throws {
    while let visit = try await queue.next() {
      do {
        try await self.visit(visit)
      } catch {
        await queue.finished(visit)
        throw error
      }
      await queue.finished(visit)
    }
  }

  private func visit(_ visit: AddressVisit) async throws {
    var connections = visit.connections
    for (hostID, name) in ordered(visit.names) {
      try Task.checkCancellation()
      let target = ProbeTarget(address: visit.address, port: port, serverName: name)
      let observations = try await look(at: target, connections: &connections)
      try await sink.add(ProbeResult(addressID: visit.addressID, hostID: hostID, observations: observations))
    }
  }

  /// All looks at one name. Where the connections are used up before the last that is called for, that one is not made,
  /// and says so.
  private func look(at target: ProbeTarget, connections: inout Int) async throws -> [Observation] {
    var observations: [Observation] = []
    while let look = looks.next(after: observations) {
      if let reason = reasonNotToDial(target.address, connections: connections) {
        observations.append(notDialled(target, look, reason))
        break
      }
      if connections > 0 { try await Task.sleep(for: manners.gap) }
      observations.append(try await dial(target, look))
      connections += 1
    }
    return observations
  }

  private func reasonNotToDial(_ address: Address, connections: Int) -> Reason? {
    if let refusal = policy.refusal(of: address) { return .policy(refusal) }
    if address.isIPv6, !visitsIPv6 { return .local(.noIPv6) }
    return connections >= manners.connectionsPerAddress ? .policy(.addressLimit) : nil
  }

  /// One probe; where our own host lacks descriptors, ports or memory, after a pause again.
  private func dial(_ target: ProbeTarget, _ look: Look) async throws -> Observation {
    var pause = ProbeStage.localPause
    for attempt in 1... {
      try await pace.wait()
      let observation = await probe(target, look)
      try Task.checkCancellation()
      guard case .local(let fault) = observation.ending.reason, fault.mayPass, attempt < ProbeStage.localTries else {
        return observation
      }
      try await Task.sleep(for: pause)
      pause *= 2
    }
    preconditionFailure("the loop above returns")
  }

  private func notDialled(_ target: ProbeTarget, _ look: Look, _ reason: Reason) -> Observation {
    Observation(
      target: target, look: look, observedAt: now(), ending: ProbeEnding(stage: .policy, reason: reason),
      timings: Observation.Timings(total: 0))
  }

  /// The names in an order that has nothing to do with the alphabet, but is the same when the wave is resumed: where an
  /// address has more names than a wave may dial, those that are left out are a seeded choice.
  private func ordered(_ names: [(hostID: Int64, name: DomainName)]) -> [(hostID: Int64, name: DomainName)] {
    names.map { (rank: rank($0.name), entry: $0) }
      .sorted { ($0.rank, $0.entry.name) < ($1.rank, $1.entry.name) }
      .map(\.entry)
  }

  private func rank(_ name: DomainName) -> UInt64 {
    name.text.utf8.reduce(SplitMix64.mix(seed)) { SplitMix64.mix($0 ^ UInt64($1)) }
  }
}

extension LocalFault {
  /// Whether the same probe may well go through a little later.
  var mayPass: Bool {
    switch self {
    case .descriptors, .ports, .memory: true
    case .noIPv6, .resolver, .forbidden, .cancelled, .other: false
    }
  }
}
