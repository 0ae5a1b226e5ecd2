internal import Synchronization

/// How far a stage is: counted by the workers, read by whoever shows it.
public final class Progress: Sendable {
  /// The counts at one moment.
  public struct Snapshot: Sendable, Hashable {
    /// What the stage is called.
    public var stage = ""
    /// How many there are to do; 0 where it is not known.
    public var total = 0
    /// How many were done before this run.
    public var before = 0
    /// How many this run did.
    public var done = 0
    /// This run's results by word.
    public var words: [String: Int] = [:]
    /// Names that are waited for while nothing else is left to do; `nil`: something is done.
    public var wait: RetryWait?
    /// When the stage began.
    public var began = ContinuousClock.now
    /// When it was over; `nil`: it is under way.
    public var ended: ContinuousClock.Instant?

    /// Nothing done.
    public init() {}

    /// Done a second since the stage began.
    public func rate(at now: ContinuousClock.Instant) -> Double {
      let seconds = (now - began) / .seconds(1)
      return seconds > 0 ? Double(done) / seconds : 0
    }

    /// How long the rest takes at the rate so far; `nil` where there is no telling.
    public func remaining(at now: ContinuousClock.Instant) -> Duration? {
      let rate = rate(at: now)
      guard total > 0, rate > 0 else { return nil }
      return .seconds(Double(max(0, total - before - done)) / rate)
    }
  }

  // A lock and not an actor: workers count without suspending, and nothing else happens under it.
  private let state = Mutex(State())

  private struct State {
    var current = Snapshot()
    /// Stages that are over and that nobody has taken yet.
    var ended: [Snapshot] = []

    mutating func end() {
      guard !current.stage.isEmpty else { return }
      current.ended = .now
      ended.append(current)
      current = Snapshot()
    }
  }

  /// Nothing under way.
  public init() {}

  /// The counts.
  public var snapshot: Snapshot { state.withLock { $0.current } }

  /// A new stage begins, and the one before it is over.
  public func begin(_ stage: String, total: Int, before: Int = 0) {
    state.withLock {
      $0.end()
      $0.current = Snapshot()
      $0.current.stage = stage
      $0.current.total = total
      $0.current.before = before
    }
  }

  /// The last stage is over.
  public func end() { state.withLock { $0.end() } }

  /// The stages that are over, each once.
  public func takeEnded() -> [Snapshot] {
    state.withLock { state in
      defer { state.ended = [] }
      return state.ended
    }
  }

  /// Takes notice of a wait, or of its end.
  public func note(_ wait: RetryWait?) { state.withLock { $0.current.wait = wait } }

  /// One more is seen that adds nothing to what is done: a try after the first.
  public func countAgain(_ word: String) { state.withLock { $0.current.words[word, default: 0] += 1 } }

  /// One more is done.
  public func count(_ word: String, by number: Int = 1) {
    state.withLock {
      $0.current.done += number
      $0.current.words[word, default: 0] += number
    }
  }
}
