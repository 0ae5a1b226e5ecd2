import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct RetryTests {
  private static let twice = Manners(
    gap: .zero, perNetwork: 0, rate: 0, retries: RetryRule(limit: 2, delay: 1_800))

  private func wave(_ count: Int, names: [String] = ["mx.example"]) -> FakeWave {
    FakeWave((0..<count).map { visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0, names: names) })
  }

  @Test func whatPutsUsOffIsTriedAgainAndItsAnswerCounts() async throws {
    let wave = wave(40)
    try await wave.run(manners: Self.twice) { target, _, number in
      // Every fourth behaves, puts us off once, twice, or for ever.
      let mood = target.address.octets[3] % 4
      return (mood > number ? .putOff : .completed, nil)
    }
    for (id, reason) in wave.reasons { #expect(reason == (id % 4 == 3 ? .greeting4xx : .ok)) }
    let dials = wave.dials.withLock { Dictionary(grouping: $0) { Int($0.target.address.octets[3]) } }
    for (id, dials) in dials {
      #expect(dials.count == min(3, id % 4 + 1))
      for (earlier, later) in zip(dials, dials.dropFirst()) { #expect(later.at.epoch - earlier.at.epoch >= 1_800) }
    }
    #expect(wave.retries.withLock { $0.isEmpty })
  }

  @Test func silenceIsTriedAgainOnce() async throws {
    let wave = wave(5)
    try await wave.run(manners: Self.twice) { _, _, _ in (.silent, nil) }
    #expect(wave.dials.withLock { $0.count } == 10)
    #expect(wave.reasons.values.allSatisfy { $0 == .noBanner })
    // The wait was told: all five, for the whole delay.
    #expect(wave.waits.withLock { $0.first } == RetryWait(names: 5, until: Instant(epoch: 1_001_801)))
  }

  @Test func withoutRetriesNothingIsTriedAgain() async throws {
    let wave = wave(5)
    try await wave.run { _, _, _ in (.putOff, nil) }
    #expect(wave.dials.withLock { $0.count } == 5)
    #expect(wave.waits.withLock { $0.isEmpty })
  }

  /// Those that are due come between first visits; there is no second pass behind all of them.
  @Test func whatIsDueIsMixedInWithFirstVisits() async throws {
    let wave = wave(400)
    let manners = Manners(gap: .zero, perNetwork: 0, rate: 0, retries: RetryRule(limit: 1, delay: 10))
    try await wave.run(window: 2, manners: manners) { target, _, number in
      wave.advance(by: 1)
      return (target.address == .v4(0x0808_0000) && number == 0 ? .putOff : .completed, nil)
    }
    let order = wave.dials.withLock { $0.map { $0.target.address == .v4(0x0808_0000) } }
    let again = try #require(order.lastIndex(of: true))
    #expect(order.count == 401)
    #expect(again > 10 && again < 200)
  }

  @Test func aTryIsAWholeNewSequenceOfLooks() async throws {
    let wave = wave(1)
    try await wave.run(manners: Self.twice) { _, look, number in
      switch number {
      case 0: (ProbeEnding(stage: .handshake, reason: .handshake(.timeout)), nil)
      case 1: (ProbeEnding(stage: .handshake, reason: .handshake(.alert(40))), nil)
      default: (.completed, nil)
      }
    }
    #expect(wave.dials.withLock { $0.map(\.look) } == [.modern, .modern, .legacy])
    #expect(wave.rows.withLock { $0.values.map { $0.map(\.look) } } == [[.modern, .legacy]])
  }

  @Test func triesAreWithinTheConnectionsOfAnAddress() async throws {
    let wave = wave(1, names: (0..<5).map { "mx\($0).example" })
    try await wave.run(manners: Self.twice) { _, _, _ in (.putOff, nil) }
    #expect(wave.dials.withLock { $0.count } == 8)
    // Where there is no connection left, what was seen before stays.
    #expect(wave.reasons.values.allSatisfy { $0 == .greeting4xx })
    #expect(wave.rows.withLock { $0.values.allSatisfy { $0.allSatisfy { $0.ending.reason == .greeting4xx } } })
    #expect(wave.retries.withLock { $0.isEmpty })
  }

  @Test func aTryThatMayNotBeMadeLeavesWhatWasSeen() async throws {
    let wave = wave(3)
    try await wave.run(manners: Self.twice) { _, _, _ in
      // In the meantime the owner asked to be left alone.
      wave.policy.replace(
        by: AddressPolicy(
          blocklist: Blocklist(addresses: AddressSet([Network(.v4(0x0808_0000), prefixLength: 24)])), scope: .all))
      return (.putOff, nil)
    }
    let dialled = wave.dials.withLock { Set($0.map(\.target.address)).count }
    #expect(wave.dials.withLock { $0.count } == dialled)
    #expect(wave.reasons.values.count { $0 == .greeting4xx } == dialled)
  }

  /// A wave that is stopped while it waits goes on waiting.
  @Test func aStoppedWaitGoesOn() async throws {
    let wave = wave(6)
    let task = Task {
      try await wave.run(manners: Self.twice) { _, _, number in
        // The second round never comes back by itself.
        if number > 0 { try? await Task.sleep(for: .seconds(600)) }
        return (.putOff, nil)
      }
    }
    while wave.dials.withLock({ $0.count }) < 7 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(wave.retries.withLock { $0.values.map(\.tries) } == [Int](repeating: 0, count: 6))
    let before = wave.dials.withLock { $0.count }
    try await wave.run(manners: Self.twice) { _, _, _ in (.putOff, nil) }
    #expect(wave.dials.withLock { $0.count } - before == 12)
    #expect(wave.retries.withLock { $0.isEmpty })
  }

  @Test(arguments: [1, 3, 64])
  func manyNamesEndWhateverTheWindow(window: Int) async throws {
    let wave = wave(300, names: ["a.example", "b.example"])
    let manners = Manners(gap: .zero, perNetwork: 2, rate: 0, retries: RetryRule(limit: 2, delay: 0))
    try await wave.run(window: window, manners: manners) { _, _, number in
      await Task.yield()
      return (number % 3 == 2 ? .completed : .putOff, nil)
    }
    #expect(wave.rows.withLock { $0.count } == 600)
    #expect(wave.retries.withLock { $0.isEmpty })
    let most = wave.dials.withLock { Dictionary(grouping: $0, by: \.target.address).values.map(\.count).max() }
    #expect(try #require(most) <= 6)
  }
}
