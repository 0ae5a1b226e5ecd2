internal import Synchronization

/// How many addresses may be in flight at the moment: fewer where descriptors or ports run out, and step by step more
/// again.
final class WindowWidth: Sendable {
  private struct State {
    var current: Int
    var clean = 0
    var shrunkAt: ContinuousClock.Instant?
  }

  // A lock and not an actor: a number that workers read and change without suspending.
  private let state: Mutex<State>
  private let most: Int

  /// Faults within this time are one shortage.
  private static let shortage = Duration.seconds(1)

  /// A width that is whole.
  init(_ most: Int) {
    self.most = most
    state = Mutex(State(current: most))
  }

  /// Addresses that may be in flight.
  var current: Int { state.withLock { $0.current } }

  /// Something ran out: a quarter less.
  func shrink(at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.clean = 0
      if let shrunkAt = state.shrunkAt, now - shrunkAt < WindowWidth.shortage { return }
      state.shrunkAt = now
      state.current = max(1, state.current * 3 / 4)
    }
  }

  /// A connection went well: one more after as many as are in flight.
  func recover() {
    state.withLock { state in
      guard state.current < most else { return }
      state.clean += 1
      guard state.clean >= state.current else { return }
      state.clean = 0
      state.current += 1
    }
  }
}
