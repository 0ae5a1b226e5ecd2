import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct FaultTests {
  private static let descriptors = ProbeEnding(stage: .connect, reason: .local(.descriptors))

  private func wave(_ count: Int) -> FakeWave {
    FakeWave((0..<count).map { visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0) })
  }

  @Test func aStormOfFaultsEndsTheWaveAndLeavesThoseNamesPending() async throws {
    let wave = wave(200)
    await #expect(throws: LocalFault.descriptors) {
      try await wave.run { target, _, _ in (target.address.octets[3] < 100 ? .completed : Self.descriptors, nil) }
    }
    #expect(!wave.reasons.isEmpty)
    #expect(wave.reasons.values.allSatisfy { $0 == .ok })
    // The same once more, when there are descriptors again.
    try await wave.run { _, _, _ in (.completed, nil) }
    #expect(wave.reasons.count == 200)
  }

  @Test func faultsThatNothingFollowsAreNotRecorded() async throws {
    let wave = wave(10)
    await #expect(throws: LocalFault.descriptors) {
      try await wave.run(window: 1) { target, _, _ in
        (target.address.octets[3] == 9 ? Self.descriptors : .completed, nil)
      }
    }
    #expect(wave.reasons.count == 9)
  }

  @Test func aFaultAmongAnswersIsRecordedAsOurs() async throws {
    let wave = wave(10)
    try await wave.run(window: 1) { target, _, _ in
      (target.address.octets[3] == 4 ? Self.descriptors : .completed, nil)
    }
    #expect(wave.reasons[4] == .local(.descriptors))
    #expect(wave.dials.withLock { $0.count } == 9 + 5)
  }

  /// Faults of our own are no connections: an address is not spent by them.
  @Test func triesThatMadeNoConnectionDoNotCount() async throws {
    let wave = FakeWave([visit(address: .v4(0x0808_0808), id: 1, names: (0..<8).map { "mx\($0).example" })])
    try await wave.run { _, _, number in (number < 4 ? Self.descriptors : .completed, nil) }
    #expect(wave.rows.withLock { $0.values.count { $0[0].ending.reason == .ok } } == 8)
  }

  @Test func theWindowShrinksOnceForAShortageAndGrowsAgain() {
    let width = WindowWidth(100)
    let now = ContinuousClock.now
    for _ in 0..<50 { width.shrink(at: now) }
    #expect(width.current == 75)
    width.shrink(at: now + .seconds(2))
    #expect(width.current == 56)
    for _ in 0..<56 { width.recover() }
    #expect(width.current == 57)
    for _ in 0..<100_000 { width.recover() }
    #expect(width.current == 100)
    for second in 3..<60 { width.shrink(at: now + .seconds(second)) }
    #expect(width.current == 1)
  }

  /// While descriptors are short, fewer addresses are in flight.
  @Test func aNarrowWindowHandsOutNoMore() async throws {
    let visits = (0..<20).map { visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0) }
    let source = Locked<[AddressVisit]?>(visits)
    let width = WindowWidth(10)
    let queue = AddressQueue(
      feed: TaskFeed {
        source.withLock { visits in
          defer { visits = nil }
          return visits
        }
      }, ledger: DialLedger(Manners(gap: .zero, perNetwork: 0, rate: 0), window: 10), width: width, lookahead: 20,
      now: { Instant(epoch: 0) })
    var out: [AddressVisit] = []
    for _ in 0..<7 { out.append(try #require(try await queue.next())) }
    width.shrink()
    let eighth = Locked(false)
    let waiting = Task {
      _ = try await queue.next()
      eighth.withLock { $0 = true }
    }
    for _ in 0..<100 { await Task.yield() }
    #expect(!eighth.withLock { $0 })
    try await queue.finished(out[0])
    try await waiting.value
    #expect(eighth.withLock { $0 })
  }
}
