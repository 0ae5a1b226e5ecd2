/// A ledger of reserved instants that spreads actions evenly over time: it answers *when*, and nobody queues in it.
public actor Pace {
  private var rhythm: Rhythm
  private let isLifted: Bool
  private let clock = ContinuousClock()

  /// A pace of `perSecond` actions a second; 0 lifts it.
  public init(perSecond: Double) {
    rhythm = Rhythm(perSecond: perSecond)
    isLifted = perSecond == 0
  }

  /// Waits for this caller's instant.
  /// - Parameter actions: how many actions the caller is about to take.
  /// - Throws: `CancellationError`.
  public nonisolated func wait(for actions: Int = 1) async throws {
    // The way to the ledger and back takes longer than the question, and with a resolver of one's own nobody waits.
    if !isLifted { try await waitInTurn(for: actions) }
  }

  private func waitInTurn(for actions: Int) async throws {
    let now = clock.now
    let instant = rhythm.reserve(actions, now: now)
    if instant > now { try await clock.sleep(until: instant, tolerance: nil) }
  }
}
