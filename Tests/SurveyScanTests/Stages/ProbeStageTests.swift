import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct ProbeStageTests {
  /// What a fake prober was asked for, and when.
  final class Record: Sendable {
    struct Dial { let target: ProbeTarget, look: Look, began: ContinuousClock.Instant, ended: ContinuousClock.Instant }
    let dials = Locked<[Dial]>([])
    let results = Locked<[ProbeResult]>([])
  }

  @Test func everyNameOfEveryAddressGetsOneRow() async throws {
    let visits = (0..<50).map {
      visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0, names: ["a.example", "b.example"])
    }
    let record = try await run(visits)
    let keys = record.results.withLock { $0.map { "\($0.addressID) \($0.finalObservation.target.serverName)" } }
    #expect(keys.count == 100)
    #expect(Set(keys).count == 100)
  }

  @Test func anAddressIsNeverDialledTwiceAtATimeNorWithoutItsGap() async throws {
    let names = ["a.example", "b.example", "c.example", "d.example"]
    let visits = (0..<8).map { visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0, names: names) }
    let gap = Duration.milliseconds(20)
    let record = try await run(visits, manners: Manners(gap: gap, perNetwork: 0, rate: 0))
    let byAddress = record.dials.withLock { Dictionary(grouping: $0, by: \.target.address) }
    #expect(byAddress.count == 8)
    for dials in byAddress.values {
      for (earlier, later) in zip(dials, dials.dropFirst()) { #expect(later.began - earlier.ended >= gap) }
    }
  }

  @Test func reservedAndBlockedAddressesAreRecordedAndNotDialled() async throws {
    let blocked = Blocklist(addresses: AddressSet([Network(.v4(0x0808_0808), prefixLength: 32)]))
    let record = try await run(
      [
        visit(address: .v4(0x7f00_0001), id: 1), visit(address: .v4(0x0808_0808), id: 2),
        visit(address: .v4(0x0808_0404), id: 3),
      ], policy: AddressPolicy(blocklist: blocked, scope: .publicAddresses))
    let reasons = record.results.withLock {
      Dictionary(uniqueKeysWithValues: $0.map { ($0.addressID, $0.finalObservation.ending.reason) })
    }
    #expect(reasons == [1: .policy(.reserved), 2: .policy(.blocklisted), 3: .ok])
    #expect(record.dials.withLock { $0.map(\.target.address) } == [.v4(0x0808_0404)])
  }

  /// A name may lead elsewhere from one lookup to the next. What is judged is the address that goes to the prober, not
  /// the name or an earlier answer: of a host's addresses each stands for itself.
  @Test func everyAddressIsJudgedAsItIsDialled() async throws {
    let texts = [
      "0.0.0.0", "10.0.0.1", "127.0.0.1", "169.254.169.254", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
      "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001::80ff:fffe",
      "fe80::1", "fec0::1", "fc00::1", "ff02::1", "2001:db8::1", "8.8.4.4", "2606:4700::1111",
    ]
    let addresses = try texts.map { try #require(Address($0), "\($0)") }
    let record = try await run(
      addresses.enumerated().map { visit(address: $1, id: $0) },
      policy: AddressPolicy(blocklist: .empty, scope: .publicAddresses))
    #expect(Set(record.dials.withLock { $0.map(\.target.address) }) == Set(addresses.suffix(2)))
    let reserved = record.results.withLock { $0.filter { $0.finalObservation.ending.reason == .policy(.reserved) } }
    #expect(Set(reserved.map(\.finalObservation.target.address)) == Set(addresses.dropLast(2)))
    #expect(reserved.allSatisfy { $0.observations.count == 1 })
  }

  @Test func anAddressIsDialledEightTimesAtMostAndTheRestIsSaidNotToBeProbed() async throws {
    let names = (0..<20).map { "mx\($0).example" }
    let record = try await run([visit(address: .v4(0x0808_0808), id: 1, names: names)])
    #expect(record.dials.withLock { $0.count } == 8)
    let limited = record.results.withLock {
      $0.filter { $0.finalObservation.ending.reason == .policy(.addressLimit) }.map {
        $0.finalObservation.target.serverName
      }
    }
    #expect(limited.count == 12)
    // Which names are left out is a choice of the seed, not of the alphabet.
    #expect(Set(limited) != Set(names.sorted().suffix(12).map { DomainName(uncheckedCanonical: $0) }))
  }

  @Test func connectionsFromBeforeAnInterruptionCount() async throws {
    let names = (0..<6).map { "mx\($0).example" }
    let record = try await run([visit(address: .v4(0x0808_0808), id: 1, names: names, connections: 5)])
    #expect(record.dials.withLock { $0.count } == 3)
  }

  @Test func withoutIPv6ItsAddressesAreInconclusive() async throws {
    let record = try await run([visit(address: .v6(0x2600 << 112), id: 1)], visitsIPv6: false)
    #expect(record.dials.withLock { $0.isEmpty })
    #expect(record.results.withLock { $0.map(\.finalObservation.ending.outcome) } == [.inconclusive])
  }

  @Test func aLocalFaultIsTriedAgainBeforeItIsRecorded() async throws {
    let left = Locked(1)
    let record = try await run([visit(address: .v4(0x0808_0808), id: 1)]) { _, _ in
      left.withLock {
        $0 -= 1; return $0 >= 0
      } ? .local(.descriptors) : .ok
    }
    #expect(record.dials.withLock { $0.count } == 2)
    #expect(record.results.withLock { $0.map(\.finalObservation.ending.reason) } == [.ok])
  }

  @Test func cancellationKeepsWhatWasSeenAndRecordsNothingElse() async throws {
    let record = Record()
    let visits = (0..<200).map { visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0) }
    let task = Task {
      try await run(visits, record: record, window: 4) { _, _ in
        try? await Task.sleep(for: .milliseconds(5))
        return .ok
      }
    }
    while record.dials.withLock({ $0.count }) < 10 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    let results = record.results.withLock { $0 }
    #expect(!results.isEmpty && results.count < 200)
    #expect(results.allSatisfy { $0.finalObservation.ending.reason == .ok })
  }

  /// Where others of an address differ, the store finds further names once it knows, also in a wave that tries nothing again.
  @Test func namesThatTheStoreFindsLaterAreProbedForTheFirstTime() async throws {
    let first = visit(address: .v4(0x0808_0808), id: 1, names: ["a.example"])
    let later = AddressVisit.Name(hostID: 99, name: DomainName(uncheckedCanonical: "later.example"))
    let results = Locked<[ProbeResult]>([])
    let pending = Locked<[AddressVisit]?>([first])
    let stage = ProbeStage(
      window: 4, port: 25, rank: .fake, manners: Manners(gap: .zero, perNetwork: 0, rate: 0),
      policy: LivePolicy(AddressPolicy(blocklist: .empty, scope: .all)), visitsIPv6: true,
      feed: TaskFeed {
        pending.withLock { visits in
          defer { visits = nil }
          return visits
        }
      },
      store: ProbeStore(
        write: { rows in results.withLock { $0 += rows } },
        connections: { _ in results.withLock { $0.count } },
        retries: { _, _ in
          let isDue = results.withLock { $0.count == 1 }
          return RetryPage(
            visits: isDue
              ? [AddressVisit(addressID: 1, address: first.address, names: [later], connections: 1)] : [])
        }),
      now: { Instant(epoch: 0) },
      probe: { target, look in
        Observation(
          target: target, look: look, observedAt: Instant(epoch: 0),
          ending: ProbeEnding(stage: .established, reason: .ok), timings: .init(total: 0))
      })
    try await stage.run()
    let seen = results.withLock { $0 }
    #expect(seen.map(\.finalObservation.target.serverName.text) == ["a.example", "later.example"])
    #expect(seen.map(\.tries) == [nil, nil])
  }

  private static let noSharedCipher: @Sendable (ProbeTarget, Look) async -> Reason = { _, look in
    look == .anull ? .ok : .handshake(.alert(40))
  }

  @Test func allLooksAtANameAreOneResult() async throws {
    let visits = (0..<20).map {
      visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0, names: ["a.example", "b.example"])
    }
    let record = try await run(visits, answer: Self.noSharedCipher)
    let results = record.results.withLock { $0 }
    #expect(results.count == 40)
    for result in results {
      #expect(result.observations.map(\.look) == [.modern, .legacy, .anull])
      #expect(Set(result.observations.map(\.target)).count == 1)
      #expect(result.finalObservation.look == .anull)
    }
  }

  @Test func looksKeepTheGapToo() async throws {
    let gap = Duration.milliseconds(20)
    let record = try await run(
      [visit(address: .v4(0x0808_0808), id: 1, names: ["a.example", "b.example"])],
      manners: Manners(gap: gap, perNetwork: 0, rate: 0), answer: Self.noSharedCipher)
    let dials = record.dials.withLock { $0 }
    #expect(dials.map(\.look) == [.modern, .legacy, .anull, .modern, .legacy, .anull])
    for (earlier, later) in zip(dials, dials.dropFirst()) { #expect(later.began - earlier.ended >= gap) }
  }

  /// Each look is a connection; where they are used up before the sequence ends, nothing is said of the host.
  @Test func looksCountAsConnections() async throws {
    let names = (0..<5).map { "mx\($0).example" }
    let record = try await run(
      [visit(address: .v4(0x0808_0808), id: 1, names: names)], answer: Self.noSharedCipher)
    #expect(record.dials.withLock { $0.count } == 8)
    let looks = record.results.withLock { $0.map { $0.observations.map(\.look) } }
    #expect(
      looks == [
        [.modern, .legacy, .anull], [.modern, .legacy, .anull], [.modern, .legacy, .anull], [.modern], [.modern],
      ])
    let reasons = record.results.withLock { $0.map(\.finalObservation.ending.reason) }
    #expect(reasons[..<2] == [.ok, .ok])
    #expect(reasons[2...].allSatisfy { $0 == .policy(.addressLimit) })
  }

  @Test(
    arguments: [
      (nil, [.modern]), (.modern, [.modern]), (.legacy, [.legacy]), (.both, [.modern, .legacy]),
    ] as [(LookChoice?, [Look])])
  func choiceOfLooksIsKept(choice: LookChoice?, looks: [Look]) async throws {
    let visits = [visit(address: .v4(0x0808_0808), id: 1), visit(address: .v6(0x2600 << 112), id: 2)]
    let record = try await run(visits, visitsIPv6: false, looks: LookSequence(choice))
    #expect(record.dials.withLock { $0.map(\.look) } == looks)
    // What is not dialled has the look that would have been first.
    let notDialled = record.results.withLock { $0.filter { $0.addressID == 2 }.flatMap(\.observations) }
    #expect(notDialled.map(\.look) == [looks[0]])
  }

  @Test func cancellationBetweenLooksRecordsNeither() async throws {
    let record = Record()
    let task = Task {
      try await run(
        [visit(address: .v4(0x0808_0808), id: 1)], record: record,
        manners: Manners(gap: .seconds(600), perNetwork: 0, rate: 0), answer: Self.noSharedCipher)
    }
    while record.dials.withLock({ $0.isEmpty }) { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(record.dials.withLock { $0.map(\.look) } == [.modern])
    #expect(record.results.withLock { $0.isEmpty })
  }

  /// Who is told to stop lets what is under way end, and dials nobody more: neither another address nor another name.
  @Test(arguments: [1, 3])
  func whereNobodyIsToBeDialledAnyMoreTheStageEnds(window: Int) async throws {
    let visits = (0..<30).map {
      visit(address: .v4(0x0808_0000 + UInt32($0)), id: $0, names: ["a.example", "b.example", "c.example"])
    }
    let record = Record()
    let isStopped = Locked(false)
    try await run(visits, record: record, window: window, isStopped: isStopped) { _, _ in
      if record.dials.withLock({ $0.count }) >= 10 { isStopped.withLock { $0 = true } }
      return .ok
    }
    let (dials, results) = (record.dials.withLock { $0.count }, record.results.withLock { $0.count })
    #expect(dials >= 11 && dials <= 10 + window && results == dials)
  }

  /// Nor for a look that is called for: then nothing is known of the name.
  @Test func aNameThatLacksALookWhenTheStageStopsHasNoResult() async throws {
    let record = Record()
    let isStopped = Locked(false)
    try await run([visit(address: .v4(0x0808_0808), id: 1)], record: record, isStopped: isStopped) { _, _ in
      isStopped.withLock { $0 = true }
      return .handshake(.alert(40))
    }
    #expect(record.dials.withLock { $0.map(\.look) } == [.modern])
    #expect(record.results.withLock { $0.isEmpty })
  }

  @discardableResult
  private func run(
    _ visits: [AddressVisit], record: Record = Record(), window: Int = 8,
    manners: Manners = Manners(gap: .zero, perNetwork: 0, rate: 0),
    policy: AddressPolicy = AddressPolicy(blocklist: .empty, scope: .all), visitsIPv6: Bool = true,
    looks: LookSequence = LookSequence(), isStopped: Locked<Bool> = Locked(false),
    answer: @escaping @Sendable (ProbeTarget, Look) async -> Reason = { _, _ in .ok }
  ) async throws -> Record {
    let source = Locked<[AddressVisit]?>(visits)
    let stage = ProbeStage(
      window: window, port: 25, rank: .fake, manners: manners, policy: LivePolicy(policy), visitsIPv6: visitsIPv6,
      looks: looks,
      patience: FaultPatience(pause: .milliseconds(1)), batch: 5,
      feed: TaskFeed {
        source.withLock { visits in
          defer { visits = nil }
          return visits
        }
      },
      store: ProbeStore { rows in record.results.withLock { $0 += rows } }, mayDial: { !isStopped.withLock { $0 } },
      now: { Instant(epoch: 0) },
      probe: { target, look in
        let began = ContinuousClock.now
        let reason = await answer(target, look)
        record.dials.withLock { $0.append(.init(target: target, look: look, began: began, ended: .now)) }
        return Observation(
          target: target, look: look, observedAt: Instant(epoch: 0),
          ending: ProbeEnding(stage: reason == .ok ? .established : .handshake, reason: reason),
          timings: .init(total: 0))
      })
    try await stage.run()
    return record
  }
}
