import SurveyCore
import Synchronization

/// Decides whether a failed lookup is the domain's failure or ours.
///
/// While lookups are in flight the resolver is checked again and again, at most one check at a time and at a least
/// distance. A failure is the domain's own only if a check that began after it found the resolver alive *and* the
/// series of such checks reaches back to the lookup's beginning: a resolver that was away for a while and is back
/// when its victims time out must not pass. However many lookups fail, they wait for the same checks.
final class ResolverHealth: Sendable {
  /// What a check found.
  enum Verdict: Hashable, Sendable {
    /// The contexts of this generation get answers, and every check since then was answered. What failed in earlier
    /// contexts or began before is to be asked again.
    case alive(generation: Int, since: ContinuousClock.Instant)
    /// The resolver, or we, can't answer.
    case dead(LocalFault)
  }

  /// What a check does; parameters, so that a test needs no network.
  struct Probes: Sendable {
    /// Whether the current contexts get an answer.
    var check: @Sendable () async -> (generation: Int, isAlive: Bool)
    /// Replaces the contexts if new ones get an answer.
    var renew: @Sendable () async throws(LocalFault) -> Int
    /// Waits.
    var sleep: @Sendable (Duration) async throws -> Void
  }

  private struct Waiter {
    let failedAt: ContinuousClock.Instant
    let continuation: CheckedContinuation<Verdict, Never>
  }

  private struct State {
    var inFlight = 0
    var waiters: [Int: Waiter] = [:]
    var lastKey = 0
    /// The one task that checks; there is none while nothing is in flight.
    var watch: Task<Void, Never>?
    var last: (began: ContinuousClock.Instant, verdict: Verdict)?
    var isClosed = false

    /// What began earlier than this has seen times without a check.
    var since: ContinuousClock.Instant? {
      if let last, watch != nil, case .alive(_, let since) = last.verdict { since } else { nil }
    }
  }

  private let limits: ResolverConfiguration.Health
  private let probes: Probes
  /// An actor won't do: every lookup is counted, and a hop to another thread costs as much as a lookup.
  private let state = Mutex(State())

  init(_ limits: ResolverConfiguration.Health, _ probes: Probes) {
    self.limits = limits
    self.probes = probes
  }

  /// Counts a lookup as in flight, so that the resolver is watched.
  func began() {
    state.withLock { state in
      state.inFlight += 1
      startWatch(&state)
    }
  }

  /// Counts a lookup out again.
  func ended() { state.withLock { $0.inFlight -= 1 } }

  /// What a check from after the failure says; at once `dead(.cancelled)` when the task is cancelled.
  func verdict(onFailureAt failedAt: ContinuousClock.Instant) async -> Verdict {
    let key = state.withLock { state in
      state.lastKey += 1
      return state.lastKey
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let verdict: Verdict? = state.withLock { state in
          // A cancellation that comes later finds the waiter in its place.
          if state.isClosed || Task.isCancelled { return .dead(.cancelled) }
          if let last = state.last, last.began >= failedAt { return last.verdict }
          state.waiters[key] = Waiter(failedAt: failedAt, continuation: continuation)
          startWatch(&state)
          return nil
        }
        if let verdict { continuation.resume(returning: verdict) }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: key) }?.continuation.resume(
        returning: .dead(.cancelled))
    }
  }

  /// Answers every waiting lookup with `dead(.cancelled)` and checks no more.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      state.watch?.cancel()
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.continuation.resume(returning: .dead(.cancelled)) }
  }

  private func startWatch(_ state: inout State) {
    guard state.watch == nil, !state.isClosed else { return }
    state.watch = Task { await watch() }
  }

  private func watch() async {
    do {
      var isGivenUp = false
      // A watch that ended a moment ago may have checked a moment ago.
      var next = state.withLock { $0.last?.began }.map { $0 + limits.checkInterval } ?? .now
      repeat {
        if case let rest = next - .now, rest > .zero { try await probes.sleep(rest) }
        var began = ContinuousClock.now
        let verdict = try await examine(&began, isGivenUp: isGivenUp)
        isGivenUp = if case .dead = verdict { true } else { false }
        next = began + limits.checkInterval
        announce(verdict, began)
      } while !endsWatch()
    } catch {
      // Only `close` cancels the watch, and it has answered those who wait.
    }
  }

  /// Whether nobody needs the watch any more, which has then ended.
  private func endsWatch() -> Bool {
    state.withLock { state in
      guard state.inFlight == 0, state.waiters.isEmpty else { return false }
      state.watch = nil
      return true
    }
  }

  /// One check, and what follows if it fails.
  /// - Parameter began: is set forward to the last question asked: what failed while a dead resolver was waited for
  ///   is served by the check that ended the wait.
  private func examine(_ began: inout ContinuousClock.Instant, isGivenUp: Bool) async throws -> Verdict {
    let since = state.withLock { $0.since }
    if !isGivenUp {
      let (generation, isAlive) = await probes.check()
      if isAlive { return .alive(generation: generation, since: since ?? began) }
    }
    var pauses = isGivenUp ? [] : limits.pauses[...]
    while true {
      try Task.checkCancellation()
      began = .now
      let fault: LocalFault
      do {
        let generation = try await probes.renew()
        return .alive(generation: generation, since: .now)
      } catch {
        fault = error
      }
      guard let pause = pauses.popFirst() else { return .dead(fault) }
      try await probes.sleep(pause)
    }
  }

  private func announce(_ verdict: Verdict, _ began: ContinuousClock.Instant) {
    let served = state.withLock { state in
      state.last = (began, verdict)
      let served = state.waiters.filter { $0.value.failedAt <= began }
      for key in served.keys { state.waiters[key] = nil }
      return served
    }
    for waiter in served.values { waiter.continuation.resume(returning: verdict) }
  }
}
