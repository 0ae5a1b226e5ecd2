import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// What is merged, and what is not.
@Suite struct MergingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private var survey: SmallSurvey {
    var survey = SmallSurvey()
    for number in 1...6 {
      survey.domain("d\(number).example", (10, "mx\(number).example"))
      survey.host(
        "mx\(number).example", ("198.51.100.\(number)", .tls(FakeLeaf(.trusted, "mx\(number).example"))))
    }
    return survey
  }

  /// The refusal of merging a file.
  private func refusal(_ file: String, into database: SurveyDatabase) async throws -> MergeRefusal.Reason? {
    do {
      _ = try await database.merge(scratch.file(file))
      return nil
    } catch let refusal as MergeRefusal {
      #expect(refusal.path == scratch.file(file))
      return refusal.reason
    }
  }

  /// A database with one wave of stage `resolve`, changed.
  private func resolved(_ file: String, change: (inout WaveSetup, inout SmallSurvey) -> Void) async throws {
    var setup = WaveSetup()
    var survey = survey
    setup.settings = survey.settings
    change(&setup, &survey)
    let database = try scratch.database(file)
    let wave = try await database.wave(setup, startedAt: Instant(epoch: 1_000_000))
    try await SurveyRecorder(survey: survey, wave: wave).list()
    let part = SurveyPart(stage: .resolve)
    _ = try await wave.begin(part)
    try await SurveyRecorder(survey: survey, wave: wave).lookUp()
    try await wave.finish(part, at: Instant(epoch: 1_050_000))
    try database.close()
  }

  @Test func everyTableIsMergedOrMadeAnew() throws {
    let database = try scratch.database()
    let tables = try database.column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    let known = [
      MergedTables.dictionaries, MergedTables.facts, MergedTables.judgements, MergedTables.words,
      MergedTables.stretches,
    ]
    for table in tables { #expect(known.count { $0.contains(table) } == 1, "\(table)") }
    #expect(known.reduce(0) { $0 + $1.count } == tables.count)
  }

  @Test func aPartIsInNoTrendAndSaysWhatItHolds() async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let file = try await sharded.resolved(1, of: 3)
    var database = try SurveyDatabase(reading: scratch.file(file))
    #expect(try database.rows("SELECT state, domains FROM v_scan") == [["partial", "6"]])
    #expect(try database.rows("SELECT stage, shards, shard FROM v_shard") == [["resolve", "3", "1"]])
    #expect(try database.value("SELECT count(*) FROM v_judgement") == "0")
    #expect(try database.finishedWaves().isEmpty)
    try database.close()
    let resolved = try await sharded.merged(
      [file, sharded.resolved(0, of: 3), sharded.resolved(2, of: 3)], into: "r.db")
    let probed = try await sharded.probed(0, of: 2, from: resolved)
    database = try SurveyDatabase(reading: scratch.file(probed))
    #expect(try database.rows("SELECT state, addresses FROM v_scan") == [["partial", "6"]])
    #expect(try database.value("SELECT count(*) FROM v_trend_all") == "0")
    #expect(try database.finishedWaves().isEmpty)
    #expect(
      try database.rows("SELECT stage, shard, finished_at IS NULL FROM v_shard ORDER BY stage DESC, shard")
        == [["resolve", "0", "0"], ["resolve", "1", "0"], ["resolve", "2", "0"], ["probe", "0", "0"]])
    try database.close()
  }

  @Test func whatLacksIsTold() async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let parts = [try await sharded.resolved(0, of: 3), try await sharded.resolved(2, of: 3)]
    let database = try scratch.database()
    for part in parts { _ = try await database.merge(scratch.file(part)) }
    let wave = try #require(try database.partialWave("2026-11"))
    let coverage = try await wave.coverage()
    #expect(!coverage.isComplete(.resolve))
    #expect(coverage.missing(.resolve).map { $0.map(\.description) } == [["--stage resolve --shards 3 --shard 1"]])
    #expect(coverage.missing(.probe).isEmpty)
    #expect(try await !wave.complete(at: Instant(epoch: 1_070_000)))
    #expect(try await wave.stage() == .domains)
    try database.close()
  }

  /// One wave in one database, shard by shard.
  @Test func shardsMayBeMadeOneAfterAnotherInOnePlace() async throws {
    let database = try scratch.database()
    var setup = WaveSetup()
    setup.settings = survey.settings
    let wave = try await database.wave(setup, startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.list()
    for number in 0..<2 {
      let shard = try #require(Shard(number, of: 2))
      let part = SurveyPart(stage: .resolve, shard: shard)
      #expect(try await wave.begin(part))
      let other = SurveyPart(stage: .resolve, shard: try #require(Shard(1 - number, of: 2)))
      if number == 0 {
        await #expect(throws: Wave.PartConflict.self) { _ = try await wave.begin(other) }
      }
      try await recorder.lookUp { shard.holds($0, seed: setup.seed) }
      try await wave.finish(part, at: Instant(epoch: 1_050_000))
      #expect(try await !wave.begin(part))
      #expect(try await wave.stage() == (number == 0 ? .domains : .probes))
    }
    #expect(try await wave.targetCount() == 6)
    try database.close()
  }

  @Test func partsOfAnotherSurveyAreRefusedAndNothingOfThemIsTaken() async throws {
    let database = try scratch.database()
    try await resolved("same.db") { _, _ in }
    #expect(try await refusal("same.db", into: database) == nil)
    let before = try database.rows("SELECT * FROM scan")
    let cases: [(String, (inout WaveSetup, inout SmallSurvey) -> Void, MergeRefusal.Reason)] = [
      ("seed.db", { setup, _ in setup.seed = 8 }, .setting(name: "seed", here: "7", there: "8")),
      ("port.db", { setup, _ in setup.port = 25 }, .setting(name: "port", here: "2525", there: "25")),
      (
        "settings.db", { setup, _ in setup.settings["tls"] = "legacy" },
        .setting(name: "tls", here: "automatic", there: "legacy")
      ),
      ("frame.db", { setup, _ in setup.frame = .cluster }, .setting(name: "frame", here: "census", there: "cluster")),
      (
        "as-of.db", { setup, _ in setup.asOf = Instant(epoch: 0) },
        .setting(name: "as-of", here: "none", there: "1970-01-01T00:00:00Z")
      ),
      ("kind.db", { setup, _ in setup.isSynthetic = false }, .kind(databaseIsSynthetic: true)),
    ]
    for (file, change, reason) in cases {
      try await resolved(file, change: change)
      #expect(try await refusal(file, into: database) == reason, "\(file)")
    }
    try await resolved("lists.db") { _, survey in survey.lists[0].append(("more.example", 1)) }
    if case .lists = try await refusal("lists.db", into: database) {} else { Issue.record("other lists were taken") }
    // The digest is the same: somebody took a domain out.
    try await resolved("domains.db") { _, _ in }
    let forgetful = try SurveyDatabase(writing: scratch.file("domains.db"))
    _ = try await forgetful.forget(
      [.name(try DomainName("d1.example"))], at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    try forgetful.close()
    #expect(try await refusal("domains.db", into: database) == .domains)
    #expect(try database.rows("SELECT * FROM scan") == before)
    #expect(try database.value("SELECT count(*) FROM domain") == "6")
    try database.close()
  }

  @Test func whatIsNotReadyIsRefused() async throws {
    let database = try scratch.database()
    try scratch.database("empty.db").close()
    #expect(try await refusal("empty.db", into: database) == .empty)

    let unread = try scratch.database("unread.db")
    _ = try await unread.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    try unread.close()
    #expect(try await refusal("unread.db", into: database) == .unread)

    let file = try await ShardedSurvey(scratch: scratch, survey: survey).resolved(0, of: 2, finishing: false)
    #expect(try await refusal(file, into: database) == .unfinished)
    // As far as it is.
    _ = try await database.merge(scratch.file(file), unfinished: true)
    #expect(try database.value("SELECT count(*) FROM scan_shard") == "0")
    #expect(try database.value("SELECT count(mx_status) > 0 FROM scan_domain") == "1")

    try await resolved("abandoned.db") { setup, _ in setup.label = "2026-10" }
    let abandoned = try SurveyDatabase(writing: scratch.file("abandoned.db"))
    _ = try await abandoned.abandon(label: "2026-10")
    try abandoned.close()
    #expect(try await refusal("abandoned.db", into: database) == .abandoned)

    let queue = try DatabaseQueue(path: scratch.file("older.db"))
    try Migrations.migrator.migrate(queue, upTo: "8")
    try queue.close()
    #expect(try await refusal("older.db", into: database) == .older)
    try database.close()
  }

  /// Of what nobody looked at nothing is said, and it is in no denominator.
  @Test func aWaveThatLacksPartsCanBeFinishedWithWhatThereIs() async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let resolved = try await sharded.merged([sharded.resolved(0, of: 2)], into: "half.db")
    let database = try SurveyDatabase(writing: scratch.file(resolved))
    let known = try #require(try database.value("SELECT count(mx_status) FROM scan_domain").flatMap { Int($0) })
    #expect((1...5).contains(known))
    let wave = try #require(try database.partialWave("2026-11"))
    #expect(try await wave.complete(finishing: true, at: Instant(epoch: 1_070_000)))
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    #expect(
      try database.rows("SELECT mx_status, count(*) FROM v_domain GROUP BY 1 ORDER BY 1")
        == [["inconclusive", "\(6 - known)"], ["mx", "\(known)"]])
    #expect(
      try database.rows("SELECT outcome, reason, count(*) FROM v_probe") == [
        ["inconclusive", "self.cancelled", "\(known)"]
      ])
    #expect(try database.rows("SELECT DISTINCT denominator FROM v_trend WHERE unit = 'domain'") == [["0.0"]])
    try database.close()
    // What was given up there is not to pass for what was looked at here.
    let other = try scratch.database("other.db")
    #expect(try await refusal(resolved, into: other) == .forced)
    #expect(try await refusal(sharded.resolved(1, of: 2), into: other) == nil)
    #expect(try await refusal(resolved, into: other) == .forced)
    try other.close()
  }

  /// The look that nobody took is the one that the wave's settings begin with.
  @Test(arguments: [("automatic", "modern"), ("modern", "modern"), ("both", "modern"), ("legacy", "legacy")])
  func whatIsGivenUpHasTheFirstLookOfTheWave(tls: String, look: String) async throws {
    var survey = survey
    survey.settings["tls"] = tls
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let resolved = try await sharded.merged([sharded.resolved(0, of: 1)], into: "resolved.db")
    let database = try SurveyDatabase(writing: scratch.file(resolved))
    let wave = try #require(try database.partialWave("2026-11"))
    #expect(try await wave.complete(finishing: true, at: Instant(epoch: 1_070_000)))
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    #expect(
      try database.rows("SELECT DISTINCT look, is_final, reason FROM v_probe") == [[look, "1", "self.cancelled"]])
    try database.close()
  }

  /// A wave in parts that a plain scan made whole is as one that never was in parts.
  @Test func whatLackedAndWasMadeHereIsWhole() async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let file = try await sharded.merged([sharded.resolved(0, of: 2)], into: "half.db")
    let database = try SurveyDatabase(writing: scratch.file(file))
    let wave = try #require(try database.partialWave("2026-11"))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.resolve()
    try await recorder.probe()
    try await wave.noteWhole(at: Instant(epoch: 1_060_000))
    try await wave.enter(.judging)
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    try database.close()
    try await sharded.merged([file], into: "copy.db")
    #expect(try ShownViews("copy.db", in: scratch) == ShownViews(file, in: scratch))
  }

  /// Each part forgets the same at a time of its own; a check that ran twice is wrong where it ever was.
  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func whatAllPartsKnowIsTakenOnce(order: [Int]) async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let parts = [
      (domains: 1, at: 30, isWrong: 0), (domains: 1, at: 20, isWrong: 1), (domains: 1, at: 25, isWrong: 0),
    ]
    var files: [String] = []
    let resolved = try await sharded.merged([sharded.resolved(0, of: 1)], into: "resolved.db")
    for (number, part) in parts.enumerated() {
      let file = try await sharded.probed(number, of: 3, from: resolved)
      let database = try SurveyDatabase(writing: scratch.file(file))
      try database.execute(
        """
        INSERT INTO forgotten VALUES (1, \(part.domains), 2, 3, \(part.at));
        INSERT INTO inference SELECT 1, min(address_id), 0 FROM address;
        INSERT INTO inference_check SELECT 1, min(address_id), min(host_id), 4, \(part.isWrong) FROM host_address;
        """)
      try database.close()
      files.append(file)
    }
    try await sharded.merged(order.map { files[$0] }, into: "merged.db", completing: false)
    let database = try SurveyDatabase(reading: scratch.file("merged.db"))
    #expect(
      try database.rows("SELECT domains, hosts, addresses, forgotten_at FROM forgotten") == [["1", "2", "3", "20"]])
    #expect(try database.column("SELECT is_wrong FROM inference_check") == ["1"])
    try database.close()
  }

  /// An answer goes before none, whichever is merged first.
  @Test(arguments: [false, true])
  func theConclusiveRowIsKeptThenTheEarliest(isReversed: Bool) async throws {
    let good = ShardedSurvey(scratch: scratch, survey: survey, prefix: "good-")
    var worse = survey
    worse.sights["198.51.100.1"] = ["mx1.example": .inconclusive]
    worse.sights["198.51.100.2"] = ["mx2.example": .tls(FakeLeaf(.selfSigned, "mx2.example"), at: 999_999)]
    worse.sights["198.51.100.3"] = ["mx3.example": .tls(FakeLeaf(.selfSigned, "mx3.example"), at: 1_000_001)]
    worse.addresses["mx4.example"] = HostLookup(.failed(.timeout), .failed(.timeout))
    let bad = ShardedSurvey(scratch: scratch, survey: worse, prefix: "bad-")
    let resolved = try await good.merged([good.resolved(0, of: 1)], into: "resolved.db")
    let doubtful = try await bad.merged([bad.resolved(0, of: 1)], into: "doubtful.db")
    var files = [
      try await good.probed(0, of: 1, from: resolved), try await bad.probed(0, of: 1, from: doubtful),
    ]
    if isReversed { files.reverse() }
    try await good.merged(files, into: "merged.db")
    let database = try SurveyDatabase(reading: scratch.file("merged.db"))
    #expect(
      try database.rows("SELECT mx_host, outcome, class FROM v_host ORDER BY 1") == [
        ["mx1.example", "tls", "ca-verified"], ["mx2.example", "tls", "self-signed"],
        ["mx3.example", "tls", "ca-verified"], ["mx4.example", "tls", "ca-verified"],
        ["mx5.example", "tls", "ca-verified"], ["mx6.example", "tls", "ca-verified"],
      ])
    // Nothing is left of what gave way.
    #expect(try database.value("SELECT count(*) FROM v_certificate") == "6")
    #expect(try database.value("SELECT count(*) FROM ending WHERE outcome = 'inconclusive'") == "0")
    try database.close()
  }

  @Test func aWaveThatIsFinishedTakesNothingAndAWholeOneIsJudgedAnew() async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: survey)
    let whole = try await sharded.whole()
    try await sharded.merged([whole], into: "copy.db")
    let database = try SurveyDatabase(writing: scratch.file("copy.db"))
    #expect(try ShownViews("copy.db", in: scratch) == ShownViews(whole, in: scratch))
    #expect(try await database.merge(scratch.file(whole)).map(\.isFinished) == [true])
    try database.close()
  }

  /// Two waves whose rows have other numbers in each database.
  @Test func numbersOfRowsAreOfNoConsequence() async throws {
    let second = ShardedSurvey(scratch: scratch, survey: SmallSurvey(seed: 3), label: "2026-12", prefix: "b-")
    let database = try scratch.database("whole.db")
    try await survey.record(into: database)
    try await SmallSurvey(seed: 3).record(into: database, label: "2026-12")
    try database.close()
    let first = try await ShardedSurvey(scratch: scratch, survey: survey, prefix: "a-").whole()
    let shards = [try await second.resolved(0, of: 2), try await second.resolved(1, of: 2)]
    let resolved = try await second.merged(shards, into: "resolved.db")
    try await second.merged([first, second.probed(0, of: 1, from: resolved)], into: "merged.db")
    let (left, right) = try (ShownViews("whole.db", in: scratch), ShownViews("merged.db", in: scratch))
    #expect(left == right, "\(left.difference(right))")
  }
}
