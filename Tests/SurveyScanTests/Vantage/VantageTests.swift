import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct VantageTests {
  private static let dead = ProbeEnding(stage: .connect, reason: .tcpRefused)

  /// Addresses of many networks; the first are canaries to be.
  private func wave(_ count: Int) -> FakeWave {
    FakeWave((0..<count).map { visit(address: .v4(0x0808_0000 + UInt32($0) << 8), id: $0) })
  }

  private static func chain(_ text: String) -> PresentedChain {
    let der = Array(text.utf8)
    let sha256 = Fingerprint(octets: (der + [UInt8](repeating: 0, count: 32)).prefix(32))!
    return PresentedChain(sha256: sha256, certificates: [PresentedCertificate(sha256: sha256, der: der)])
  }

  /// A host answered before this run.
  private func history(_ canaries: [Canary] = []) -> VantageHistory {
    VantageHistory(began: Instant(epoch: 900_000), lastAnswer: Instant(epoch: 950_000), canaries: canaries)
  }

  @Test func aDeadNetworkStopsTheWaveWhereCanariesSaySo() async throws {
    let wave = wave(1_000)
    let began = wave.now
    let fault = await #expect(throws: VantageFault.self) {
      try await wave.run(window: 4, watchesVantage: true) { _, _, _ in
        // After 300 connections nothing answers any more, canaries included.
        (wave.dials.withLock { $0.count } > 300 ? Self.dead : .completed, Self.chain("leaf"))
      }
    }
    guard case .broken(let since, let canaries) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(since == began)
    #expect(canaries.map(\.answer) == [.lost(.unreachable), .lost(.unreachable)])
    #expect(wave.rows.withLock { $0.count } < 600)
  }

  /// A list may well hold thousands of dead hosts in a row: the canaries answer, so the wave goes on.
  @Test func aListOfDeadHostsStopsNothing() async throws {
    let wave = wave(3_000)
    try await wave.run(window: 4, watchesVantage: true) { target, _, _ in
      let isAlive = target.address.octets[1] == 8 && target.address.octets[2] < 50
      return (isAlive ? .completed : Self.dead, isAlive ? Self.chain("\(target.address)") : nil)
    }
    #expect(wave.rows.withLock { $0.count } == 3_000)
    // They were asked: the first five by turns.
    #expect(wave.spent.withLock { $0.values.reduce(0, +) } >= 10)
    let most = wave.dials.withLock { Dictionary(grouping: $0, by: \.target.address).values.map(\.count).max() }
    #expect(try #require(most) <= 8)
  }

  /// With nobody to ask, a closed port is what is left to believe.
  @Test func whereNobodyEverAnsweredTheWaveStops() async throws {
    let wave = wave(2_500)
    let began = wave.now
    await #expect(throws: VantageFault.unanswered(since: began, probes: 200)) {
      try await wave.run(window: 1, watchesVantage: true) { _, _, _ in (Self.dead, nil) }
    }
    #expect(wave.dials.withLock { $0.count } == 200)
  }

  @Test func aFewDeadHostsAloneStopNothing() async throws {
    let wave = wave(199)
    try await wave.run(window: 4, watchesVantage: true) { _, _, _ in (Self.dead, nil) }
    #expect(wave.rows.withLock { $0.count } == 199)
  }

  /// One that was answered before goes on with what is left, and that may well be the dead ones.
  @Test func whatIsLeftOfAWaveMayBeDead() async throws {
    let wave = wave(600)
    try await wave.run(window: 4, watchesVantage: true, history: history()) { _, _, _ in (Self.dead, nil) }
    #expect(wave.rows.withLock { $0.count } == 600)
  }

  /// Hosts that answered in an earlier run are asked, however little is left.
  @Test(arguments: [1, 3, 30], [true, false])
  func whatIsLeftOfAWaveIsNotTakenOnTrust(count: Int, isAlive: Bool) async throws {
    let wave = wave(count)
    let known = (0..<600).map { number in
      Canary(
        addressID: Int64(1_000 + number),
        target: ProbeTarget(
          address: .v4(0x0909_0000 + UInt32(number)), port: 25, serverName: DomainName(uncheckedCanonical: "k.example")),
        look: .modern, leaf: Self.chain("k").leaf.sha256)
    }
    func run() async throws {
      try await wave.run(window: 1, watchesVantage: true, history: history(known)) { target, _, _ in
        target.address.octets[0] == 9 && isAlive ? (.completed, Self.chain("k")) : (Self.dead, nil)
      }
    }
    guard !isAlive else {
      try await run()
      #expect(wave.rows.withLock { $0.count } == count)
      #expect(wave.spent.withLock { $0.values.reduce(0, +) } == 2)
      return
    }
    let fault = await #expect(throws: VantageFault.self) { try await run() }
    guard case .broken(let since, let canaries) = fault else { throw Missing() }
    // What was silent at the end of the earlier run is in doubt as well.
    #expect(since == Instant(epoch: 950_000))
    #expect(Set(canaries.map(\.address)).count == 2)
  }

  @Test func whereNobodyAnsweredInAnyRunAllOfThemAreInDoubt() async throws {
    let wave = wave(300)
    let began = Instant(epoch: 900_000)
    let silent = VantageHistory(began: began, lastAnswer: nil, canaries: [])
    await #expect(throws: VantageFault.unanswered(since: began, probes: 200)) {
      try await wave.run(window: 1, watchesVantage: true, history: silent) { _, _, _ in (Self.dead, nil) }
    }
  }

  /// A network that dies near the end leaves too few probes for the gauge to fill: they are asked about all the same.
  @Test func theEndOfAWaveIsNotTakenOnTrust() async throws {
    let wave = wave(130)
    let fault = await #expect(throws: VantageFault.self) {
      try await wave.run(window: 1, watchesVantage: true) { target, _, _ in
        (wave.dials.withLock { $0.count } > 30 ? Self.dead : .completed, Self.chain("\(target.address)"))
      }
    }
    guard case .broken = fault else { throw Missing() }
  }

  @Test func aWaveThatEndsWithDeadHostsEnds() async throws {
    let wave = wave(130)
    try await wave.run(window: 1, watchesVantage: true) { target, _, _ in
      let isAlive = target.address.octets[2] < 100
      return (isAlive ? .completed : Self.dead, isAlive ? Self.chain("\(target.address)") : nil)
    }
    #expect(wave.rows.withLock { $0.count } == 130)
    #expect(wave.spent.withLock { $0.values.reduce(0, +) } == 2)
  }

  @Test func canariesAreAskedEveryThousandProbes() async throws {
    let wave = wave(2_100)
    try await wave.run(window: 1, watchesVantage: true) { target, _, _ in (.completed, Self.chain("\(target.address)"))
    }
    #expect(wave.dials.withLock { $0.count } == 2_104)
  }

  /// What intercepts TLS shows the same leaf for every host.
  @Test func oneNewLeafAtAllCanariesIsAProxy() async throws {
    let wave = wave(1_500)
    let fault = await #expect(throws: VantageFault.self) {
      try await wave.run(window: 1, watchesVantage: true) { target, _, _ in
        let isProxied = wave.dials.withLock { $0.count } > 900
        return (.completed, Self.chain(isProxied ? "proxy" : "\(target.address)"))
      }
    }
    guard case .broken(_, let canaries) = fault else { throw Missing() }
    let leaf = Self.chain("proxy").leaf.sha256
    #expect(canaries.map(\.answer) == [.otherLeaf(leaf), .otherLeaf(leaf)])
  }

  @Test func rowsBeforeTheLastGoodCheckAreNotInDoubt() async throws {
    let wave = wave(2_500)
    let fault = await #expect(throws: VantageFault.self) {
      try await wave.run(window: 1, watchesVantage: true) { target, _, _ in
        wave.advance(by: 1)
        let count = wave.dials.withLock { $0.count }
        return (count > 1_500 ? Self.dead : .completed, Self.chain("\(target.address)"))
      }
    }
    guard case .broken(let since, _) = fault else { throw Missing() }
    #expect(since == Instant(epoch: 1_001_000))
  }

  @Test func manyThatTurnUsAwayWithWordsAboutUsStopTheWave() async throws {
    let wave = wave(2_000)
    let listed = ProbeEnding(
      stage: .greeting, reason: .greeting5xx, replyCode: ReplyCode(rawValue: 554),
      text: Array("554 5.7.1 Your address is LISTED at bl.example".utf8))
    await #expect(throws: VantageFault.refused(refusals: 150, of: 500)) {
      try await wave.run(window: 1, watchesVantage: true) { target, _, _ in
        // Three of ten.
        (wave.dials.withLock { $0.count } % 10 < 3 ? listed : .completed, nil)
      }
    }
    #expect(wave.dials.withLock { $0.count } == 500)
  }

  @Test func refusalsForOtherReasonsStopNothing() async throws {
    let wave = wave(1_200)
    let busy = ProbeEnding(
      stage: .greeting, reason: .greeting4xx, replyCode: ReplyCode(rawValue: 421), text: Array("421 too busy".utf8))
    try await wave.run(watchesVantage: true) { _, _, _ in (busy, nil) }
    #expect(wave.rows.withLock { $0.count } == 1_200)
  }

  struct Missing: Error {}
}

