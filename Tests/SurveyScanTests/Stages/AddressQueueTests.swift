import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct AddressQueueTests {
  /// `perNetwork` addresses of one network at a time, over 20 networks of 10 addresses that stand together.
  @Test(arguments: [1, 3])
  func neverVisitsMoreOfANetworkThanAllowed(perNetwork: Int) async throws {
    let visits = (0..<200).map { visit(address: Address.v4(UInt32(0xc612_0000 + ($0 / 10) << 8 + $0 % 10)), id: $0) }
    let source = Locked<[AddressVisit]?>(visits)
    let feed = TaskFeed<AddressVisit> {
      source.withLock { visits in
        defer { visits = nil }
        return visits
      }
    }
    let queue = queue(feed, perNetwork: perNetwork, lookahead: 64)
    let open = Locked<[Network: Int]>([:])
    let most = Locked(0)
    let seen = Locked<[Int64]>([])
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<32 {
        group.addTask {
          while let visit = try await queue.next() {
            let now = open.withLock {
              $0[visit.address.network, default: 0] += 1; return $0[visit.address.network]!
            }
            most.withLock { $0 = max($0, now) }
            for _ in 0..<5 { await Task.yield() }
            open.withLock { $0[visit.address.network]! -= 1 }
            seen.withLock { $0.append(visit.addressID) }
            try await queue.finished(visit)
          }
        }
      }
    }
    #expect(seen.withLock { $0.sorted() } == Array(0..<200))
    #expect(most.withLock { $0 } <= perNetwork)
  }

  @Test func aNetworkHasAsManyVisitsAsAllowedAndOthersGoAhead() async throws {
    let crowded = (0..<5).map { visit(address: .v4(0xc612_0000 + UInt32($0)), id: $0) }
    let source = Locked<[AddressVisit]?>(crowded + [visit(address: .v4(0xc612_0100), id: 9)])
    let feed = TaskFeed<AddressVisit> {
      source.withLock { visits in
        defer { visits = nil }
        return visits
      }
    }
    let queue = queue(feed, perNetwork: 3, lookahead: 64)
    var handedOut: [Int64] = []
    for _ in 0..<4 { if let visit = try await queue.next() { handedOut.append(visit.addressID) } }
    #expect(handedOut == [0, 1, 2, 9])
    try await queue.finished(crowded[1])
    #expect(try await queue.next()?.addressID == 3)
  }

  @Test func aFailedFeedEndsEveryWaiter() async {
    struct Gone: Error {}
    let feed = TaskFeed<AddressVisit> {
      for _ in 0..<20 { await Task.yield() }
      throw Gone()
    }
    let queue = queue(feed, perNetwork: 1, lookahead: 8)
    await #expect(throws: Gone.self) {
      try await withThrowingDiscardingTaskGroup { group in
        for _ in 0..<16 {
          group.addTask { while let visit = try await queue.next() { try await queue.finished(visit) } }
        }
      }
    }
  }

  private func queue(_ feed: TaskFeed<AddressVisit>, perNetwork: Int, lookahead: Int) -> AddressQueue {
    AddressQueue(
      feed: feed, ledger: DialLedger(Manners(gap: .zero, perNetwork: perNetwork, rate: 0), window: 32),
      width: WindowWidth(32), lookahead: lookahead, now: { Instant(epoch: 0) })
  }
}

/// A visit with the given names.
func visit(
  address: Address, id: Int, names: [String] = ["mx.example.org"], connections: Int = 0
) -> AddressVisit {
  AddressVisit(
    addressID: Int64(id), address: address,
    names: names.enumerated().map {
      AddressVisit.Name(hostID: Int64($0.offset), name: DomainName(uncheckedCanonical: $0.element))
    },
    connections: connections)
}
