public import SurveyCore

/// The probe stage: every address once, all its names one after another, with all looks that they call for and a gap
/// between connections, `window` addresses at a time; what puts us off or is silent again later.
///
/// ```
/// feed ──────┐                        ┌▶ watch: is it us?
///            ├▶ queue ─▶ visit ─▶ look┤
/// due tries ─┘    └─ ledger: when ─┘  └▶ sink ─▶ store ─▶ due tries
/// ```
public struct ProbeStage: Sendable {
  private let window: Int
  private let port: UInt16
  private let rank: NameRank
  private let retryRule: RetryRule
  private let looks: LookSequence
  private let store: ProbeStore
  private let now: @Sendable () -> Instant
  private let ledger: DialLedger
  private let dialler: Dialler
  private let queue: AddressQueue
  private let sink: BatchSink<ProbeResult>
  private let faults: FaultGauge?
  private let hold: Duration?
  private let sleep: @Sendable (Duration) async throws -> Void
  private let watch: VantageWatch?

  /// A stage.
  /// - Parameters:
  ///   - window: addresses in flight.
  ///   - rank: which names of an address come first.
  ///   - policy: asked right before each dial.
  ///   - visitsIPv6: whether IPv6 addresses are dialled; else they are inconclusive, for lack of a route.
  ///   - looks: which looks each name gets; by default the automatic sequence.
  ///   - watchesVantage: whether canaries are asked, and rising refusals end the stage.
  ///   - history: what earlier runs of the wave saw; `nil`: there are none.
  ///   - patience: what is done about faults of our own.
  ///   - batch: results that are written together.
  ///   - mayDial: whether connections may be opened still; asked right before each. Where they may not, what is under way
  ///     ends, names that lack a look have no result, and the stage ends.
  ///   - now: the wall clock.
  ///   - announce: takes notice of a wait for names that are to be tried again, and of its end.
  ///   - sleep: waits for names that are to be tried again, by the clock that `now` reads.
  ///   - probe: makes one probe with one look.
  public init(
    window: Int, port: UInt16, rank: NameRank, manners: Manners, policy: LivePolicy, visitsIPv6: Bool,
    looks: LookSequence = LookSequence(), watchesVantage: Bool = false, history: VantageHistory? = nil,
    patience: FaultPatience = FaultPatience(),
    batch: Int = 1_000, feed: TaskFeed<AddressVisit>, store: ProbeStore,
    mayDial: @escaping @Sendable () -> Bool = { true }, now: @escaping @Sendable () -> Instant,
    announce: @escaping @Sendable (RetryWait?) -> Void = { _ in },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    probe: @escaping @Sendable (ProbeTarget, Look) async -> Observation
  ) {
    precondition(window > 0, "a window holds at least one address")
    self.window = window
    self.port = port
    self.rank = rank
    self.looks = looks
    self.store = store
    self.now = now
    retryRule = manners.retries
    let ledger = DialLedger(manners, window: window)
    let width = WindowWidth(window)
    let dialler = Dialler(
      ledger: ledger, policy: policy, visitsIPv6: visitsIPv6, width: width, patience: patience, mayDial: mayDial,
      now: now, probe: probe)
    let retries = RetryFeed(now: now, fetch: store.retries)
    let sink = BatchSink<ProbeResult>(limit: batch) { results in
      try await store.write(results)
      ledger.written(results.lazy.map(\.finalObservation.target.address))
      await retries.written(results)
    }
    self.ledger = ledger
    self.dialler = dialler
    self.sink = sink
    queue = AddressQueue(
      feed: feed, retries: retries, ledger: ledger, width: width, lookahead: 4 * window, mayDial: mayDial,
      now: now, settle: { try await sink.settle() }, announce: announce, sleep: sleep)
    faults = patience.stormLimit.map { FaultGauge(limit: $0) }
    hold = patience.hold
    self.sleep = sleep
    watch =
      watchesVantage
      ? VantageWatch(history: history, now: now) {
        try await CanaryDial(ledger: ledger, dialler: dialler, store: store).ask($0)
      } : nil
  }

  /// Runs until every address is visited and nothing is left to be tried again. What was seen by then is written however
  /// it ends.
  /// - Throws: what the store throws; `CancellationError`; `LocalFault` in a storm of faults of our own; `VantageFault`.
  public func run() async throws {
    try await sink.collect { [self] in
      try await releasing { [self] in try await Workers.run(window) { try await work() } }
      try faults?.finish()
      try await watch?.finish()
    }
  }

  /// Does work; meanwhile no result is held back for longer than `hold`.
  private func releasing(_ work: @escaping @Sendable () async throws -> Void) async throws {
    guard let faults, let hold else { return try await work() }
    try await withThrowingTaskGroup { group in
      group.addTask { try await work() }
      group.addTask { [self] in
        while true {
          try await sleep(hold)
          for result in faults.release() { try await add(result) }
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func work() async throws {
    while let visit = try await queue.next() {
      do {
        try await self.visit(visit)
      } catch {
        // The first error counts; a cancelled rest after the visit adds nothing to it.
        do { try await queue.finished(visit) } catch is CancellationError {}
        throw error
      }
      try await queue.finished(visit)
    }
  }

  private func visit(_ visit: AddressVisit) async throws {
    if visit.mayBeOutdated {
      ledger.correct(visit.address, connections: try await store.connections(visit.addressID))
    }
    for entry in ordered(visit.names, at: visit.address) {
      try Task.checkCancellation()
      let target = ProbeTarget(address: visit.address, port: visit.port ?? port, serverName: entry.name)
      guard let observations = try await look(at: target) else { return }
      try await take(
        ProbeResult(
          addressID: visit.addressID, hostID: entry.hostID, observations: observations, tries: entry.tries,
          next: retry(after: observations, tries: entry.tries, at: visit.address)))
    }
  }

  /// All looks at one name. Where the connections are used up before the last that is called for, that one is not made,
  /// and says so.
  /// - Returns: `nil` where one that is called for is not to be made any more.
  private func look(at target: ProbeTarget) async throws -> [Observation]? {
    var observations: [Observation] = []
    while let look = looks.next(after: observations) {
      guard let observation = try await dialler.observe(target, look) else { return nil }
      observations.append(observation)
      if observation.ending.stage == .policy { break }
    }
    return observations
  }

  private func retry(after observations: [Observation], tries: Int?, at address: Address) -> NameRetry? {
    guard ledger.hasConnectionLeft(address) else { return nil }
    return retryRule.next(
      after: LookSequence.decisive(of: observations).ending, tries: tries.map { $0 + 1 } ?? 0, now: now())
  }

  private func take(_ result: ProbeResult) async throws {
    for result in try faults?.pass(result) ?? [result] { try await add(result) }
    try await watch?.note(result)
  }

  private func add(_ result: ProbeResult) async throws {
    ledger.promise(result.finalObservation.target.address)
    try await sink.add(result)
  }

  /// The names in the order of their ranks: where an address has more names than a wave may dial, those that are left
  /// out are a seeded choice.
  private func ordered(_ names: [AddressVisit.Name], at address: Address) -> [AddressVisit.Name] {
    guard names.count > 1 else { return names }
    return names.map { (rank: rank.rank(of: $0.name, at: address), entry: $0) }
      .sorted { ($0.rank, $0.entry.name) < ($1.rank, $1.entry.name) }
      .map(\.entry)
  }
}
