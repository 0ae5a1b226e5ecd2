import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct DialBookTests {
  private let start = ContinuousClock.now
  private let address = Address.v4(0x0808_0808)

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

  private func book(
    gap: Int = 1_000, connections: Int = 8, perNetwork: Int = 0, rate: Double = 0, capacity: Int = 100
  ) -> OpenBook {
    OpenBook(
      Manners(gap: .milliseconds(gap), connectionsPerAddress: connections, perNetwork: perNetwork, rate: rate),
      capacity: capacity)
  }

  @Test func anAddressIsVisitedOnceAtATime() {
    let book = book()
    #expect(book.admit(address, connections: 0, now: at(0)))
    #expect(!book.admit(address, connections: 0, now: at(0)))
    _ = book.leave(address, now: at(1))
    #expect(book.admit(address, connections: 0, now: at(1)))
  }

  @Test func theGapIsFromTheEndOfAConnectionToTheStartOfTheNextAlsoInTheNextVisit() {
    let book = book()
    #expect(book.admit(address, connections: 0, now: at(0)))
    #expect(book.ask(address, now: at(0)) == .at(at(0)))
    book.hungUp(address, now: at(5_000))
    #expect(book.ask(address, now: at(5_400)) == .notBefore(at(6_000)))
    _ = book.leave(address, now: at(5_500))
    #expect(book.admit(address, connections: 0, now: at(5_600)))
    #expect(book.ask(address, now: at(5_600)) == .notBefore(at(6_000)))
    #expect(book.ask(address, now: at(6_000)) == .at(at(6_000)))
  }

  /// When the last connection before an interruption ended is not known.
  @Test func connectionsOfAnEarlierRunKeepTheGapAndCount() {
    let book = book(connections: 6)
    #expect(book.admit(address, connections: 5, now: at(0)))
    #expect(book.ask(address, now: at(0)) == .notBefore(at(1_000)))
    #expect(book.ask(address, now: at(1_000)) == .at(at(1_000)))
    book.hungUp(address, now: at(1_000))
    #expect(!book.hasConnectionLeft(address))
    #expect(book.ask(address, now: at(9_000)) == .never)
  }

  /// What was seen may still be on its way to the store, whose count is then too small.
  @Test func connectionsAreRememberedUntilTheStoreKnowsOfThem() {
    let book = book(gap: 0, connections: 2)
    #expect(book.admit(address, connections: 0, now: at(0)))
    for _ in 0..<2 { #expect(book.ask(address, now: at(0)) == .at(at(0))) }
    book.promise(address)
    _ = book.leave(address, now: at(1))
    #expect(book.admit(address, connections: 0, now: at(2)))
    #expect(book.ask(address, now: at(2)) == .never)
    _ = book.leave(address, now: at(3))
    #expect(book.count == 1)
    book.written(address, now: at(4))
    #expect(book.count == 0)
  }

  @Test func aConnectionThatWasNotMadeDoesNotCount() {
    let book = book(gap: 0, connections: 1)
    #expect(book.admit(address, connections: 0, now: at(0)))
    #expect(book.ask(address, now: at(0)) == .at(at(0)))
    book.withdraw(address)
    #expect(book.ask(address, now: at(0)) == .at(at(0)))
    #expect(book.ask(address, now: at(0)) == .never)
  }

  @Test func aNetworkHasSoManyVisitsAndAnotherGoesAhead() {
    let book = book(perNetwork: 2)
    let neighbours = (1...3).map { Address.v4(0x0808_0800 + UInt32($0)) }
    #expect(book.admit(neighbours[0], connections: 0, now: at(0)))
    #expect(book.admit(neighbours[1], connections: 0, now: at(0)))
    #expect(!book.admit(neighbours[2], connections: 0, now: at(0)))
    #expect(book.admit(.v4(0x0808_0901), connections: 0, now: at(0)))
    _ = book.leave(neighbours[0], now: at(1))
    #expect(book.admit(neighbours[2], connections: 0, now: at(1)))
  }

  /// An address that waits for its gap takes no instant of the rate, so that many do not meet at the end of theirs.
  @Test func theRateIsKeptAlsoByThoseThatWaitedForTheirGap() {
    let book = book(rate: 10)
    let addresses = (0..<20).map { Address.v4(0x0808_0000 + UInt32($0) << 8) }
    for address in addresses {
      #expect(book.admit(address, connections: 1, now: at(0)))
      #expect(book.ask(address, now: at(500)) == .notBefore(at(1_000)))
    }
    let instants = addresses.map { book.ask($0, now: at(1_000)) }
    #expect(instants == (0..<20).map { .at(at(1_000 + 100 * $0)) })
  }

  @Test func whatRestsIsForgottenAfterItsGapAndWhoeverLeavesTooManyWaits() {
    let book = book(capacity: 10)
    for index in 0..<10 {
      let address = Address.v4(UInt32(index))
      #expect(book.admit(address, connections: 0, now: at(index)))
      #expect(book.ask(address, now: at(index)) == .at(at(index)))
      book.hungUp(address, now: at(index))
      #expect(book.leave(address, now: at(index)) == nil)
    }
    #expect(book.count == 10)
    #expect(book.admit(.v4(99), connections: 0, now: at(20)))
    #expect(book.ask(.v4(99), now: at(20)) == .at(at(20)))
    book.hungUp(.v4(99), now: at(20))
    // The first of those that rest is done first.
    #expect(book.leave(.v4(99), now: at(20)) == at(1_000))
    #expect(book.admit(.v4(100), connections: 0, now: at(5_000)))
    #expect(book.count == 1)
  }

  /// Whatever happens in whatever order: no two visits of an address at a time, never more of a network than allowed,
  /// every gap kept, at most eight connections, instants of the rate apart, and nothing left in the end.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func mannersAreKeptInAnyOrderOfEvents(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let gap = [0, 7, 50].randomElement(using: &generator)!
    let book = book(gap: gap, perNetwork: 2, rate: 500, capacity: 8)
    var spent: [Address: Int] = [:]
    var ended: [Address: Int] = [:]
    var open: Set<Address> = []
    var latest = start
    var now = 0
    for _ in 0..<2_000 {
      now += Int.random(in: 0...3, using: &generator)
      let address = Address.v4(UInt32.random(in: 0..<8, using: &generator) << 6)
      if !open.contains(address) {
        let neighbours = open.count { $0.network == address.network }
        let isAdmitted = book.admit(address, connections: spent[address, default: 0], now: at(now))
        #expect(isAdmitted == (neighbours < 2))
        if isAdmitted { open.insert(address) }
        continue
      }
      switch book.ask(address, now: at(now)) {
      case .never: #expect(spent[address] == 8)
      case .notBefore(let instant): #expect(instant > at(now))
      case .at(let instant):
        #expect(spent[address, default: 0] < 8)
        if let end = ended[address] { #expect(instant >= at(end + gap)) }
        #expect(instant >= latest + .milliseconds(2) || latest == start)
        latest = instant
        spent[address, default: 0] += 1
        now = max(now, Int((instant - start) / .milliseconds(1)) + Int.random(in: 0...5, using: &generator))
        ended[address] = now
        book.hungUp(address, now: at(now))
      }
      if Bool.random(using: &generator) {
        _ = book.leave(address, now: at(now))
        open.remove(address)
      }
    }
    for address in open { _ = book.leave(address, now: at(now)) }
    #expect(book.admit(.v4(.max), connections: 0, now: at(now + 1_000)))
    #expect(book.count == 1)
  }
}

/// A book behind a reference, as the macros of tests take no mutating calls.
private final class OpenBook {
  private var book: DialBook

  init(_ manners: Manners, capacity: Int) { book = DialBook(manners, capacity: capacity) }

  var count: Int { book.count }
  func admit(_ address: Address, connections: Int, now: ContinuousClock.Instant) -> Bool {
    book.admit(address, connections: connections, now: now)
  }
  func ask(_ address: Address, now: ContinuousClock.Instant) -> DialBook.Answer { book.ask(address, now: now) }
  func hasConnectionLeft(_ address: Address) -> Bool { book.hasConnectionLeft(address) }
  func hungUp(_ address: Address, now: ContinuousClock.Instant) { book.hungUp(address, now: now) }
  func withdraw(_ address: Address) { book.withdraw(address) }
  func promise(_ address: Address) { book.promise(address) }
  func written(_ address: Address, now: ContinuousClock.Instant) { book.written(address, now: now) }
  func leave(_ address: Address, now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    book.leave(address, now: now)
  }
}
