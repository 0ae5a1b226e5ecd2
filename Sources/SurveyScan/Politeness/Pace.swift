/// A ledger of reserved instants that spreads actions evenly over time: it answers *when*, and nobody queues in it.
public actor Pace {
  private let interval: Duration?
  private var next: ContinuousClock.Instant
  private let clock = ContinuousClock()

  /// A pace of `perSecond` actions a second; 0 lifts it.
  public init(perSecond: Double) {
    precondition(perSecond >= 0 && perSecond.isFinite, "a rate is a number of actions a second")
    interval = perSecond > 0 ? .nanoseconds(Int64(1e9 / perSecond)) : nil
    next = ContinuousClock.now
  }

  /// Waits for this caller's instant.
  /// - Parameter actions: how many actions the caller is about to take.
  /// - Throws: `CancellationError`.
  public func wait(for actions: Int = 1) async throws {
    guard let interval else { return }
    let now = clock.now
    // Time that nobody used is not saved up: a pause must not be followed by a burst.
    let instant = max(next, now)
    next = instant + interval * actions
    if instant > now { try await clock.sleep(until: instant, tolerance: nil) }
  }
}
