import SurveyCore
import TestSupport
import Testing

@testable import MailLab
@testable import SurveyTLS

/// The second in which a verdict turns, and how long it holds.
@Suite struct ValidityTests {
  @Test(arguments: CertificateKind.allCases) func boundariesAreThoseOfOpenSSL(kind: CertificateKind) async throws {
    let authority = try Authority.get()
    let chain = try authority.chain(kind)
    let fields = try #require(CertificateFields(der: chain[0]))
    let (begin, end) = (try #require(fields.notBefore), try #require(fields.notAfter))
    let judge = try authority.judge()
    let scratch = try Scratch()
    for instant in [begin + -1, begin, end + -1, end, end + 1] {
      let ours = judge.judge(chain, at: instant).finding
      let theirs = try await OpenSSLVerify(chain, trusting: authority.rootPEM, at: instant, scratch)
      #expect(theirs.isOK == ours.errors.isEmpty, "\(instant)")
      #expect(Set(theirs.errors).isSubset(of: ours.errors), "\(instant)")
      let expected: TimeStatus = instant < begin ? .notYetValid : instant < end ? .ok : .expired
      #expect(ours.time == expected, "\(instant)")
    }
  }

  @Test(arguments: CertificateKind.allCases) func aFindingTurnsExactlyAtTheEndsOfItsSpan(
    kind: CertificateKind
  ) throws {
    let authority = try Authority.get()
    let chain = try authority.chain(kind)
    let judge = try authority.judge()
    for instant in [Authority.now, Authority.now + -86_400 * 500, Authority.now + 86_400 * 500] {
      let judged = judge.judge(chain, at: instant)
      #expect(judged.from <= instant && instant < judged.until)
      if judged.from != .distantPast {
        #expect(judge.judge(chain, at: judged.from) == judged)
        #expect(judge.judge(chain, at: judged.from + -1).finding != judged.finding)
      }
      if judged.until != .distantFuture {
        #expect(judge.judge(chain, at: judged.until + -1) == judged)
        #expect(judge.judge(chain, at: judged.until).finding != judged.finding)
      }
    }
  }

  @Test(arguments: CertificateKind.allCases) func spansHold(kind: CertificateKind) throws {
    let authority = try Authority.get()
    let judge = try authority.judge(intermediates: [authority.intermediate])
    try expectSpansHold(judge, authority.chain(kind), [authority.root, authority.intermediate])
  }

  /// An anchor that the chain would rather have led to, had it been valid, bounds the span too.
  @Test func anchorsOfOneNameTakeTurns() throws {
    let old = try Forged.authority("root", days: -800...(-200))
    let new = try Forged.authority("root", days: 200...800)
    let leaf = try Forged("mx.mail.example", days: -1_000...1_000, by: old, Forged.leaf)
    let judge = try ChainJudge(trusting: [old, new])
    let judged = judge.judge([leaf.der], at: Authority.now)
    #expect(judged.verdict(for: Authority.host).certificateClass == .caExpired)
    #expect(judged.from == Authority.now + -200 * 86_400)
    #expect(judged.until == Authority.now + 200 * 86_400)
    try expectSpansHold(judge, [leaf.der], [old.der, new.der])
  }

  /// Two intermediates of one name and key, presented in either order, each in date when the other is not.
  @Test(arguments: [false, true]) func intermediatesOfOneNameTakeTurns(isReversed: Bool) throws {
    let root = try Forged.authority("root")
    let old = try Forged.authority("middle", days: -800...(-200), by: root)
    let new = try Forged.authority("middle", days: -300...800, by: root)
    let leaf = try Forged("mx.mail.example", days: -900...900, by: old, Forged.leaf)
    let judge = try ChainJudge(trusting: [root])
    let others = isReversed ? [new.der, old.der] : [old.der, new.der]
    #expect(judge.judge([leaf.der] + others, at: Authority.now).finding.errors.isEmpty)
    #expect(judge.judge([leaf.der] + others, at: Authority.now + -500 * 86_400).finding.errors.isEmpty)
    try expectSpansHold(judge, [leaf.der] + others, [root.der])
  }

  @Test func whatThePoolAddsBoundsTheSpan() throws {
    let root = try Forged.authority("root")
    let middle = try Forged.authority("middle", days: -10...10, by: root)
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    let judge = try ChainJudge(trusting: [root], intermediates: [middle.der])
    let judged = judge.judge([leaf.der], at: Authority.now)
    #expect(judged.finding.isCompletable)
    #expect(judged.from == Authority.now + -10 * 86_400)
    #expect(judged.until == Authority.now + 10 * 86_400)
    try expectSpansHold(judge, [leaf.der], [root.der, middle.der])
  }

  @Test(arguments: ["0001-01-01", "1969-12-31", "2038-01-20", "9999-12-31"])
  func anyDateIsJudged(date: String) throws {
    let authority = try Authority.get()
    let instant = try #require(Instant(iso8601: date))
    let judged = try authority.judge().judge(authority.chain(.caSigned), at: instant)
    #expect(judged.finding.time == (instant < Authority.now ? .notYetValid : .expired))
    #expect(judged.from <= instant && instant < judged.until)
  }

  /// Wherever one judgement claims to hold, judging anew finds the same: tried around every boundary.
  private func expectSpansHold(_ judge: ChainJudge, _ chain: [[UInt8]], _ others: [[UInt8]]) throws {
    let boundaries = try (chain + others).flatMap { der in
      let fields = try #require(CertificateFields(der: der))
      return try [#require(fields.notBefore), #require(fields.notAfter)]
    }
    let instants = Set(boundaries.flatMap { [$0 + -1, $0, $0 + 1] } + [Authority.now]).sorted()
    let judgements = instants.map { ($0, judge.judge(chain, at: $0)) }
    for (instant, judged) in judgements {
      #expect(judged.from <= instant && instant < judged.until)
      for (other, again) in judgements where judged.from <= other && other < judged.until {
        #expect(again.finding == judged.finding, "\(instant.date) claims \(other.date)")
      }
    }
  }
}
