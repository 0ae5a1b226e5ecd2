import SurveyCore
import Testing

@testable import SurveyStore

/// Two small waves whose changes were worked out by hand.
@Suite struct TransitionTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func strict(_ name: String, _ session: TLSSession = .ecdhe) -> SmallSurvey.Sight {
    .tls(FakeLeaf(.trusted, name), session)
  }

  /// `mx1` and `mx2` are one operator's, the others stand alone.
  private func record() async throws {
    var first = SmallSurvey()
    first.host("mx1.example", ("198.51.100.1", strict("mx1.example")))
    first.host("mx2.example", ("198.51.100.2", .tls(FakeLeaf(.selfSigned, "mx2.example"))))
    first.host("mx3.example", ("198.51.100.3", .unreachable))
    first.host("mx4.example", ("198.51.100.4", .noStartTLS))
    first.host("mx5.example", ("198.51.100.5", strict("mx5.example", .rsa)))
    first.host("own.example", ("198.51.100.6", .noStartTLS))
    first.domain("a.example", weight: 4, (10, "mx1.example"), (10, "mx2.example"), (20, "mx4.example"))
    first.domain("b.example", weight: 2, (10, "mx3.example"), (10, "gone.example"))
    first.domain("c.example", weight: 1, (10, "mx4.example"))
    first.domain("d.example", weight: 8, (10, "mx5.example"))
    first.domain("e.example", mx: .failed(.servfail))
    first.domain("own.example", mx: .none(.insecure))

    var second = SmallSurvey()
    second.host("mx1.example", ("198.51.100.1", strict("mx1.example")))
    second.host("mx2.example", ("198.51.100.2", strict("mx2.example")))
    second.host("mx3.example", ("198.51.100.3", .smtpRejected))
    second.host("mx4.example", ("198.51.100.4", .noStartTLS))
    second.host("own.example", ("198.51.100.6", .noStartTLS))
    second.domain("a.example", weight: 1, (10, "mx1.example"), (10, "mx2.example"), (20, "mx4.example"))
    second.domain("b.example", weight: 2, (10, "mx3.example"))
    second.domain("c.example", weight: 1, mx: .failed(.nxdomain))
    second.domain("e.example", weight: 16, (10, "mx4.example"))
    second.domain("f.example", weight: 32, (10, "mx1.example"))
    second.domain("own.example", weight: 1, (10, "own.example"))
    try await first.record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await second.record(into: database, label: "b", asOf: RandomWaves.instant(1))
    try await database.nameOperators { ["mx1.example", "mx2.example"].contains($0) ? "big.example" : $0 }
  }

  private func transitions(_ unit: TrendUnit) throws -> [String: Double] {
    let change = try #require(try database.change(from: "a", to: "b"))
    return Dictionary(
      uniqueKeysWithValues: change.transitions.filter { $0.unit == unit }.map {
        ("\($0.from.word) → \($0.to.word)", $0.count)
      })
  }

  @Test func hosts() async throws {
    try await record()
    #expect(
      try transitions(.mxHost) == [
        "ca-verified → ca-verified": 1, "self-signed → ca-verified": 1, "unreachable → smtp-rejected": 1,
        "no-tls → no-tls": 1, "ca-verified → absent": 1, "dns-failed → absent": 1,
        // The domain that was its own MX by its address alone was in no trend.
        "absent → no-tls": 1,
      ])
  }

  @Test func operatorsAreSharedOutAmongTheirHosts() async throws {
    try await record()
    #expect(
      try transitions(.mxOperator) == [
        "ca-verified → ca-verified": 0.5, "self-signed → ca-verified": 0.5, "unreachable → smtp-rejected": 1,
        "no-tls → no-tls": 1, "ca-verified → absent": 1, "dns-failed → absent": 1, "absent → no-tls": 1,
      ])
  }

  @Test func domains() async throws {
    try await record()
    #expect(
      try transitions(.domain) == [
        "mixed → ca-verified": 1, "unreachable → smtp-rejected": 1, "no-tls → absent": 1,
        "ca-verified → absent": 1, "dns-failed → no-tls": 1, "absent → ca-verified": 1, "absent → no-tls": 1,
      ])
  }

  private func shift(_ unit: TrendUnit, _ metric: Metric) throws -> Shift {
    let change = try #require(try database.change(from: "a", to: "b"))
    return try #require(change.shifts.first { $0.unit == unit && $0.metric == metric })
  }

  @Test func stayersEntrantsAndLeavers() async throws {
    try await record()
    let host = try shift(.mxHost, .certificateClass(.caVerified))
    #expect(host.stayersBefore == Ratio(1, of: 3))
    #expect(host.stayersAfter == Ratio(2, of: 3))
    #expect(host.entrants == Ratio(0, of: 1))
    #expect(host.leavers == Ratio(1, of: 1))
    #expect((host.gained, host.lost) == (1, 0))
    let paired = try #require(host.paired)
    #expect(paired.operators == 2)
    #expect((paired.improved, paired.worsened) == (1, 0))
    #expect(try shift(.mxHost, .strictForwardSecrecy).leavers == Ratio(0, of: 1))
    #expect(try shift(.mxHost, .startTLS).stayersAfter == Ratio(2, of: 3))

    let domain = try shift(.domain, .certificateClass(.caVerified))
    #expect(domain.stayersBefore == Ratio(0.5, of: 1))
    #expect(domain.stayersAfter == Ratio(1, of: 1))
    #expect(domain.entrants == Ratio(1, of: 3))
    #expect(domain.leavers == Ratio(1, of: 2))
    #expect(domain.gained == 0.5)
    // One operator alone has no clusters to compare.
    #expect(domain.paired == nil)

    let weighted = try shift(.domainWeighted, .certificateClass(.selfSigned))
    #expect(weighted.stayersBefore == Ratio(2, of: 4))
    #expect(weighted.stayersAfter == Ratio(0, of: 1))
    #expect(weighted.entrants == Ratio(0, of: 49))
    #expect(weighted.leavers == Ratio(0, of: 9))
    #expect((weighted.gained, weighted.lost) == (0, 2))
  }

  /// A host is strict with forward secrecy only where all its addresses are.
  @Test func aHostIsCountedWhole() async throws {
    func wave(_ session: TLSSession) -> SmallSurvey {
      var survey = SmallSurvey()
      survey.host(
        "mx.example", ("198.51.100.1", strict("mx.example")), ("198.51.100.2", strict("mx.example", session)),
        ("198.51.100.3", .unreachable))
      survey.host("mixed.example", ("198.51.100.4", strict("mixed.example")), ("198.51.100.5", .noStartTLS))
      survey.domain("a.example", (10, "mx.example"))
      survey.domain("b.example", (10, "mixed.example"))
      return survey
    }
    try await wave(.rsa).record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await wave(.modern).record(into: database, label: "b", asOf: RandomWaves.instant(1))
    try await database.nameOperators()
    let secret = try shift(.mxHost, .strictForwardSecrecy)
    #expect(secret.before == Ratio(0, of: 2))
    #expect(secret.after == Ratio(1, of: 2))
    #expect(try shift(.mxHost, .startTLS).before == Ratio(2, of: 2))
    #expect(try shift(.domain, .strictForwardSecrecy).before == Ratio(1, of: 2))
    #expect(try shift(.domain, .startTLS).after == Ratio(1.5, of: 2))
    #expect(try transitions(.mxHost) == ["ca-verified → ca-verified": 1, "mixed → mixed": 1])
  }
}
