/// The deadlines of the lookups in flight.
///
/// There are few different timeouts and each is added in the order of time, so that a queue for each of them is in
/// order by itself: no heap, no timer for each lookup.
struct DeadlineQueue {
  private struct Lane {
    let timeout: Duration
    var entries: [(deadline: ContinuousClock.Instant, key: Int)] = []
    var head = 0

    var next: (deadline: ContinuousClock.Instant, key: Int)? {
      head < entries.count ? entries[head] : nil
    }

    mutating func dropDone(_ inFlight: (Int) -> Bool) {
      while let next, !inFlight(next.key) { drop() }
    }

    /// Takes the head off; the room is given back when half of it is unused.
    mutating func drop() {
      head += 1
      if head > 1024, head * 2 > entries.count {
        entries.removeFirst(head)
        head = 0
      }
    }
  }

  /// One for each timeout.
  private var lanes: [Lane] = []

  /// Notes when a lookup that begins now is over.
  mutating func add(key: Int, timeout: Duration, now: ContinuousClock.Instant) {
    if let index = lanes.firstIndex(where: { $0.timeout == timeout }) {
      lanes[index].entries.append((now + timeout, key))
    } else {
      lanes.append(Lane(timeout: timeout, entries: [(now + timeout, key)]))
    }
  }

  /// The first deadline of a lookup that is still in flight; those that are done are forgotten on the way.
  mutating func first(inFlight: (Int) -> Bool) -> ContinuousClock.Instant? {
    for index in lanes.indices { lanes[index].dropDone(inFlight) }
    return lanes.compactMap { $0.next?.deadline }.min()
  }

  /// The lookups in flight whose deadline has passed.
  mutating func expired(now: ContinuousClock.Instant, inFlight: (Int) -> Bool) -> [Int] {
    var expired: [Int] = []
    for index in lanes.indices {
      while let next = lanes[index].next, next.deadline <= now {
        if inFlight(next.key) { expired.append(next.key) }
        lanes[index].drop()
      }
    }
    return expired
  }
}
