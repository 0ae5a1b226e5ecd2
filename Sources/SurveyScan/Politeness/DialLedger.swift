internal import SurveyCore
internal import Synchronization

/// The one place that every dial of the probe stage passes: it says when, or not, and nobody queues in it.
final class DialLedger: Sendable {
  // A lock and not an actor: to ask and to reserve are one step, and the queue asks for many addresses in a row without
  // suspending. Nothing but the book changes under it; sleeping happens outside.
  private let book: Mutex<DialBook>
  private let clock = ContinuousClock()

  /// A ledger for visits of `window` addresses at a time.
  init(_ manners: Manners, window: Int) { book = Mutex(DialBook(manners, capacity: 4 * window)) }

  /// Begins a visit; `false` where the address is being visited or its network has no room.
  func admit(_ address: Address, connections: Int) -> Bool {
    book.withLock { $0.admit(address, connections: connections, now: clock.now) }
  }

  /// Begins the first of some visits that may begin.
  /// - Returns: its place; `nil` where none may.
  func admitFirst(of visits: [AddressVisit]) -> Int? {
    book.withLock { book in
      let now = clock.now
      return visits.firstIndex { book.admit($0.address, connections: $0.connections, now: now) }
    }
  }

  /// Takes notice of connections that only the store knew of.
  func correct(_ address: Address, connections: Int) {
    book.withLock { $0.correct(address, connections: connections) }
  }

  /// Waits until an address may be dialled.
  /// - Returns: `false` where it may not, as it has had its connections.
  /// - Throws: `CancellationError`.
  func permit(_ address: Address) async throws -> Bool {
    while true {
      let now = clock.now
      switch book.withLock({ $0.ask(address, now: now) }) {
      case .never: return false
      case .notBefore(let instant): try await clock.sleep(until: instant, tolerance: nil)
      case .at(let instant):
        guard instant > now else { return true }
        do {
          try await clock.sleep(until: instant, tolerance: nil)
        } catch {
          withdraw(address)
          throw error
        }
        return true
      }
    }
  }

  /// Whether an address may be dialled once more in this wave.
  func hasConnectionLeft(_ address: Address) -> Bool { book.withLock { $0.hasConnectionLeft(address) } }

  /// A connection is over.
  func hungUp(_ address: Address) { book.withLock { $0.hungUp(address, now: clock.now) } }

  /// A connection that was permitted was not made.
  func withdraw(_ address: Address) { book.withLock { $0.withdraw(address) } }

  /// A result of a visit is on its way to the store.
  func promise(_ address: Address) { book.withLock { $0.promise(address) } }

  /// Results are in the store.
  func written(_ addresses: some Sequence<Address>) {
    book.withLock { book in
      let now = clock.now
      for address in addresses { book.written(address, now: now) }
    }
  }

  /// Ends a visit; waits where too many addresses rest.
  /// - Throws: `CancellationError`; the visit is over all the same.
  func leave(_ address: Address) async throws {
    guard let instant = book.withLock({ $0.leave(address, now: clock.now) }) else { return }
    try await clock.sleep(until: instant, tolerance: nil)
  }
}
