import SurveyCore
import Testing

@testable import SurveyStore

/// What domains publish of MTA-STS and TLSRPT.
@Suite struct MailPolicyTests {
  let database: SurveyDatabase
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  static func policy(_ mode: String, _ mx: String..., id: String = "1") throws -> MailPolicy {
    let lines = ["version: STSv1", "mode: \(mode)", "max_age: 86400"] + mx.map { "mx: \($0)" }
    let body = Array(lines.joined(separator: "\r\n").utf8)
    return MailPolicy(
      mtaSTS: .sound(try MTASTSPolicy(body: body), recordID: id, body: body),
      tlsrpt: .sound([]))
  }

  private func survey() throws -> SmallSurvey {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    survey.host("mx2.example", ("198.51.100.2", .tls(FakeLeaf(.trusted, "mx2.example"))))
    survey.host("self.example", ("198.51.100.3", .tls(FakeLeaf(.selfSigned, "self.example"))))
    survey.host("dead.example", ("198.51.100.4", .unreachable))
    survey.domain("both.example", weight: 2, (10, "mx1.example"), (20, "mx2.example"))
    survey.domain("one.example", (10, "mx1.example"), (20, "mx2.example"))
    survey.domain("self-signed.example", (10, "self.example"))
    survey.domain("test.example", (10, "mx1.example"))
    survey.domain("bad.example", (10, "mx1.example"))
    survey.domain("open.example", (10, "mx1.example"))
    survey.domain("plain.example", (10, "mx1.example"))
    survey.domain("dead-mx.example", (10, "dead.example"))
    survey.domain("no-host.example", (10, "nowhere.example"))
    survey.policies = [
      "both.example": try MailPolicyTests.policy("enforce", "*.example"),
      "one.example": try MailPolicyTests.policy("enforce", "mx1.example"),
      "self-signed.example": try MailPolicyTests.policy("enforce", "self.example"),
      "test.example": try MailPolicyTests.policy("testing", "mx1.example"),
      "bad.example": MailPolicy(
        mtaSTS: .invalid(.defect(.type), recordID: "7", body: []), tlsrpt: .invalid(.rua)),
      "open.example": MailPolicy(
        mtaSTS: .unknown(.dns(.servfail), recordID: nil), tlsrpt: .failed(.servfail)),
      "dead-mx.example": try MailPolicyTests.policy("enforce", "dead.example"),
      "no-host.example": try MailPolicyTests.policy("enforce", "nowhere.example"),
    ]
    return survey
  }

  @Test func aDomainHasItsPolicy() async throws {
    try await survey().record(into: database)
    let rows = try database.rows(
      "SELECT domain, mta_sts, mta_sts_reason, tlsrpt, listed_mx, authenticated FROM v_domain ORDER BY domain")
    #expect(
      rows == [
        ["bad.example", "invalid", "sts.type", "invalid", "NULL", "0"],
        ["both.example", "enforce", "NULL", "valid", "2", "1"],
        ["dead-mx.example", "enforce", "NULL", "valid", "1", "NULL"],
        // Nobody asks for the policy of a domain that no mail can reach.
        ["no-host.example", "NULL", "NULL", "NULL", "NULL", "NULL"],
        ["one.example", "enforce", "NULL", "valid", "1", "0"],
        ["open.example", "NULL", "dns.servfail", "NULL", "NULL", "NULL"],
        ["plain.example", "none", "NULL", "none", "NULL", "0"],
        ["self-signed.example", "enforce", "NULL", "valid", "1", "0"],
        ["test.example", "testing", "NULL", "valid", "1", "0"],
      ])
  }

  @Test func policiesAreCountedByDomainAndWeight() async throws {
    try await survey().record(into: database)
    func figure(_ metric: String, _ unit: String) throws -> [[String]] {
      try database.rows(
        "SELECT numerator, denominator FROM v_trend WHERE metric = ? AND unit = ? AND base = 'reachable'",
        [metric, unit])
    }
    // The unreachable one is in no base.
    #expect(try figure("mta_sts_enforce", "domain") == [["3.0", "7.0"]])
    #expect(try figure("mta_sts_enforce", "domain_weighted") == [["4.0", "8.0"]])
    #expect(try figure("authenticated", "domain") == [["1.0", "7.0"]])
    #expect(try figure("authenticated", "domain_weighted") == [["2.0", "8.0"]])
    #expect(try figure("mta_sts_enforce", "mx_host") == [])
  }

  @Test func whatWasNotLookedForHasNoFigure() async throws {
    var survey = try survey()
    survey.policies = [:]
    survey.settings = ["tls": "legacy", "pq": "yes", "dane": "no", "mta-sts": "no"]
    try await survey.record(into: database)
    let missing = ["authenticated", "dane_match", "legacy_only", "mta_sts_enforce", "pq_group"]
    #expect(
      try database.value(
        "SELECT count(*) FROM v_trend WHERE metric IN (\(missing.map { "'\($0)'" }.joined(separator: ",")))") == "0")
    #expect(try database.column("SELECT DISTINCT mta_sts FROM v_domain") == ["NULL"])
    #expect(try database.column("SELECT DISTINCT dane FROM v_host") == ["NULL"])
  }

  @Test func domainsThatAreAskedAreAskedOnce() async throws {
    let wave = try await survey().record(into: database)
    #expect(try await wave.pendingPolicies(at: Array(0..<20)).isEmpty)
    #expect(try await wave.policyCounts() == (total: 8, done: 8))
  }

  @Test func aPolicyForAnImplicitMXIsAskedForAsWell() async throws {
    var survey = SmallSurvey()
    survey.domain("own.example", mx: .none(.insecure))
    survey.host("own.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "own.example"))))
    survey.policies["own.example"] = try MailPolicyTests.policy("enforce", "own.example")
    try await survey.record(into: database)
    #expect(
      try database.rows("SELECT mta_sts, listed_mx, authenticated FROM v_domain") == [["enforce", "1", "1"]])
  }
}
