import SurveyCore
import Synchronization
import Testing

@testable import SurveyDNS

/// A resolver that lives and dies by a script, and counts what it is asked.
private final class FakeResolver: Sendable {
  struct State {
    var checks = 0
    var renewals = 0
    var pauses: [Duration] = []
    /// What the checks and renewals find, one after the other; alive when there is nothing left.
    var deaths: Int
  }

  let state: Mutex<State>

  init(deaths: Int) { state = Mutex(State(deaths: deaths)) }

  func health(_ limits: ResolverConfiguration.Health) -> ResolverHealth {
    ResolverHealth(
      limits,
      ResolverHealth.Probes(
        check: {
          await Task.yield()
          return self.state.withLock { state in
            state.checks += 1
            return (state.renewals, FakeResolver.lives(&state))
          }
        },
        renew: { () async throws(LocalFault) -> Int in
          let generation: Int? = self.state.withLock { state in
            guard FakeResolver.lives(&state) else { return nil }
            state.renewals += 1
            return state.renewals
          }
          guard let generation else { throw .resolver }
          return generation
        },
        sleep: { duration in
          self.state.withLock { $0.pauses.append(duration) }
          // A pause of an hour stands for one that only cancellation ends.
          try await Task.sleep(for: duration >= .seconds(3_600) ? duration : .zero)
        }))
  }

  private static func lives(_ state: inout State) -> Bool {
    state.deaths -= 1
    return state.deaths < 0
  }
}

@Suite(.timeLimit(.minutes(1))) struct ResolverHealthTests {
  static var limits: ResolverConfiguration.Health {
    var limits = ResolverConfiguration.Health()
    limits.checkInterval = .zero
    limits.pauses = [.seconds(2), .seconds(4), .seconds(8)]
    return limits
  }

  @Test("20,000 failures at once are served by a few checks")
  func storm() async {
    let resolver = FakeResolver(deaths: 0)
    let health = resolver.health(ResolverHealthTests.limits)
    let failedAt = ContinuousClock.now
    await withTaskGroup { group in
      for _ in 0..<20_000 {
        group.addTask {
          guard case .alive(0, _) = await health.verdict(onFailureAt: failedAt) else {
            Issue.record("a resolver that lives is dead")
            return
          }
        }
      }
    }
    #expect(resolver.state.withLock { $0.checks } < 20)
    #expect(resolver.state.withLock { $0.renewals } == 0)
  }

  @Test("A verdict is from a check that began after the failure, and knows since when all is well")
  func order() async {
    let health = FakeResolver(deaths: 0).health(ResolverHealthTests.limits)
    health.began()
    defer { health.ended() }
    var firstSince: ContinuousClock.Instant?
    for _ in 0..<5 {
      guard case .alive(_, let since) = await health.verdict(onFailureAt: .now) else {
        Issue.record("a resolver that lives is dead")
        return
      }
      #expect(since == firstSince ?? since)
      firstSince = since
    }
  }

  @Test("Contexts that fail while the resolver lives are replaced; what began before is in doubt")
  func poisonedContexts() async {
    let resolver = FakeResolver(deaths: 1)
    let began = ContinuousClock.now
    let verdict = await resolver.health(ResolverHealthTests.limits).verdict(onFailureAt: .now)
    guard case .alive(1, let since) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(since > began)
    #expect(resolver.state.withLock { $0.pauses } == [])
  }

  @Test("A dead resolver is waited for as configured")
  func waits() async {
    // The check, and the first three of four renewals.
    let resolver = FakeResolver(deaths: 4)
    guard case .alive(1, _) = await resolver.health(ResolverHealthTests.limits).verdict(onFailureAt: .now)
    else {
      Issue.record("not waited for")
      return
    }
    #expect(resolver.state.withLock { $0.pauses } == [.seconds(2), .seconds(4), .seconds(8)])
  }

  @Test("One that does not come back is given up, then asked without waits until it is back")
  func givesUp() async {
    let resolver = FakeResolver(deaths: 6)
    let health = resolver.health(ResolverHealthTests.limits)
    health.began()
    defer { health.ended() }
    #expect(await health.verdict(onFailureAt: .now) == .dead(.resolver))
    for _ in 0..<1_000 {
      if case .alive(1, _) = await health.verdict(onFailureAt: .now) { break }
    }
    #expect(resolver.state.withLock { $0.pauses } == [.seconds(2), .seconds(4), .seconds(8)])
    #expect(resolver.state.withLock { $0.renewals } == 1)
  }

  @Test("A cancelled task and a closed resolver wait for nobody")
  func cancellation() async {
    var limits = ResolverHealthTests.limits
    limits.pauses = [.seconds(3_600)]
    let health = FakeResolver(deaths: .max).health(limits)
    let cancelled = (0..<10).map { _ in Task { await health.verdict(onFailureAt: .now) } }
    let closed = (0..<10).map { _ in Task { await health.verdict(onFailureAt: .now) } }
    for task in cancelled { task.cancel() }
    for task in cancelled { #expect(await task.value == .dead(.cancelled)) }
    health.close()
    for task in closed { #expect(await task.value == .dead(.cancelled)) }
    #expect(await health.verdict(onFailureAt: .now) == .dead(.cancelled))
  }
}
