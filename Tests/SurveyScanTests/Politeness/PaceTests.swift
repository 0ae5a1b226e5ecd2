import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct PaceTests {
  @Test func keepsTheRateHoweverManyAsk() async throws {
    let pace = Pace(perSecond: 200)
    let began = ContinuousClock.now
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<41 { group.addTask { try await pace.wait() } }
    }
    #expect(ContinuousClock.now - began >= .milliseconds(200))
  }

  @Test func aPauseIsNotFollowedByABurst() async throws {
    let pace = Pace(perSecond: 100)
    try await pace.wait()
    try await Task.sleep(for: .milliseconds(60))
    let began = ContinuousClock.now
    for _ in 0..<4 { try await pace.wait() }
    #expect(ContinuousClock.now - began >= .milliseconds(30))
  }

  @Test func zeroLiftsTheLimit() async throws {
    let pace = Pace(perSecond: 0)
    let began = ContinuousClock.now
    for _ in 0..<1_000 { try await pace.wait() }
    #expect(ContinuousClock.now - began < .seconds(5))
  }
}
