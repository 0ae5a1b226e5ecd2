internal import SurveyCore

/// Hands addresses out so that no address is visited twice at a time and no network from many workers at once: a full /24
/// waits, others go ahead. What is due to be tried again is mixed in; when nothing else is left, it is waited for.
actor AddressQueue {
  private let feed: TaskFeed<AddressVisit>
  private let retries: RetryFeed?
  private let ledger: DialLedger
  private let width: WindowWidth
  private let lookahead: Int
  private let mayDial: @Sendable () -> Bool
  private let now: @Sendable () -> Instant
  private let settle: @Sendable () async throws -> Void
  private let announce: @Sendable (RetryWait?) -> Void
  private let sleep: @Sendable (Duration) async throws -> Void

  private var waiting: [AddressVisit] = []
  private var inFlight = 0
  private var isExhausted = false
  private var isDone = false
  private var isFetching = false
  /// Nothing can be said of the end before one of those under way comes back.
  private var awaitsReturn = false
  /// No need to ask for what is due before.
  private var nextLook = Instant(epoch: .min)
  private var idle: [CheckedContinuation<Void, Never>] = []

  /// A wait for what is due is broken up, as the wall clock may jump and hosts may sleep.
  private static let longestWait: Int64 = 60

  /// A queue.
  /// - Parameters:
  ///   - retries: what is tried again; `nil`: nothing.
  ///   - lookahead: addresses that are held in memory while they wait for their network.
  ///   - mayDial: whether addresses are handed out still; asked anew for each.
  ///   - settle: sees to it that all results of visits that came back are in the store.
  ///   - announce: takes notice of a wait in which nothing is done, and of its end.
  ///   - sleep: waits by the wall clock that `now` reads.
  init(
    feed: TaskFeed<AddressVisit>, retries: RetryFeed? = nil, ledger: DialLedger, width: WindowWidth, lookahead: Int,
    mayDial: @escaping @Sendable () -> Bool = { true }, now: @escaping @Sendable () -> Instant,
    settle: @escaping @Sendable () async throws -> Void = {},
    announce: @escaping @Sendable (RetryWait?) -> Void = { _ in },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.feed = feed
    self.retries = retries
    self.ledger = ledger
    self.width = width
    self.lookahead = max(1, lookahead)
    self.mayDial = mayDial
    self.now = now
    self.settle = settle
    self.announce = announce
    self.sleep = sleep
  }

  /// The next address that may be visited; `nil` when all are done, or none is to be visited any more. Every one must be
  /// given back by `finished(_:)`.
  func next() async throws -> AddressVisit? {
    while mayDial() {
      if inFlight < width.current, let index = ledger.admitFirst(of: waiting) {
        inFlight += 1
        return waiting.remove(at: index)
      }
      if isDone, waiting.isEmpty { return nil }
      if !isFetching, !isDone, isExhausted ? waiting.isEmpty && !awaitsReturn : waiting.count < lookahead {
        try await fetch()
      } else {
        // Whoever gives an address back, or ends a fetch, wakes us; a cancelled wave's visits all come back.
        await withCheckedContinuation { idle.append($0) }
        try Task.checkCancellation()
      }
    }
    return nil
  }

  /// Gives an address back after its visit.
  func finished(_ visit: AddressVisit) async throws {
    defer {
      inFlight -= 1
      awaitsReturn = false
      wake()
    }
    try await ledger.leave(visit.address)
  }

  private func fetch() async throws {
    isFetching = true
    defer {
      isFetching = false
      wake()
    }
    if !isExhausted {
      try await takeDue()
      if let visit = try await feed.next() { waiting.append(visit) } else { isExhausted = true }
    } else {
      try await awaitDue()
    }
  }

  /// Among first visits: what is due, asked for once a second at most.
  private func takeDue() async throws {
    let instant = now()
    guard let retries, instant >= nextLook else { return }
    let page = try await retries.next()
    waiting += page.visits
    nextLook = max(Instant(epoch: instant.epoch + 1), page.nextDue ?? instant)
  }

  /// After the first visits: what is due, or the wait for it, or the end.
  private func awaitDue() async throws {
    guard let retries else {
      isDone = true
      return
    }
    let allCameBack = inFlight == 0
    if allCameBack { try await settle() }
    let page = try await retries.next()
    if !page.visits.isEmpty {
      waiting += page.visits
    } else if let due = page.nextDue {
      announce(RetryWait(names: page.waiting, until: due))
      defer { announce(nil) }
      let seconds = min(max(1, due.epoch - now().epoch), AddressQueue.longestWait)
      try await sleep(.seconds(seconds))
    } else if allCameBack {
      isDone = true
    } else {
      awaitsReturn = inFlight > 0
    }
  }

  private func wake() {
    let woken = idle
    idle = []
    for continuation in woken { continuation.resume() }
  }
}
