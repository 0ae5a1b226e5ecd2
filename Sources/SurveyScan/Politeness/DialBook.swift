internal import SurveyCore

/// The book of reserved instants: what was promised to every address that is being visited or was a moment ago, to
/// every network, and to all together. It has no clock; whoever asks says what time it is.
///
/// ```
/// admit ─▶ ask ─▶ (dial) ─▶ hungUp ─▶ ask … ─▶ leave ─▶ written
/// ```
/// An address is in the book from its admission until its gap is over and its results are in the store: by then the
/// store knows how many connections it had. So the book is as large as what is in flight, not as the wave.
struct DialBook {
  /// When a connection may be opened.
  enum Answer: Hashable {
    /// At this instant, which is the caller's alone.
    case at(ContinuousClock.Instant)
    /// Not before this instant; to be asked again then.
    case notBefore(ContinuousClock.Instant)
    /// Not in this wave: the address has had its connections.
    case never
  }

  private struct Account {
    var connections = 0
    var isVisited = false
    var freeAt: ContinuousClock.Instant?
    /// Results that are not in the store yet.
    var unwritten = 0
  }

  private let manners: Manners
  private let capacity: Int
  private var rhythm: Rhythm
  private var accounts: [Address: Account] = [:]
  private var visits: [Network: Int] = [:]
  /// Addresses that were left, in the order of their leaving.
  private var resting: ArraySlice<Address> = []

  /// A book without entries.
  /// - Parameter capacity: addresses that rest after their visit before whoever leaves one has to wait.
  init(_ manners: Manners, capacity: Int) {
    self.manners = manners
    self.capacity = max(1, capacity)
    rhythm = Rhythm(perSecond: manners.rate)
  }

  /// How many addresses are in the book.
  var count: Int { accounts.count }

  /// Begins a visit, unless the address is being visited or its network has no room.
  /// - Parameter connections: what the store knows of; an address that had some may have had the last a moment ago.
  mutating func admit(_ address: Address, connections: Int, now: ContinuousClock.Instant) -> Bool {
    forgetRested(now)
    let network = address.network
    let neighbours = visits[network, default: 0]
    guard manners.perNetwork == 0 || neighbours < manners.perNetwork else { return false }
    var account =
      accounts[address]
      ?? Account(connections: connections, freeAt: connections > 0 && manners.gap > .zero ? now + manners.gap : nil)
    guard !account.isVisited else { return false }
    account.isVisited = true
    account.connections = max(account.connections, connections)
    accounts[address] = account
    visits[network] = neighbours + 1
    return true
  }

  /// Takes notice of connections that only the store knew of.
  mutating func correct(_ address: Address, connections: Int) {
    var account = accounts[address] ?? Account()
    account.connections = max(account.connections, connections)
    accounts[address] = account
  }

  /// Asks for a connection to an address that is being visited; it counts from when it has its instant.
  mutating func ask(_ address: Address, now: ContinuousClock.Instant) -> Answer {
    var account = accounts[address] ?? Account()
    guard account.connections < manners.connectionsPerAddress else { return .never }
    // The rate's instants are given away only when they can be used: else many would meet at the end of their gaps.
    if let freeAt = account.freeAt, freeAt > now { return .notBefore(freeAt) }
    account.connections += 1
    accounts[address] = account
    return .at(rhythm.reserve(now: now))
  }

  /// Whether an address may be dialled once more in this wave.
  func hasConnectionLeft(_ address: Address) -> Bool {
    (accounts[address]?.connections ?? 0) < manners.connectionsPerAddress
  }

  /// A connection is over.
  mutating func hungUp(_ address: Address, now: ContinuousClock.Instant) {
    let freeAt = now + manners.gap
    accounts[address]?.freeAt = freeAt
  }

  /// A connection that had its instant was not made.
  mutating func withdraw(_ address: Address) { accounts[address]?.connections -= 1 }

  /// A result of the visit is on its way to the store.
  mutating func promise(_ address: Address) {
    var account = accounts[address] ?? Account()
    account.unwritten += 1
    accounts[address] = account
  }

  /// A result is in the store.
  mutating func written(_ address: Address, now: ContinuousClock.Instant) {
    accounts[address]?.unwritten -= 1
    forget(address, now)
  }

  /// Ends a visit.
  /// - Returns: when whoever leaves may go on; `nil`: at once. So what rests does not outgrow the book.
  mutating func leave(_ address: Address, now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    let network = address.network
    if let count = visits[network], count > 1 { visits[network] = count - 1 } else { visits[network] = nil }
    accounts[address]?.isVisited = false
    forgetRested(now)
    forget(address, now)
    guard accounts[address] != nil else { return nil }
    resting.append(address)
    guard resting.count > capacity, let oldest = resting.first else { return nil }
    return accounts[oldest]?.freeAt
  }

  private mutating func forgetRested(_ now: ContinuousClock.Instant) {
    while let address = resting.first {
      if let account = accounts[address], !account.isVisited, let freeAt = account.freeAt, freeAt > now { return }
      resting.removeFirst()
      forget(address, now)
    }
  }

  private mutating func forget(_ address: Address, _ now: ContinuousClock.Instant) {
    guard let account = accounts[address], !account.isVisited, account.unwritten == 0 else { return }
    if let freeAt = account.freeAt, freeAt > now { return }
    accounts[address] = nil
  }
}
