import NIOCore
import NIOEmbedded
import Testing

@testable import SurveyProbe

@Suite struct DialogueClockTests {
  private final class Expiries {
    var count = 0
  }

  private func clock(sessionOf seconds: Int64) -> (clock: DialogueClock, loop: EmbeddedEventLoop, expiries: Expiries) {
    let loop = EmbeddedEventLoop()
    let expiries = Expiries()
    let end = loop.now + .seconds(seconds)
    return (DialogueClock(loop, sessionEnd: end) { expiries.count += 1 }, loop, expiries)
  }

  @Test func aPhaseExpiresAfterItsTimeAndAMomentMore() {
    let (clock, loop, expiries) = clock(sessionOf: 100)
    clock.enterPhase(lasting: .seconds(10))
    loop.advanceTime(by: .milliseconds(10_019))
    #expect(expiries.count == 0)
    loop.advanceTime(by: .milliseconds(1))
    #expect(expiries.count == 1)
  }

  @Test func everyPhaseHasItsTimeAnew() {
    let (clock, loop, expiries) = clock(sessionOf: 100)
    for _ in 0..<8 {
      clock.enterPhase(lasting: .seconds(10))
      loop.advanceTime(by: .milliseconds(9_990))
    }
    #expect(expiries.count == 0)
    loop.advanceTime(by: .milliseconds(30))
    #expect(expiries.count == 1)
  }

  @Test func aShorterPhaseMovesTheDeadlineForward() {
    let (clock, loop, expiries) = clock(sessionOf: 100)
    clock.enterPhase(lasting: .seconds(50))
    loop.advanceTime(by: .seconds(1))
    clock.enterPhase(lasting: .seconds(5))
    loop.advanceTime(by: .milliseconds(5_020))
    #expect(expiries.count == 1)
  }

  @Test func whatComesInTheMomentOfGraceCounts() {
    let (clock, loop, expiries) = clock(sessionOf: 100)
    clock.enterPhase(lasting: .seconds(10))
    loop.advanceTime(by: .milliseconds(10_010))
    clock.enterPhase(lasting: .seconds(10))
    loop.advanceTime(by: .milliseconds(10_010))
    #expect(expiries.count == 0)
    loop.advanceTime(by: .milliseconds(10))
    #expect(expiries.count == 1)
  }

  @Test(arguments: [Duration.seconds(30), nil])
  func noPhaseOutlastsTheSession(timeout: Duration?) {
    let (clock, loop, expiries) = clock(sessionOf: 40)
    clock.enterPhase(lasting: .seconds(30))
    loop.advanceTime(by: .seconds(20))
    clock.enterPhase(lasting: timeout)
    loop.advanceTime(by: .milliseconds(20_019))
    #expect(expiries.count == 0)
    loop.advanceTime(by: .milliseconds(1))
    #expect(expiries.count == 1)
  }

  @Test func aStoppedClockIsSilent() {
    let (clock, loop, expiries) = clock(sessionOf: 40)
    clock.enterPhase(lasting: .seconds(10))
    clock.stop()
    loop.advanceTime(by: .seconds(100))
    #expect(expiries.count == 0)
  }
}
