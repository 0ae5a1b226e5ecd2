import SurveyCore

@testable import SurveyStore

/// A whole survey in a few lines: what each look-up and each probe finds. It is recorded as the stages of a scan do it.
struct SmallSurvey {
  /// What one probe sees.
  struct Sight: Hashable {
    var ending = ProbeEnding(stage: .established, reason: .ok)
    var session: TLSSession?
    var chain: PresentedChain?
    var observedAt: Int64 = 1_000_000
  }

  /// Domains of each list, in its order; the first list is that of `domain_weighted`.
  var lists: [[(name: String, weight: Double)]] = [[]]
  var weighting = ListWeighting.given
  /// What the MX look-up of a domain finds; NXDOMAIN where it is not here.
  var mx: [String: MXLookup] = [:]
  /// What the address look-ups of a host find; NXDOMAIN where it is not here.
  var addresses: [String: HostLookup] = [:]
  /// What the DNS says of a host's DANE; not looked at where it is not here.
  var tlsa: [String: TLSAFinding] = [:]
  /// The policies of domains; not asked for where there are none at all.
  var policies: [String: MailPolicy] = [:]
  /// The flags of the wave.
  var settings = ["tls": "automatic", "pq": "yes", "dane": "yes", "mta-sts": "yes"]
  /// What the probe of an address under a name sees, by default and in particular.
  var sights: [String: [String: Sight]] = [:]

  /// Adds a domain to the first list.
  mutating func domain(_ name: String, weight: Double = 1, mx lookup: MXLookup) {
    lists[0].append((name, weight))
    mx[name] = lookup
  }

  /// Adds a domain of the first list with one MX at each of the preferences.
  mutating func domain(_ name: String, weight: Double = 1, _ exchanges: (Int, String)...) {
    domain(name, weight: weight, mx: .records(MXSet(exchanges), .insecure))
  }

  /// Adds a host whose addresses all see the same, or, with one sight for each, each its own.
  mutating func host(_ name: String, _ sights: (String, Sight)...) {
    let found = sights.compactMap { Address($0.0) }
    addresses[name] = HostLookup(.addresses(found, .insecure), .addresses([], .insecure))
    for (address, sight) in sights { self.sights[address, default: [:]][name] = sight }
  }

  /// Records everything and finishes the wave.
  /// - Parameter seed: the order of the record calls and so of all row numbers; `nil` is the order of the lists.
  @discardableResult
  func record(
    into database: SurveyDatabase, label: String = "2026-11", asOf: Instant? = nil, seed: UInt64? = nil,
    judge: FakeJudge = FakeJudge(), frame: Frame = .census
  ) async throws -> Wave {
    var setup = WaveSetup(label, asOf: asOf)
    setup.frame = frame
    setup.settings = settings
    let wave = try await database.wave(setup, startedAt: Instant(epoch: 1_000_000))
    try await wave.noteDNSSEC(isValidated: true)
    let recorder = SurveyRecorder(survey: self, wave: wave, seed: seed)
    try await recorder.list()
    try await recorder.resolve()
    try await recorder.probe()
    try await wave.enter(.judging)
    try await wave.finish(judging: [JudgementPlan(judge: judge)], finishedAt: Instant(epoch: 1_100_000))
    return wave
  }
}

/// The stages of a scan without network.
struct SurveyRecorder {
  let survey: SmallSurvey
  let wave: Wave
  private let seed: UInt64?

  init(survey: SmallSurvey, wave: Wave, seed: UInt64? = nil) {
    self.survey = survey
    self.wave = wave
    self.seed = seed
  }

  func list() async throws {
    var outcomes: [ListOutcome] = []
    for (number, list) in survey.lists.enumerated() {
      let domains = list.map { ListedDomain(name: DomainName(uncheckedCanonical: $0.name), weight: $0.weight) }
      for batch in batches(domains, salt: 1) {
        try await wave.add(batch, listNumber: number, weighting: survey.weighting)
      }
      outcomes.append(
        ListOutcome(
          name: "list\(number).csv", weighting: survey.weighting, lines: list.count, entries: list.count,
          rejected: [:]))
    }
    try await wave.finishLists(outcomes, sha256: .synthetic("lists"))
  }

  func resolve() async throws {
    try await lookUp()
    try await wave.finishResolving()
  }

  /// All look-ups, of some of the domains.
  func lookUp(where isIncluded: (DomainName) -> Bool = { _ in true }) async throws {
    for batch in batches(Array(0..<(try await wave.domainCount())), salt: 2) {
      let tasks = try await wave.pendingDomains(at: batch).filter { isIncluded($0.name) }
      try await wave.record(tasks.map { ($0, survey.mx[$0.name.text] ?? .failed(.nxdomain)) })
    }
    for batch in batches(try await wave.pendingHosts(after: 0, limit: .max), salt: 3) {
      let failed = HostLookup(.failed(.nxdomain), .failed(.nxdomain))
      try await wave.record(
        batch.map { task in
          let lookup = task.name.map { survey.addresses[$0.text] ?? failed } ?? .invalidName
          return (task, HostFinding(lookup: lookup, tlsa: task.name.flatMap { survey.tlsa[$0.text] }))
        })
    }
    if !survey.policies.isEmpty {
      for batch in batches(Array(0..<(try await wave.domainCount())), salt: 5) {
        let none = MailPolicy(mtaSTS: .absent, tlsrpt: .absent)
        try await wave.record(
          wave.pendingPolicies(at: batch).map { ($0, survey.policies[$0.name.text] ?? none) })
      }
    }
  }

  func probe(where isIncluded: (Address) -> Bool = { _ in true }) async throws {
    let tasks = try await wave.pendingAddresses(at: Array(0..<(try await wave.targetCount()))).filter {
      isIncluded($0.address)
    }
    for batch in batches(tasks.flatMap(rows), salt: 4) {
      try await wave.record(batch, describe: describeFake)
    }
  }

  private func rows(_ task: AddressTask) -> [ProbedName] {
    task.names.compactMap { name in
      survey.sights[task.address.description]?[name.name.text].map { sight in
        ProbedName(
          addressID: task.addressID, hostID: name.hostID,
          observations: [Observation(sight, address: task.address, name: name.name)])
      }
    }
  }

  /// Everything in batches of seven, shuffled where there is a seed.
  private func batches<Element>(_ elements: [Element], salt: UInt64) -> [[Element]] {
    var elements = elements
    if let seed {
      var generator = SplitMix64(seed: SplitMix64.mix(seed) ^ salt)
      elements.shuffle(using: &generator)
    }
    return stride(from: 0, to: elements.count, by: 7).map { Array(elements[$0..<min($0 + 7, elements.count)]) }
  }
}
