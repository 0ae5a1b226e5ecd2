import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan
import SurveyStore

/// The second stage, in two halves: the MX sets of the domains, then the addresses of every MX host once.
struct ResolutionStages: Sendable {
  let configuration: ScanConfiguration
  let progress: Progress

  /// A resolver that is known to answer. Where no validated answer comes through it, the wave runs without an anchor
  /// and everything DNSSEC is unknown.
  func openResolver(for wave: Wave) async throws -> Resolver {
    let answering = try await AnsweringResolver(configuration.resolver, unknown: "DNSSEC is unknown in this wave")
    try await wave.noteDNSSEC(isValidated: answering.isValidating)
    return answering.resolver
  }

  /// Domains that are looked up here.
  private var shard: Shard { configuration.part?.shard ?? .whole }

  /// How many of a wave's domains there are to do; 0 where only a shard of them is.
  private func total(_ count: Int) -> Int { shard == .whole ? count : 0 }

  private func holds(_ task: DomainTask) -> Bool { shard.holds(task.name, seed: configuration.seed) }

  /// MX look-ups of all domains that have none yet, in the seeded order.
  func resolveDomains(of wave: Wave, with resolver: Resolver) async throws {
    let count = try await wave.domainCount()
    progress.begin("domains", total: total(Int(count)), before: try await wave.resolvedDomainCount())
    let places = ShuffledPlaces(count: count, seed: configuration.seed)
    let pace = Pace(perSecond: configuration.dnsRate)
    let known = KnownMXSets()
    let stage = LookupStage<DomainTask, (task: DomainTask, lookup: MXLookup)>(
      window: configuration.window,
      feed: TaskFeed {
        guard let ordinals = await places.next() else { return nil }
        return try await wave.pendingDomains(at: ordinals).filter(holds)
      },
      sink: BatchSink { rows in
        try await wave.record(rows, known: known)
        for row in rows { progress.count(row.lookup.word) }
      },
      perform: { task in
        try await pace.wait()
        return (task, try await resolver.mx(task.name))
      })
    try await stage.run()
  }

  /// Address look-ups of all MX hosts that have none yet.
  func resolveHosts(of wave: Wave, with resolver: Resolver) async throws {
    let counts = try await wave.hostCounts()
    progress.begin("MX hosts", total: counts.total, before: counts.done)
    let cursor = HostCursor(wave: wave)
    let finder = HostFinder(
      resolver: resolver, port: configuration.port, looksAtDANE: configuration.measurement.looksAtDANE,
      pace: Pace(perSecond: configuration.dnsRate))
    let stage = LookupStage<HostTask, (task: HostTask, finding: HostFinding)>(
      window: configuration.window, feed: TaskFeed { try await cursor.next() },
      sink: BatchSink { rows in
        try await wave.record(rows)
        for row in rows { progress.count(row.finding.lookup.failure?.word ?? "ok") }
      },
      perform: { (task: $0, finding: try await finder.finding(of: $0.name)) })
    try await stage.run()
  }

  /// MTA-STS and TLSRPT of all domains that have an MX with an address and have not been asked yet.
  func resolvePolicies(of wave: Wave, with resolver: Resolver) async throws {
    let counts = try await wave.policyCounts()
    progress.begin("policies", total: total(counts.total), before: counts.done)
    let places = ShuffledPlaces(count: try await wave.domainCount(), seed: configuration.seed)
    let fetcher = configuration.makePolicyFetcher()
    let finder = configuration.makePolicyFinder(resolver, fetcher)
    let stage = LookupStage<DomainTask, (task: DomainTask, policy: MailPolicy)>(
      window: configuration.window,
      feed: TaskFeed {
        guard let ordinals = await places.next() else { return nil }
        return try await wave.pendingPolicies(at: ordinals).filter(holds)
      },
      sink: BatchSink { rows in
        try await wave.record(rows)
        for row in rows { progress.count("MTA-STS \(row.policy.mtaSTS.status?.rawValue ?? "unknown")") }
      },
      perform: { (task: $0, policy: try await finder.policy(of: $0.name)) })
    try await fetcher.whileRunning { try await stage.run() }
  }
}

/// Walks through the hosts that are not looked up yet, page by page.
private actor HostCursor {
  private let wave: Wave
  private var last: Int64 = 0

  init(wave: Wave) { self.wave = wave }

  func next() async throws -> [HostTask]? {
    let page = try await wave.pendingHosts(after: last, limit: 512)
    guard let end = page.last else { return nil }
    last = end.hostID
    return page
  }
}

extension MXLookup {
  /// The word that progress counts under.
  var word: String {
    switch self {
    case .records(let set, _): set.status.rawValue
    case .none: "no MX"
    case .failed(let failure): failure.rawValue
    }
  }
}
