import SurveyCore
import Testing

@testable import SurveyScan

/// Faults of our own where somebody waits for each answer.
@Suite struct FaultHoldTests {
  private static let hold = FaultPatience(tries: 1, pause: .milliseconds(1), hold: .milliseconds(1))

  private func run(
    _ results: Locked<[ProbeResult]>, feed: TaskFeed<AddressVisit>,
    answer: @escaping @Sendable (ProbeTarget) async -> Reason
  ) async throws {
    let stage = ProbeStage(
      window: 1, port: 25, rank: .fake, manners: Manners(gap: .zero, perNetwork: 0, rate: 0),
      policy: LivePolicy(AddressPolicy(blocklist: .empty, scope: .all)), visitsIPv6: true, patience: Self.hold,
      batch: 1,
      feed: feed, store: ProbeStore { rows in results.withLock { $0 += rows } }, now: { Instant(epoch: 0) },
      probe: { target, look in
        let reason = await answer(target)
        return Observation(
          target: target, look: look, observedAt: Instant(epoch: 0),
          ending: ProbeEnding(stage: reason == .ok ? .established : .connect, reason: reason),
          timings: .init(total: 0))
      })
    try await stage.run()
  }

  /// The next question comes when the last is answered.
  @Test(.timeLimit(.minutes(1))) func theAnswerIsNotHeldBackForEver() async throws {
    let results = Locked<[ProbeResult]>([])
    let asked = Locked(0)
    let feed = TaskFeed<AddressVisit> {
      let number = asked.withLock {
        $0 += 1
        return $0
      }
      while results.withLock({ $0.count }) < number - 1 { try await Task.sleep(for: .milliseconds(1)) }
      return number > 2 ? nil : [visit(address: .v4(0x0808_0000 + UInt32(number)), id: number)]
    }
    try await run(results, feed: feed) { $0.address.octets[3] == 1 ? .local(.memory) : .ok }
    #expect(results.withLock { $0.map(\.finalObservation.ending.reason) } == [.local(.memory), .ok])
  }

  /// What was answered meanwhile counts in a storm all the same.
  @Test func aStormIsNoticedThoughItIsAnswered() async throws {
    let results = Locked<[ProbeResult]>([])
    let visits = Locked((0..<200).map { visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0) })
    let feed = TaskFeed<AddressVisit> { visits.withLock { $0.isEmpty ? nil : [$0.removeFirst()] } }
    await #expect(throws: LocalFault.ports) {
      try await run(results, feed: feed) { _ in
        try? await Task.sleep(for: .milliseconds(2))
        return .local(.ports)
      }
    }
    let count = results.withLock { $0.count }
    #expect((1...50).contains(count))
  }
}
