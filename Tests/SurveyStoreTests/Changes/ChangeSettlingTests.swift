import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ChangeSettlingTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  @discardableResult
  private func record(_ label: String, at index: Int) async throws -> Wave {
    var survey = SmallSurvey()
    survey.host("mx.example", ("198.51.100.1", index % 2 == 0 ? .noStartTLS : .tls(FakeLeaf(.trusted, "mx.example"))))
    survey.domain("a.example", (10, "mx.example"))
    return try await survey.record(into: database, label: label, asOf: RandomWaves.instant(index))
  }

  /// The stored pairs of a judgement, those of waves that follow each other with an arrow.
  private func pairs(_ judgement: String = "as-observed") throws -> [String] {
    try database.column(
      """
      SELECT sf.label || CASE is_consecutive WHEN 1 THEN ' → ' ELSE ' … ' END || st.label
      FROM wave_pair p JOIN judgement jf ON jf.judgement_id = p.from_judgement
      JOIN judgement jt ON jt.judgement_id = p.to_judgement AND jt.label = jf.label
      JOIN scan sf ON sf.scan_id = jf.scan_id JOIN scan st ON st.scan_id = jt.scan_id
      WHERE jf.label = ? ORDER BY sf.label, st.label
      """, [judgement])
  }

  /// Rows of pairs that are no more.
  private func orphans() throws -> [String] {
    try ["transition_tally", "shift_tally", "decomposition", "contribution", "pair_breakdown"].flatMap {
      try database.column("SELECT '\($0)' FROM \($0) WHERE pair_id NOT IN (SELECT pair_id FROM wave_pair)")
    }
  }

  @Test func oneWaveHasNothingBesideIt() async throws {
    try await record("a", at: 0)
    #expect(try pairs() == [])
    #expect(try database.rows("SELECT * FROM panel_series") == [])
    let series = try database.series()
    #expect(series.waves.count == 1)
    #expect(series.changes == [])
    #expect(series.overall == nil)
    #expect(series.panel == nil)
  }

  @Test func eachWaveIsPairedWithTheNextAndTheFirstWithTheNewest() async throws {
    try await record("a", at: 0)
    try await record("b", at: 1)
    #expect(try pairs() == ["a → b"])
    try await record("c", at: 2)
    #expect(try pairs() == ["a → b", "a … c", "b → c"])
    try await record("d", at: 3)
    #expect(try pairs() == ["a → b", "a … d", "b → c", "c → d"])
    #expect(try orphans() == [])
    #expect(
      try database.rows(
        "SELECT from_label, to_label, unit, from_class, to_class, count FROM v_transition ORDER BY 1, 3")
        == ["domain", "mx_host", "operator"].map { ["a", "b", $0, "no-tls", "ca-verified", "1.0"] }
        + ["domain", "mx_host", "operator"].map { ["b", "c", $0, "ca-verified", "no-tls", "1.0"] }
        + ["domain", "mx_host", "operator"].map { ["c", "d", $0, "no-tls", "ca-verified", "1.0"] })
  }

  @Test func aLateWavePutsTwoPairsInThePlaceOfOne() async throws {
    try await record("a", at: 0)
    try await record("c", at: 2)
    #expect(try pairs() == ["a → c"])
    try await record("b", at: 1)
    #expect(try pairs() == ["a → b", "a … c", "b → c"])
    try await record("0", at: -1)
    #expect(try pairs() == ["0 → a", "0 … c", "a → b", "b → c"])
    #expect(try orphans() == [])
  }

  @Test func aJudgementHasPairsOfTheWavesThatHaveIt() async throws {
    let waves = [try await record("a", at: 0), try await record("b", at: 1), try await record("c", at: 2)]
    let again = JudgementPlan(label: "again", judge: FakeJudge())
    #expect(try await waves[0].judgeAgain(again))
    #expect(try pairs("again") == [])
    #expect(try await waves[2].judgeAgain(again))
    #expect(try pairs("again") == ["a → c"])
    #expect(try await waves[1].judgeAgain(again))
    #expect(try pairs("again") == ["a → b", "a … c", "b → c"])
    #expect(try pairs() == ["a → b", "a … c", "b → c"])
    let (left, right) = (try database.series(judgement: "again"), try database.series())
    #expect(left.changes == right.changes)
    #expect(left.panel == right.panel)
    #expect(try database.column("SELECT judgement_label FROM panel_series ORDER BY 1") == ["again", "as-observed"])
  }

  @Test func whatIsAddedUpAnewIsPairedAnew() async throws {
    try await record("a", at: 0)
    try await record("b", at: 1)
    try database.execute(
      "UPDATE host_verdict SET class = 'ca-expired' WHERE class = 'ca-verified'; UPDATE scan SET version = '2'")
    let judgementID = try #require(try database.value("SELECT max(judgement_id) FROM judgement").flatMap { Int64($0) })
    try await database.pool.write { try ChangeSettling(db: $0).settle(judgementID: judgementID) }
    #expect(try database.column("SELECT to_class FROM v_transition WHERE unit = 'mx_host'") == ["ca-expired"])
    #expect(try orphans() == [])
  }
}
