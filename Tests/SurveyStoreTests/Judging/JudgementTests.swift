import SurveyCore
import Testing

@testable import SurveyStore

/// Several judgements of one wave.
@Suite struct JudgementTests {
  let database: SurveyDatabase
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private static let facts = [
    "scan", "scan_domain", "scan_host", "host_address", "probe", "ending", "session", "chain", "certificate",
    "mail_policy", "tlsa_rrset", "mx_host", "operator", "coverage_tally", "sighting_pattern",
    "pattern_share",
  ]
  private static let verdicts = [
    "judgement", "judgement_sender", "chain_verdict", "probe_verdict", "host_verdict", "mx_set_verdict",
    "dane_verdict", "domain_group_verdict", "named_domain", "sender_tally", "trend", "mx_set_share", "operator_part",
    "operator_rank", "breakdown",
  ]

  private func content(_ tables: [String], of judgementID: Int? = nil) throws -> [[[String]]] {
    try tables.map { table in
      let filter = judgementID.map { " WHERE judgement_id = \($0)" } ?? ""
      return try database.rows("SELECT * FROM \(table)\(filter)").sorted { $0.lexicographicallyPrecedes($1) }
    }
  }

  @Test func anotherJudgementLeavesEverythingElseAsItIs() async throws {
    let wave = try await SmallSurvey(seed: 5).record(into: database)
    let facts = try content(JudgementTests.facts)
    let before = try content(JudgementTests.verdicts)
    let views = ["v_domain", "v_host", "v_trend", "v_sender", "v_scan"]
    let shown = try content(views)
    _ = try await wave.judgeAgain(JudgementPlan(label: "again", judge: FakeJudge()))
    #expect(try content(JudgementTests.facts) == facts)
    #expect(try content(JudgementTests.verdicts, of: 1) == before)
    #expect(try content(views) == shown)
    // By the same judge at the same instants, the same comes out.
    for (first, second) in zip(before, try content(JudgementTests.verdicts, of: 2)) {
      let relabelled = second.map { ["1"] + $0.dropFirst() }
      if first.first?.contains("as-observed") != true { #expect(relabelled == first) }
    }
    #expect(
      try database.column("SELECT DISTINCT judgement FROM v_host_all ORDER BY judgement") == ["again", "as-observed"])
    #expect(try database.rows("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func anotherInstantGivesAnotherVerdict() async throws {
    var survey = SmallSurvey()
    survey.domain("d.example", (10, "mx.example"))
    survey.host("mx.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.example", notAfter: 2_000_000))))
    let wave = try await survey.record(into: database)
    let later = Instant(epoch: 3_000_000)
    _ = try await wave.judgeAgain(JudgementPlan(label: "later", rule: .at(later), judge: FakeJudge()))
    #expect(
      try database.rows("SELECT judgement, class, time FROM v_host_all ORDER BY judgement")
        == [["as-observed", "ca-verified", "ok"], ["later", "ca-expired", "expired"]])
    #expect(
      try database.rows("SELECT judgement, instant_rule FROM v_judgement ORDER BY judgement")
        == [["as-observed", "observation"], ["later", later.iso8601]])
    let waves = try database.finishedWaves(judgement: "later")
    #expect(waves[0].point(.certificateClass(.caExpired), unit: .mxHost, base: .tls)?.numerator == 1)
  }

  @Test func aJudgementIsNeverOverwritten() async throws {
    let wave = try await SmallSurvey(seed: 6).record(into: database)
    let before = try content(JudgementTests.verdicts)
    #expect(try await wave.judgeAgain(JudgementPlan(label: "b", judge: FakeJudge())))
    for label in [JudgementPlan.asObserved, "b"] {
      // Another instant, other senders: another judgement under a name that is taken.
      for plan in [
        JudgementPlan(label: label, rule: .at(Instant(epoch: 5)), judge: FakeJudge()),
        JudgementPlan(label: label, judge: FakeJudge(senders: [("s", [])])),
      ] {
        await #expect(throws: Wave.JudgementConflict.self) { try await wave.judgeAgain(plan) }
      }
    }
    #expect(try content(JudgementTests.verdicts, of: 1) == before)
  }

  @Test func theVerySameJudgementIsLeftAlone() async throws {
    let wave = try await SmallSurvey(seed: 6).record(into: database)
    let judge = FakeJudge(senders: [("s", ["mx1.example"])])
    #expect(try await wave.judgeAgain(JudgementPlan(label: "b", judge: judge)))
    let before = try content(JudgementTests.verdicts)
    #expect(try await !wave.judgeAgain(JudgementPlan(label: "b", judge: judge)))
    #expect(try await !wave.judgeAgain(JudgementPlan(judge: FakeJudge())))
    #expect(try content(JudgementTests.verdicts) == before)
  }

  @Test func severalTrustStoresAreSeveralJudgements() async throws {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: SmallSurvey(seed: 8), wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    try await recorder.probe()
    let plans = [JudgementPlan(judge: FakeJudge()), JudgementPlan(label: "other.pem", judge: FakeJudge())]
    try await wave.finish(judging: plans, finishedAt: Instant(epoch: 1_100_000))
    #expect(try database.column("SELECT judgement FROM v_judgement ORDER BY 1") == ["as-observed", "other.pem"])
    #expect(try database.value("SELECT count(*) FROM v_scan") == "1")
  }

  @Test func aFinishedWaveIsFoundByItsLabel() async throws {
    let wave = try await SmallSurvey(seed: 9).record(into: database, asOf: Instant(iso8601: "2014-05-13"))
    let found = try #require(try database.finishedWave("2026-11"))
    #expect(found.scanID == wave.scanID)
    #expect(found.setup == wave.setup)
    #expect(try database.finishedWave("2026-12") == nil)
    #expect(try database.finishedLabels() == ["2026-11"])
  }
}
