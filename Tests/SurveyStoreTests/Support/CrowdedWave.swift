import SurveyCore

@testable import SurveyStore

/// A resolved wave of addresses behind many names, probed by a script and from page to page, as the stages of a scan do it.
final class CrowdedWave {
  /// What a dial sees, by its place among those to the address, from 0.
  typealias Answer = (Address, DomainName, _ dial: Int) -> SmallSurvey.Sight

  let wave: Wave
  let rule: InferenceRule
  private(set) var dials: [Address: [DomainName]] = [:]
  /// Connections that the store does not know of yet.
  private var unwritten: [Address: Int] = [:]
  /// Whether silence is met with one more try.
  var triesSilenceAgain = false

  /// The wave of a database, resolved where it is new.
  /// - Parameters:
  ///   - names: of each address, the first being 198.51.100.1.
  ///   - checkShare: by default nothing is checked.
  init(
    _ names: [[String]], in database: SurveyDatabase, checkShare: Double = 0, seed: UInt64 = 7,
    optedOut: (@Sendable (DomainName) -> Bool)? = nil, tlsa: [String: TLSAFinding] = [:]
  ) async throws {
    rule = InferenceRule(
      rank: NameRank(seed: seed, digest: { .synthetic($0) }), connections: 8, checkShare: checkShare,
      optedOut: { optedOut })
    wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    guard try await wave.stage() == .list else { return }
    var survey = SmallSurvey()
    survey.tlsa = tlsa
    var addresses: [String: [Address]] = [:]
    for (place, names) in names.enumerated() {
      for name in names { addresses[name, default: []].append(CrowdedWave.address(place)) }
    }
    for (name, found) in addresses.sorted(by: { $0.key < $1.key }) {
      survey.domain("d-\(name)", (10, name))
      survey.addresses[name] = HostLookup(.addresses(found, .secure), .addresses([], .secure))
    }
    try await wave.noteDNSSEC(isValidated: true)
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.list()
    try await recorder.resolve()
  }

  static func address(_ place: Int) -> Address { .v4(0xc633_6401 + UInt32(place)) }

  /// Probes what there is to probe.
  /// - Parameters:
  ///   - batch: results that are recorded together.
  ///   - writes: after how many of these it is stopped; `nil`: when all is done.
  /// - Returns: whether all is done.
  @discardableResult
  func probe(batch: Int = 5, writes limit: Int? = nil, _ answer: Answer) async throws -> Bool {
    var left = limit ?? .max
    let ordinals = Array(0..<(try await wave.targetCount()))
    var page: [Visit] = []
    for task in try await wave.pendingAddresses(at: ordinals, inferring: rule) {
      for name in task.names { page.append(Visit(task.addressID, task.address, name.hostID, name.name, nil)) }
    }
    if page.isEmpty { page = try await due() }
    while !page.isEmpty {
      for start in stride(from: 0, to: page.count, by: batch) {
        guard left > 0 else { return false }
        left -= 1
        unwritten = [:]
        var results: [ProbedName] = []
        for visit in page[start..<min(start + batch, page.count)] { results.append(try await look(visit, answer)) }
        try await wave.record(results, inferring: rule, describe: describeFake)
      }
      page = try await due()
    }
    return true
  }

  private func due() async throws -> [Visit] {
    try await wave.retries(at: Instant(epoch: 2_000_000), limit: 1_000).due.flatMap { task in
      task.names.map { Visit(task.addressID, task.address, $0.hostID, $0.name, $0.tries) }
    }
  }

  private struct Visit {
    let addressID: Int64, address: Address, hostID: Int64, name: DomainName, tries: Int?

    init(_ addressID: Int64, _ address: Address, _ hostID: Int64, _ name: DomainName, _ tries: Int?) {
      (self.addressID, self.address, self.hostID, self.name, self.tries) = (addressID, address, hostID, name, tries)
    }
  }

  private func look(_ visit: Visit, _ answer: Answer) async throws -> ProbedName {
    let made = try await wave.connections(of: visit.addressID) + unwritten[visit.address, default: 0]
    let limited = SmallSurvey.Sight(ending: ProbeEnding(stage: .policy, reason: .policy(.addressLimit)))
    var sight = limited
    if made < rule.connections {
      sight = answer(visit.address, visit.name, made)
      if sight.ending.stage != .policy { dials[visit.address, default: []].append(visit.name) }
    }
    let observation = Observation(sight, address: visit.address, name: visit.name)
    if SpentConnections.isConnection(observation) { unwritten[visit.address, default: 0] += 1 }
    let isAgain = triesSilenceAgain && visit.tries == nil && sight.ending.reason == .tcpTimeout
    return ProbedName(
      addressID: visit.addressID, hostID: visit.hostID,
      observations: [observation],
      keepsEarlierRows: visit.tries != nil && !sight.ending.outcome.isConclusive,
      retry: isAgain ? ProbedName.Retry(tries: 0, dueAt: Instant(epoch: 1_500_000)) : nil)
  }

  /// Finishes the wave.
  func finish() async throws {
    try await wave.enter(.judging)
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
  }
}
