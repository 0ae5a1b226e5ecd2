import Glibc
import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan
import SurveyStore
import SurveyTLS

/// One wave from its lists to its point in the trend: each stage works from and into the database, so that a wave that
/// was stopped anywhere goes on where it was.
struct ScanRunner: Sendable {
  let configuration: ScanConfiguration
  private let progress = Progress()

  /// A runner whose window fits into the process's limit of descriptors.
  /// - Throws: a `Refusal` where that is too low.
  init(_ configuration: ScanConfiguration) throws {
    var fitted = configuration
    try DescriptorLimit.fit(&fitted.window, &fitted.resolver)
    self.configuration = fitted
  }

  func run() async throws {
    let lock = try DatabaseLock(
      database: configuration.databasePath, holder: "process \(getpid()), scan \(configuration.label)")
    if configuration.part?.stage == .probe { try requireResolved() }
    let database = try SurveyDatabase(
      writing: configuration.databasePath, warn: { Terminal.say("mxcensus: \($0.words)") })
    let wave = try await database.wave(setup, startedAt: .now)
    let lists = ListStage(configuration: configuration, progress: progress)
    if try await wave.stage() == .done {
      try await lists.compare(with: wave)
      say("wave \(configuration.label) is finished already; nothing to do")
    } else {
      do {
        try await withProgress {
          try await ClockNotes(wave: wave, now: { .now }).watching { try await runStages(of: wave, lists: lists) }
        }
      } catch {
        do {
          try await wave.set(.interrupted)
          try database.close()
        } catch let second {
          // On a full disk this fails as well; a wave that is under way by its row goes on all the same.
          guard StoreFailure(error) != nil, StoreFailure(second) != nil else { throw second }
        }
        throw error
      }
      if configuration.part == nil {
        try ScanSummary(database: database, label: configuration.label).lines().forEach(say)
      } else {
        try await PartSummary(wave: wave).lines().forEach(say)
      }
    }
    try database.close()
    withExtendedLifetime(lock) {}
  }

  private var setup: WaveSetup {
    WaveSetup(
      label: configuration.label, asOf: configuration.asOf, isSynthetic: configuration.isSynthetic,
      port: configuration.port, seed: configuration.seed, settings: configuration.settings,
      version: Mxcensus.version, frame: configuration.sample.frame, vantage: configuration.identity.clientName.text)
  }

  private func runStages(of wave: Wave, lists: ListStage) async throws {
    if try await wave.stage() == .list { try await lists.run(into: wave) } else { try await lists.compare(with: wave) }
    if let part = configuration.part { return try await make(part, of: wave) }
    if try await [.domains, .hosts].contains(wave.stage()) {
      try await resolve(wave)
      try await wave.finishResolving()
    }
    if try await wave.stage() == .probes {
      try await probe(wave)
      try await wave.noteWhole(at: .now)
      try await wave.enter(.judging)
    }
    try await judge(wave)
  }

  /// Makes one part and leaves the wave partial.
  private func make(_ part: SurveyPart, of wave: Wave) async throws {
    if try await wave.begin(part) {
      switch part.stage {
      case .resolve: try await resolve(wave)
      case .probe: try await probe(wave)
      }
      try await wave.finish(part, at: .now)
    } else {
      say("\(part) of wave \(configuration.label) is there already; nothing to do")
      try await wave.set(.partial)
    }
  }

  private func requireResolved() throws {
    let database = try SurveyDatabase(reading: configuration.databasePath)
    let stage = try database.stage(of: configuration.label)
    try database.close()
    switch stage {
    case .probes, .judging, .done: return
    case .list, .domains, .hosts, nil:
      throw Refusal(
        .configuration,
        """
        \(configuration.databasePath) holds no resolved wave \(configuration.label) to probe; merge all shards of \
        --stage resolve into it first
        """)
    }
  }

  private func resolve(_ wave: Wave) async throws {
    let resolution = ResolutionStages(configuration: configuration, progress: progress)
    let resolver = try await resolution.openResolver(for: wave)
    defer { resolver.close() }
    if try await wave.stage() == .domains {
      try await resolution.resolveDomains(of: wave, with: resolver)
      // Where only a shard is resolved, there are domains left.
      if configuration.part == nil { try await wave.enter(.hosts) }
    }
    try await resolution.resolveHosts(of: wave, with: resolver)
    if configuration.measurement.looksAtMTASTS { try await resolution.resolvePolicies(of: wave, with: resolver) }
  }

  private func probe(_ wave: Wave) async throws {
    let counts = try await wave.probeCounts()
    let shard = configuration.part?.shard ?? .whole
    progress.begin("probes", total: shard == .whole ? counts.total : 0, before: counts.done)
    let prober = Prober(
      ProbeConfiguration(
        clientName: configuration.identity.clientName, timeouts: configuration.timeouts,
        offersPostQuantum: configuration.measurement.offersPostQuantum))
    let places = ShuffledPlaces(count: try await wave.targetCount(), seed: configuration.seed)
    let inference = InferenceRule(configuration)
    let feed = TaskFeed { () -> [AddressVisit]? in
      guard let ordinals = await places.next() else { return nil }
      return try await wave.pendingAddresses(at: ordinals, inferring: inference)
        .filter { [seed = configuration.seed] in shard.holds($0.address.network, seed: seed) }.map(AddressVisit.init)
    }
    let store = ProbeStore(
      write: { results in
        let others = try await wave.record(results.map(ProbedName.init), inferring: inference) {
          CertificateFields(der: $0)
        }
        for result in results {
          if result.tries == nil {
            progress.count(result.finalObservation.ending.outcome.rawValue)
          } else {
            progress.countAgain("tried again")
          }
        }
        if others.inferred != 0 { progress.count("inferred", by: others.inferred) }
        if others.notProbed > 0 { progress.count(Outcome.notProbed.rawValue, by: others.notProbed) }
      },
      connections: { try await wave.connections(of: $0) }, addConnection: { try await wave.addConnection(to: $0) },
      retries: { RetryPage(try await wave.retries(at: $0, limit: $1)) })
    let stage = ProbeStage(
      window: configuration.window, port: configuration.port, rank: inference.rank,
      manners: configuration.manners, policy: configuration.policy, visitsIPv6: configuration.visitsIPv6,
      looks: configuration.measurement.looks, watchesVantage: true,
      history: try await VantageHistory(of: wave, shard: shard, configuration), feed: feed, store: store, now: { .now },
      announce: { progress.note($0) }, probe: { await prober.probe($0, look: $1) })
    do {
      try await prober.whileRunning { try await stage.run() }
    } catch {
      switch error {
      case VantageFault.broken(let since, _), VantageFault.unanswered(let since, _):
        try await wave.forgetProbes(since: since)
      default: break
      }
      throw error
    }
  }

  private func judge(_ wave: Wave) async throws {
    progress.begin("judging", total: 0)
    let plans = configuration.judging.plans(seen: try await wave.intermediates())
    try await wave.finish(judging: plans, finishedAt: .now, operatorOf: configuration.operators)
  }

  /// Shows progress while a body runs.
  private func withProgress(_ body: () async throws -> Void) async throws {
    let line = ProgressLine(
      progress: progress, isQuiet: configuration.isQuiet, isVerbose: configuration.isVerbose)
    let task = Task { await line.run() }
    do {
      try await body()
    } catch {
      task.cancel()
      await task.value
      throw error
    }
    task.cancel()
    await task.value
  }

  private func say(_ text: String) {
    if !configuration.isQuiet { Terminal.say(text) }
  }
}
