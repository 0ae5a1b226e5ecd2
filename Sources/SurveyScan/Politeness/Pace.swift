/// A ledger of reserved instants that spreads actions evenly over time: it answers *when*, and nobody queues in it.
public actor Pace {
  private var rhythm: Rhythm
  private let clock = ContinuousClock()

  /// A pace of `perSecond` actions a second; 0 lifts it.
  public init(perSecond: Double) { rhythm = Rhythm(perSecond: perSecond) }

  /// Waits for this caller's instant.
  /// - Parameter actions: how many actions the caller is about to take.
  /// - Throws: `CancellationError`.
  public func wait(for actions: Int = 1) async throws {
    let now = clock.now
    let instant = rhythm.reserve(actions, now: now)
    if instant > now { try await clock.sleep(until: instant, tolerance: nil) }
  }
}
