import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct ClockWatchTests {
  /// What the looks of a watch say: each at a second of the wall clock and one of the steady clock.
  private func jumps(_ looks: [(wall: Int64, steady: Int64)]) -> [Int64?] {
    let start = ContinuousClock.now
    var watch = ClockWatch(wall: Instant(epoch: 1_000_000), steady: start)
    return looks.map {
      watch.look(wall: Instant(epoch: 1_000_000 + $0.wall), steady: start + .seconds($0.steady))
    }
  }

  @Test func aClockThatGoesHasNotJumped() {
    #expect(jumps([(10, 10), (21, 20), (3_000, 3_000)]) == [nil, nil, nil])
  }

  @Test func jumpsForthAndBackAreToldOnceEach() {
    #expect(jumps([(10, 10), (3_620, 20), (3_630, 30), (40, 40), (50, 50)]) == [nil, 3_600, nil, -3_600, nil])
  }

  @Test func aMinuteIsNoJump() {
    #expect(jumps([(70, 10), (20, 20), (91, 30)]) == [nil, nil, 61])
    #expect(jumps([(-51, 10)]) == [-61])
  }

  /// 500 parts in a million for three weeks, the most that the kernel slews by (adjtimex(2)).
  @Test func aClockThatIsSlewedForWeeksHasNotJumped() {
    let looks = (1...1_000).map { (wall: Int64($0) * 2_001, steady: Int64($0) * 2_000) }
    #expect(jumps(looks).allSatisfy { $0 == nil })
  }

  @Test func noClockIsTooWrong() {
    let start = ContinuousClock.now
    var watch = ClockWatch(wall: Instant(epoch: .min), steady: start)
    #expect(watch.look(wall: Instant(epoch: .max), steady: start + .seconds(1)) == .max)
    #expect(watch.look(wall: Instant(epoch: .min), steady: start + .seconds(2)) == .min)
    #expect(watch.look(wall: Instant(epoch: 0), steady: start + .seconds(3)) == .max)
  }
}
