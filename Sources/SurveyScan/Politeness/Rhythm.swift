/// Instants at an even distance, each given away once: a rate as a value, without a clock of its own.
struct Rhythm {
  private let interval: Duration?
  private var next: ContinuousClock.Instant?

  /// `perSecond` instants a second; 0 lifts the limit.
  init(perSecond: Double) {
    precondition(perSecond >= 0 && perSecond.isFinite, "a rate is a number of actions a second")
    interval = perSecond > 0 ? .nanoseconds(Int64(1e9 / perSecond)) : nil
  }

  /// Gives the next instant away.
  /// - Parameter actions: how many actions it is for.
  mutating func reserve(_ actions: Int = 1, now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    guard let interval else { return now }
    // Time that nobody used is not saved up: a pause must not be followed by a burst.
    let instant = max(next ?? now, now)
    next = instant + interval * actions
    return instant
  }
}
