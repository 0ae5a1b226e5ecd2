import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct OperatorSettlingTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func operators() throws -> [[String]] {
    try database.rows(
      "SELECT h.name, o.name FROM mx_host h LEFT JOIN operator o USING (operator_id) ORDER BY h.name")
  }

  @Test func everyHostOfTheWaveHasAnOperatorWhateverBecameOfIt() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .noStartTLS))
    survey.domain("a.example", (10, "mx1.example"), (20, "mx6.example"), (30, "a.mail.example"), (40, "192.0.2.1"))
    try await survey.record(into: database)
    #expect(
      try operators() == [
        ["192.0.2.1", "192.0.2.1"], ["a.mail.example", "mail.example"], ["mx1.example", "op1.example"],
        ["mx6.example", "op1.example"],
      ])
  }

  /// Another public suffix list does not move hosts from operator to operator.
  @Test func aHostKeepsTheOperatorOfItsFirstWave() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .noStartTLS))
    survey.domain("a.example", (10, "mx1.example"))
    let wave = try await survey.record(into: database)
    let other = OperatorNaming(sha256: .synthetic("other")) { _ in DomainName(uncheckedCanonical: "other.example") }
    #expect(try await wave.judgeAgain(JudgementPlan(label: "again", judge: FakeJudge()), operatorOf: other))
    #expect(try operators() == [["mx1.example", "op1.example"]])
    #expect(
      try database.column("SELECT public_suffix_sha256 FROM v_scan")
        == [Fingerprint.synthetic("public suffix list").description])
    #expect(
      try database.finishedWaves()[0].publicSuffixSHA256 == Fingerprint.synthetic("public suffix list").description)
  }
}
