import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct WaveJudgingTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// As many hosts as there are sights, each with a domain and an address of its own.
  private func survey(_ sights: [SmallSurvey.Sight]) -> SmallSurvey {
    var survey = SmallSurvey()
    for (index, sight) in sights.enumerated() {
      survey.domain("d\(index).example", (10, "mx\(index).example"))
      survey.host("mx\(index).example", ("198.51.100.\(index)", sight))
    }
    return survey
  }

  private func classes() throws -> [String] { try database.column("SELECT class FROM v_host ORDER BY mx_host") }

  @Test func aChainIsJudgedOnceForAllItsNames() async throws {
    let leaf = FakeLeaf(.trusted, "mx0.example", "mx2.example")
    let judge = FakeJudge()
    try await survey((0..<4).map { .tls(leaf, at: 1_000_000 + $0) }).record(into: database, judge: judge)
    #expect(judge.instants == [1_000_000])
    #expect(try classes() == ["ca-verified", "ca-wrong-name", "ca-verified", "ca-wrong-name"])
    #expect(try database.column("SELECT name FROM v_host ORDER BY mx_host") == ["mx-san", "none", "mx-san", "none"])
    #expect(
      try database.rows("SELECT holds_from, holds_until, chain, time, errors FROM chain_verdict")
        == [["0", "4000000000", "trusted", "ok", ""]])
  }

  @Test func theJudgeIsGivenTheChainAsItWasSent() async throws {
    let leaf = FakeLeaf(.trusted, "mx0.example")
    let judge = FakeJudge()
    let ders = [leaf.der, Array("ca B".utf8), Array("ca A".utf8), Array("root".utf8)]
    try await survey([.init(session: .ecdhe, chain: PresentedChain(ders: ders))]).record(into: database, judge: judge)
    #expect(judge.chains == [ders])
  }

  @Test func aChainIsJudgedAgainAcrossABoundary() async throws {
    let leaf = FakeLeaf(
      .trusted, "mx0.example", "mx1.example", "mx2.example", "mx3.example", notBefore: 1_000_100,
      notAfter: 1_000_200)
    let judge = FakeJudge()
    let sights = [1_000_200, 1_000_099, 1_000_100, 1_000_199].map { SmallSurvey.Sight.tls(leaf, at: $0) }
    try await survey(sights).record(into: database, judge: judge)
    #expect(judge.instants == [1_000_099, 1_000_100, 1_000_200])
    #expect(try classes() == ["ca-expired", "ca-expired", "ca-verified", "ca-verified"])
    #expect(
      try database.column("SELECT time FROM v_host ORDER BY mx_host") == ["expired", "not-yet-valid", "ok", "ok"])
    #expect(
      try database.column("SELECT errors FROM v_host ORDER BY mx_host") == ["expired@0", "not-yet-valid@0", "", ""])
    #expect(
      try database.rows("SELECT holds_from, holds_until FROM chain_verdict ORDER BY 1") == [
        ["\(Int64.min)", "1000100"], ["1000100", "1000200"], ["1000200", "\(Int64.max)"],
      ])
  }

  @Test func anInstantThatIsGivenCountsForEveryProbe() async throws {
    let leaf = FakeLeaf(.trusted, "mx0.example", "mx1.example", notAfter: 1_000_200)
    let judge = FakeJudge()
    let asOf = Instant(epoch: 1_400_000_000)
    try await survey([.tls(leaf, at: 1_000_000), .tls(leaf, at: 1_000_300)]).record(
      into: database, asOf: asOf, judge: judge)
    #expect(judge.instants == [asOf.epoch])
    #expect(try classes() == ["ca-expired", "ca-expired"])
    #expect(try database.column("SELECT time FROM v_host") == ["expired", "expired"])
    #expect(try database.value("SELECT instant_rule FROM judgement") == asOf.iso8601)
    #expect(try database.rows("SELECT wave_date, epoch FROM v_scan") == [["2014-05-13", "1399939200"]])
  }

  static let kinds: [(ChainStatus, String)] = [
    (.trusted, "ca-verified"), (.selfSigned, "self-signed"), (.privateCA, "private-ca"),
    (.incomplete, "incomplete-chain"), (.unknownIssuer, "unknown-issuer"), (.other, "other-invalid"),
  ]

  @Test(arguments: kinds)
  func everyKindOfChainHasItsClass(status: ChainStatus, word: String) async throws {
    try await survey([.tls(FakeLeaf(status, "mx0.example"))]).record(into: database)
    #expect(
      try database.rows("SELECT class, class_best, class_worst, chain, issuer FROM v_host")
        == [[word, word, word, status.rawValue, "CN=Issuer of \(status.rawValue)"]])
    #expect(try database.column("SELECT class FROM v_domain") == [word])
  }

  @Test func aCommonNameAloneIsNoMatch() async throws {
    try await survey([.tls(FakeLeaf(.trusted, "other.example", commonNames: ["mx0.example"]))]).record(into: database)
    #expect(try database.rows("SELECT class, name FROM v_host") == [["ca-wrong-name", "mx-cn-only"]])
  }

  @Test func aLeafThatIsNoCertificateIsOtherInvalid() async throws {
    let sight = SmallSurvey.Sight(session: .ecdhe, chain: PresentedChain(ders: [[0xff]]))
    try await survey([sight]).record(into: database)
    #expect(try database.rows("SELECT class, chain FROM v_host") == [["other-invalid", "other"]])
  }

  @Test func tlsWithoutACertificateIsAnonymousAndNeedsNoJudge() async throws {
    let judge = FakeJudge()
    try await survey([.anonymous]).record(into: database, judge: judge)
    #expect(judge.instants.isEmpty)
    #expect(
      try database.rows("SELECT outcome, class, chain, name, time, pfs FROM v_host")
        == [["tls", "anonymous", "NULL", "NULL", "NULL", "1"]])
  }

  @Test func theChainOfAFailedHandshakeIsKeptAndGivesNoClass() async throws {
    let judge = FakeJudge()
    var sight = SmallSurvey.Sight.handshakeFailed
    let chain = PresentedChain(FakeLeaf(.trusted, "mx0.example"))
    sight.chain = chain
    try await survey([sight]).record(into: database, judge: judge)
    #expect(judge.instants.isEmpty)
    #expect(try database.rows("SELECT chain_sha256 FROM v_probe") == [[chain.sha256.description]])
    #expect(
      try database.rows("SELECT outcome, reason, class, chain FROM v_host")
        == [["handshake-failed", "tls.alert(40)", "no-tls", "NULL"]])
  }

  @Test func intermediatesAreTheCAsThatThisWavesServersSent() async throws {
    let leaf = FakeLeaf(.trusted, "mx0.example")
    let ders = ["ca C", "root R", "ca A", "no certificate"].map { Array($0.utf8) }
    let wave = try await survey([
      .init(session: .ecdhe, chain: PresentedChain(leaf, others: ders)),
      .init(session: .ecdhe, chain: PresentedChain(ders: [Array("ca leaf".utf8), Array("ca A".utf8)])),
    ]).record(into: database)
    let later = try await survey([
      .init(session: .ecdhe, chain: PresentedChain(leaf, others: [Array("ca L".utf8)]))
    ]).record(into: database, label: "2026-12")
    let expected = ["ca A", "ca C"].map { Array($0.utf8) }.sorted { .synthetic($0) < Fingerprint.synthetic($1) }
    #expect(try await wave.intermediates() == expected)
    #expect(try await later.intermediates() == [Array("ca L".utf8)])
  }

  @Test func theJudgementSaysWhatItWasMadeWith() async throws {
    try await survey([.noStartTLS]).record(into: database)
    #expect(
      try database.rows(
        "SELECT state, trust_store_sha256, intermediates_sha256, started_at, finished_at, probes FROM v_scan") == [
          [
            "finished", Fingerprint.synthetic("trust store").description,
            Fingerprint.synthetic("intermediates").description, "1970-01-12T13:46:40Z", "1970-01-13T17:33:20Z", "1",
          ]
        ])
    #expect(
      try database.rows("SELECT label, instant_rule, classifier_version FROM judgement")
        == [["as-observed", "observation", "\(Verdict.classifierVersion)"]])
  }

  @Test func anUnfinishedWaveIsInNoTrend() async throws {
    try await survey([.noStartTLS]).record(into: database, label: "2026-10")
    let wave = try await database.wave(WaveSetup("2026-11"), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey([.tls(FakeLeaf(.trusted, "mx0.example"))]), wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    try await recorder.probe()
    try await wave.set(.partial)
    #expect(try database.column("SELECT DISTINCT label FROM v_trend") == ["2026-10"])
    #expect(try database.finishedWaves().map(\.label) == ["2026-10"])
    #expect(try database.rows("SELECT outcome, class FROM v_host WHERE label = '2026-11'") == [["NULL", "NULL"]])
  }

  @Test func finishingIsAllOrNothing() async throws {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey([.tls(FakeLeaf(.trusted, "mx0.example"))]), wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    try await recorder.probe()
    try await wave.enter(.judging)
    // The last statement of the transaction fails.
    try database.execute(
      """
      CREATE TRIGGER stop BEFORE UPDATE OF state ON scan WHEN NEW.state = 'finished'
      BEGIN SELECT RAISE(ABORT, 'stopped'); END
      """)
    await #expect(throws: (any Error).self) {
      try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    }
    let tables = ["judgement", "chain_verdict", "probe_verdict", "host_verdict", "mx_set_verdict", "trend"]
    for table in tables { #expect(try database.value("SELECT count(*) FROM \(table)") == "0", "\(table)") }
    #expect(try database.rows("SELECT outcome, class FROM v_host") == [["NULL", "NULL"]])
    #expect(try await wave.stage() == .judging)

    try database.execute("DROP TRIGGER stop")
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    for table in tables { #expect(try database.value("SELECT count(*) > 0 FROM \(table)") == "1", "\(table)") }
    #expect(try await wave.stage() == .done)
  }
}