@Suite struct RefusalTextTests {
  @Test(arguments: [
    ("554 5.7.1 Service unavailable; client host blocked using bl.example", true), ("550 Access denied", true),
    ("554 IP on BLACKLIST", true), ("421 poor Reputation", true), ("554 no spam here", true),
    ("554 see abuse@example.org", true), ("554 you are listed", true), ("421 too many connections", false),
    ("554 no SMTP service here", false), ("", false), ("d", false),
  ])
  func wordsAboutUsAreTold(text: String, isOne: Bool) {
    #expect(RefusalText.isOne(Array(text.utf8)) == isOne)
  }

  /// What a peer wrote needs not be text.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func agreesWithASearchInText(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<200 {
      var octets = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        UInt8.random(in: 0x20...0x7e, using: &generator)
      }
      if Bool.random(using: &generator), let word = RefusalText.words.randomElement(using: &generator) {
        octets.insert(
          contentsOf: Array(word.uppercased().utf8), at: Int.random(in: 0...octets.count, using: &generator))
      }
      let text = String(decoding: octets, as: UTF8.self).lowercased()
      #expect(RefusalText.isOne(octets) == RefusalText.words.contains { text.contains($0) })
    }
  }
}

@Suite struct SlidingShareTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func countsTheLastOnly(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let size = Int.random(in: 1...20, using: &generator)
    var share = SlidingShare(size: size)
    var all: [Bool] = []
    for _ in 0..<100 {
      all.append(Bool.random(using: &generator))
      share.add(all[all.count - 1])
      #expect(share.hits == all.suffix(size).count { $0 })
      #expect(share.isFull == (all.count >= size))
    }
    share.reset()
    #expect(share.hits == 0 && share.count == 0)
  }
}
