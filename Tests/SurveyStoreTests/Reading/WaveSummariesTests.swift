import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct WaveSummariesTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  @Test func aWaveIsSummedUpWithAllThatDidNotAnswer() async throws {
    var survey = SmallSurvey()
    survey.host(
      "mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))), ("198.51.100.2", .unreachable))
    survey.host("mx2.example", ("198.51.100.3", .unreachable))
    survey.host("own.example", ("198.51.100.4", .noStartTLS))
    survey.domain("a.example", weight: 2, (10, "mx1.example"), (20, "mx2.example"), (30, "gone.example"))
    survey.domain("b.example", mx: .failed(.bogus))
    survey.domain("c.example", mx: .failed(.bogus))
    survey.domain("own.example", mx: .none(.insecure))
    try await survey.record(into: database)
    let wave = try database.finishedWaves()[0]
    #expect(wave.label == "2026-11")
    #expect(wave.waveDate == "1970-01-12")
    #expect(wave.startedAt == Instant(epoch: 1_000_000))
    #expect(wave.finishedAt == Instant(epoch: 1_100_000))
    #expect(wave.isSynthetic)
    #expect(wave.listSHA256 == Fingerprint.synthetic("lists").description)
    #expect(wave.trustStoreSHA256 == Fingerprint.synthetic("trust store").description)
    #expect(wave.version == "1.2.3")
    #expect(wave.lists == [WaveSummary.ListSummary(name: "list0.csv", weighting: .given, rejectedLines: 0)])
    #expect(wave.domains == [.mx: 1, .bogus: 2, .implicit: 1])
    #expect(wave.hosts == [.tls: 1, .unreachable: 1])
    #expect(wave.hostsWithoutAddress == [.nxdomain: 1])
    #expect(
      wave.reasons == [
        WaveSummary.ReasonCount(outcome: .noStartTLS, reason: "no_starttls", count: 1),
        WaveSummary.ReasonCount(outcome: .tls, reason: "ok", count: 1),
        WaveSummary.ReasonCount(outcome: .unreachable, reason: "tcp.timeout", count: 2),
      ])
    #expect(wave.point(.certificateClass(.caVerified), unit: .domainWeighted, base: .tls)?.numerator == 2)
    #expect(wave.settings == survey.settings)
    #expect(wave.classifierVersion == Verdict.classifierVersion)
    #expect(wave.frame == .census)
    #expect(wave.vantage == nil && wave.listedDomains == nil)
    #expect(wave.publicSuffixSHA256 == Fingerprint.synthetic("public suffix list").description)
    #expect(wave.breakdown.first { $0.topic == .issuer }?.key == "Issuer of trusted")
  }

  @Test func whatAWaveIsOfAndFromWhereItWasMeasuredIsTold() async throws {
    var setup = WaveSetup()
    setup.frame = .sample
    setup.vantage = "scan.example"
    let wave = try await database.wave(setup, startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: SmallSurvey(seed: 14), wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    try await wave.noteClockJump(by: 3_600, at: Instant(epoch: 1_050_000))
    try await wave.noteClockJump(by: -60, at: Instant(epoch: 1_040_000))
    try await recorder.probe()
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    try database.execute("UPDATE scan SET listed_domains = 1000")
    let summary = try database.finishedWaves()[0]
    #expect(summary.reservations == WaveReservations(clockJumps: [-60, 3_600]))
    #expect(summary.frame == .sample)
    #expect(summary.vantage == "scan.example")
    #expect(summary.listedDomains == 1_000)
  }

  /// What is counted when the wave is judged is what the rows say.
  @Test(arguments: 0..<4)
  func coverageIsThatOfTheRows(seed: Int) async throws {
    try await SmallSurvey(seed: UInt64(seed) + 20).record(into: database)
    let wave = try database.finishedWaves()[0]
    let statuses = try database.rows("SELECT mx_status, count(*) FROM v_domain GROUP BY 1 ORDER BY 1")
    #expect(statuses == wave.domains.map { [$0.key.rawValue, "\($0.value)"] }.sorted { $0[0] < $1[0] })
    let outcomes = try database.rows(
      "SELECT outcome, count(*) FROM v_host WHERE implicit = 0 AND outcome <> 'dns-failed' GROUP BY 1 ORDER BY 1")
    #expect(outcomes == wave.hosts.map { [$0.key.rawValue, "\($0.value)"] }.sorted { $0[0] < $1[0] })
    let reasons = try database.rows(
      "SELECT outcome, reason, count(*) FROM v_probe WHERE is_final = 1 GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2")
    #expect(reasons == wave.reasons.map { [$0.outcome.rawValue, $0.reason, "\($0.count)"] })
  }

  @Test func thePointsAreThoseOfTheView() async throws {
    try await SmallSurvey(seed: 12).record(into: database)
    let points = try database.finishedWaves()[0].points.map {
      ["\($0.unit.rawValue)", $0.base.rawValue, $0.metric.word, "\($0.numerator)", "\($0.denominator)"]
    }
    let rows = try database.rows(
      "SELECT unit, base, metric, numerator, denominator FROM v_trend ORDER BY unit, base, metric")
    #expect(points == rows)
  }

  @Test func wavesComeInTheOrderOfTheirNominalDates() async throws {
    let survey = SmallSurvey(seed: 13)
    for (label, epoch) in [("b", 1_500_000_000), ("c", 1_400_000_000), ("a", 1_500_000_000)] as [(String, Int64)] {
      try await survey.record(into: database, label: label, asOf: Instant(epoch: epoch))
    }
    #expect(try database.finishedWaves().map(\.label) == ["c", "a", "b"])
    #expect(try database.finishedWaves(judgement: "another").isEmpty)
  }
}
