internal import SurveyCore

/// Watches the place from which a wave is measured, by the results and by canaries that are asked again.
actor VantageWatch {
  /// How an attempt to ask a canary ended.
  enum Attempt: Sendable {
    /// It was asked.
    case asked(CanaryFinding)
    /// Not at the moment: it is being visited, or its network is, or nothing is to be dialled any more.
    case busy
    /// Not again in this wave: it has had its connections, or may not be dialled.
    case spent
  }

  private var gauge: VantageGauge
  private var isAsking = false
  /// When all was well for the last time.
  private var goodAt: Instant
  private let now: @Sendable () -> Instant
  private let ask: @Sendable (Canary) async throws -> Attempt

  /// Canaries that are asked at once.
  private static let askedAtOnce = 2

  /// A watch that begins now.
  /// - Parameters:
  ///   - history: what earlier runs of the wave saw; `nil`: there are none.
  ///   - ask: dials a canary.
  init(
    history: VantageHistory?, now: @escaping @Sendable () -> Instant,
    ask: @escaping @Sendable (Canary) async throws -> Attempt
  ) {
    gauge = VantageGauge(isAnswered: history?.lastAnswer != nil, known: history?.canaries ?? [])
    self.now = now
    self.ask = ask
    // Silence at the end of an earlier run is in doubt as well.
    goodAt = history?.lastAnswer ?? history?.began ?? now()
  }

  /// Takes a result in; whoever brings the one after which the canaries are due asks them.
  /// - Throws: `VantageFault`, `CancellationError`, or what the store throws.
  func note(_ result: ProbeResult) async throws {
    switch gauge.note(result) {
    case .goOn: return
    case .stop(let refusals, let count): throw VantageFault.refused(refusals: refusals, of: count)
    case .stopUnanswered(let probes): throw VantageFault.unanswered(since: goodAt, probes: probes)
    case .ask:
      guard !isAsking else { return }
      isAsking = true
      defer { isAsking = false }
      try await askCanaries()
    }
  }

  /// The end of all visits: what was seen at last is not to go unasked.
  /// - Throws: as `note` does.
  func finish() async throws {
    if gauge.endsInSilence { try await askCanaries() }
  }

  private func askCanaries() async throws {
    let began = now()
    var findings: [CanaryFinding] = []
    for canary in gauge.canaries where findings.count < VantageWatch.askedAtOnce {
      switch try await ask(canary) {
      case .asked(let finding):
        findings.append(finding)
        gauge.moveBack(canary)
      case .spent: gauge.drop(canary)
      case .busy: continue
      }
    }
    if findings.sayThatTheVantageIsBroken { throw VantageFault.broken(since: goodAt, canaries: findings) }
    guard findings.count == VantageWatch.askedAtOnce else { return gauge.couldNotAsk() }
    gauge.asked()
    // One that is lost and one that is not: nothing is wrong for sure, and nothing is well for sure.
    if findings.allSatisfy({ $0.answer == .alive }) { goodAt = began }
  }
}
