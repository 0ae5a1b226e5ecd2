import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct RetryRuleTests {
  private static func ending(_ stage: Stage, _ reason: Reason, _ code: UInt16? = nil) -> ProbeEnding {
    ProbeEnding(stage: stage, reason: reason, replyCode: code.flatMap { ReplyCode(rawValue: $0) })
  }

  /// Endings, and how many tries after the first they get with a limit of two.
  static let endings: [(ProbeEnding, Int)] = [
    (ending(.greeting, .greeting4xx, 421), 2), (ending(.ehlo, .ehloRejected, 451), 2),
    (ending(.helo, .ehloRejected, 421), 2), (ending(.startTLS, .startTLS4xx, 454), 2),
    (ending(.connect, .tcpTimeout), 1), (ending(.connected, .noBanner), 1), (ending(.greeting, .slow), 1),
    (ending(.ehlo, .smtpTimeout), 1), (ending(.startTLS, .smtpTimeout), 1),
    (ending(.handshake, .handshake(.timeout)), 1),
    (ending(.established, .ok), 0), (ending(.connect, .tcpRefused), 0), (ending(.connected, .tcpReset), 0),
    (ending(.connect, .tcpUnreachable), 0), (ending(.greeting, .greeting5xx, 554), 0),
    (ending(.ehlo, .ehloRejected, 550), 0), (ending(.startTLS, .startTLS5xx, 502), 0),
    (ending(.startTLS, .noStartTLS), 0), (ending(.connected, .smtpClosed), 0),
    (ending(.handshake, .handshake(.alert(40))), 0), (ending(.policy, .policy(.blocklisted)), 0),
    (ending(.connect, .local(.descriptors)), 0),
  ]

  @Test(arguments: endings)
  func repliesThatPutUsOffAreTriedAgainTwiceAndSilenceOnce(ending: ProbeEnding, tries: Int) {
    let rule = RetryRule(limit: 2, delay: 1_800)
    let now = Instant(epoch: 1_000)
    let made = (0...3).prefix { rule.next(after: ending, tries: $0, now: now) != nil }.count
    #expect(made == tries)
    for limit in 0...1 {
      let smaller = RetryRule(limit: limit, delay: 0)
      #expect((0...3).prefix { smaller.next(after: ending, tries: $0, now: now) != nil }.count == min(limit, tries))
    }
  }

  @Test func theDelayIsWholeAlsoWhereASecondHadBegun() {
    let ending = Self.ending(.greeting, .greeting4xx, 421)
    let next = RetryRule(limit: 2, delay: 1_800).next(after: ending, tries: 1, now: Instant(epoch: 1_000))
    #expect(next == NameRetry(tries: 1, dueAt: Instant(epoch: 2_801)))
    let atOnce = RetryRule(limit: 2, delay: 0).next(after: ending, tries: 0, now: Instant(epoch: 1_000))
    #expect(atOnce == NameRetry(tries: 0, dueAt: Instant(epoch: 1_000)))
  }
}
