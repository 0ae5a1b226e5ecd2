import Foundation
import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct CompactingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Compacts everything that is old enough, oldest first.
  @discardableResult
  private func compact(_ database: SurveyDatabase, keepingMonths months: Int = 0) async throws -> [CompactedWave] {
    var compacted: [CompactedWave] = []
    for wave in try database.compactableWaves(keepingMonths: months) {
      let counts = try await database.compact(wave.label)
      #expect(counts?.rows == wave.rows)
      if let counts { compacted.append(counts) }
    }
    return compacted
  }

  private func expectSame(_ found: SurveyDatabase, _ expected: KeptViews) throws {
    let views = try KeptViews(found)
    #expect(views == expected, "\(views.difference(expected))")
    #expect(try found.rows("PRAGMA foreign_key_check").isEmpty)
    #expect(try found.rows("PRAGMA integrity_check") == [["ok"]])
  }

  @Test func whatDidNotChangeIsKeptOnce() async throws {
    let database = try scratch.database()
    for label in DatedWaves.labels { try await SmallSurvey(seed: 5).record(into: database, label: label) }
    try DatedWaves.date(database)
    let views = try KeptViews(database)
    let compacted = try await compact(database)
    #expect(compacted.map(\.label) == ["2026-08", "2026-09", "2026-10"])
    #expect(Set(compacted.map(\.rows)).count == 1)
    #expect(compacted[0].keptRows > 0 && compacted[0].keptRows < compacted[0].rows)
    #expect(compacted.dropFirst().map(\.keptRows) == [0, 0])
    #expect(try database.rows("SELECT DISTINCT first, last FROM probe_stretch") == [["1", "3"]])
    #expect(try database.column("SELECT DISTINCT s.label FROM probe p JOIN scan s USING (scan_id)") == ["2026-11"])
    #expect(
      try database.rows("SELECT label, compacted FROM v_scan ORDER BY label")
        == [["2026-08", "1"], ["2026-09", "1"], ["2026-10", "1"], ["2026-11", "0"]])
    try expectSame(database, views)
  }

  /// Times are those of the wave, but for one that decides how a chain is judged; durations are none.
  @Test func whatIsGivenUpIsSaid() async throws {
    var survey = SmallSurvey()
    survey.domain("one.example", (10, "mx.one.example"))
    survey.domain("two.example", (10, "mx.two.example"))
    survey.host("mx.one.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.one.example"), .modern, at: 1_000_070)))
    survey.host(
      "mx.two.example",
      ("198.51.100.2", .tls(FakeLeaf(.trusted, "mx.two.example", notAfter: 1_000_050), .modern, at: 1_000_080)))
    let database = try scratch.database()
    for label in ["2026-10", "2026-11"] { try await survey.record(into: database, label: label) }
    try DatedWaves.date(database)
    let views = try KeptViews(database)
    try await compact(database)
    try expectSame(database, views)
    #expect(
      try database.rows(
        """
        SELECT label, server_name, observed_at, milliseconds IS NULL, connect_milliseconds IS NULL,
          handshake_milliseconds IS NULL FROM v_probe ORDER BY label, server_name
        """) == [
          ["2026-10", "mx.one.example", "1970-01-12T13:46:40Z", "1", "1", "1"],
          ["2026-10", "mx.two.example", "1970-01-12T13:48:00Z", "1", "1", "1"],
          ["2026-11", "mx.one.example", "1970-01-12T13:47:50Z", "0", "0", "0"],
          ["2026-11", "mx.two.example", "1970-01-12T13:48:00Z", "0", "0", "0"],
        ])
    #expect(
      try database.column("SELECT time FROM v_host WHERE label = '2026-10' ORDER BY mx_host") == ["ok", "expired"])
    // A wave that is laid out does not pretend to have measured.
    try await database.turn("2026-10")
    #expect(
      try database.rows(
        "SELECT DISTINCT milliseconds, compacted FROM v_probe p JOIN v_scan s USING (label) WHERE label = '2026-10'")
        == [["NULL", "0"]])
    try expectSame(database, views)
  }

  @Test func aSecondRunChangesNothing() async throws {
    let database = try scratch.database()
    try await DatedWaves.record(into: database, seed: 70)
    try await compact(database)
    func everything() throws -> [[[String]]] {
      try database.column("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1").map {
        try database.rows("SELECT * FROM \($0)")
      }
    }
    let before = try everything()
    #expect(try await compact(database).isEmpty)
    #expect(try await database.compact("2026-08") == nil)
    #expect(try await database.compact("2026-07") == nil)
    #expect(try everything() == before)
  }

  @Test(arguments: [
    ("2026-05-31", 3, ["2025-12-31", "2026-02-27"]), ("2026-05-31", 0, ["2025-12-31", "2026-02-27", "2026-02-28"]),
    ("2026-05-28", 3, ["2025-12-31", "2026-02-27"]), ("2026-05-29", 3, ["2025-12-31", "2026-02-27"]),
    ("2026-05-31", 5, []), ("2026-05-31", 1_200, []),
  ])
  func monthsAreCountedFromTheNewestWave(newest: String, months: Int, expected: [String]) throws {
    let database = try scratch.database()
    for (date, state) in [
      ("2025-12-31", "finished"), ("2026-02-27", "finished"), ("2026-02-28", "finished"), (newest, "finished"),
      ("2020-01-01", "abandoned"), ("2030-01-01", "running"),
    ] {
      try database.execute(
        """
        INSERT INTO scan (label, wave_date, started_at, state, stage, synthetic, port, seed, settings, version)
        VALUES ('\(date)', '\(date)', 1, '\(state)', 'done', 1, 25, 1, '', '0')
        """)
    }
    #expect(try database.compactableWaves(keepingMonths: months).map(\.label) == expected)
  }

  @Test func whatIsStoppedInTheMiddleOfAWaveIsAsItWas() async throws {
    struct Stop: Error {}
    let database = try scratch.database()
    try await DatedWaves.record(into: database, seed: 71)
    let views = try KeptViews(database)
    _ = try await database.compact("2026-08")
    let tables = try StretchTable.all.map { try database.rows("SELECT * FROM \($0.stretches)") }
    await #expect(throws: Stop.self) {
      try await database.pool.write { db in
        let scanID = try Int64.fetchOne(db, sql: "SELECT scan_id FROM scan WHERE label = '2026-09'") ?? 0
        _ = try Compacting(db: db, scanID: scanID).compact()
        throw Stop()
      }
    }
    #expect(try StretchTable.all.map { try database.rows("SELECT * FROM \($0.stretches)") } == tables)
    try expectSame(database, views)
    #expect(try await compact(database).map(\.label) == ["2026-09", "2026-10"])
    try expectSame(database, views)
  }

  @Test func aFurtherMonthGoesOnWithTheStretches() async throws {
    let (grown, plain) = (try scratch.database("grown.db"), try scratch.database("plain.db"))
    // Without dates, so that the waves follow each other by their labels from the first to the last.
    try await DatedWaves.record(into: grown, seed: 72, labels: Array(DatedWaves.labels.prefix(2)), isDated: false)
    _ = try await grown.compact("2026-08")
    try await DatedWaves.record(into: grown, seed: 72, labels: Array(DatedWaves.labels.suffix(2)))
    try await DatedWaves.record(into: plain, seed: 72)
    try expectSame(grown, try KeptViews(plain))
    #expect(try grown.storedChanges() == plain.storedChanges())
    #expect(try await compact(grown).map(\.label) == ["2026-09", "2026-10"])
    try expectSame(grown, try KeptViews(plain))
    #expect(try grown.rows("SELECT max(last) FROM probe_stretch WHERE first = 1") != [["1"]])
  }

  /// A wave whose date lies between those of compacted ones is in none of their stretches.
  @Test func aWaveFromBetweenIsMerged() async throws {
    let (found, plain) = (try scratch.database("found.db"), try scratch.database("plain.db"))
    let late = [DatedWaves.labels[0], DatedWaves.labels[2], DatedWaves.labels[3]]
    for database in [found, plain] { try await DatedWaves.record(into: database, seed: 73, labels: late) }
    try await compact(found)
    let between = try scratch.database("between.db")
    try await DatedWaves.record(into: between, seed: 73, labels: [DatedWaves.labels[1]])
    try between.close()
    for database in [found, plain] {
      #expect(try await database.merge(between.path).map(\.label) == ["2026-09"])
      let wave = try #require(try database.partialWave("2026-09"))
      #expect(try await wave.complete(at: Instant(epoch: 1_070_000)))
      try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    }
    try expectSame(found, try KeptViews(plain))
    #expect(try found.storedChanges() == plain.storedChanges())
    #expect(try await compact(found).map(\.label) == ["2026-09"])
    try expectSame(found, try KeptViews(plain))
  }

  /// Domains that were not drawn go, unless another wave lists them, be it a compacted one.
  @Test func aSampleThatIsDrawnLaterLeavesItsDomains() async throws {
    let database = try scratch.database()
    try await DatedWaves.record(into: database, seed: 78)
    let views = try KeptViews(database)
    try await compact(database)
    try await database.turn("2026-11")
    var setup = WaveSetup("2026-12")
    setup.frame = .sample
    let wave = try await database.wave(setup, startedAt: Instant(epoch: 1_000_000))
    let domains = (0..<60).map { ListedDomain(name: DomainName(uncheckedCanonical: "d\($0).example"), weight: 1) }
    try await wave.add(domains, listNumber: 0, weighting: .uniform)
    let outcome = ListOutcome(name: "list", weighting: .uniform, lines: 60, entries: 60, rejected: [:])
    try await wave.finishLists([outcome], sha256: .synthetic("sample"), sample: SampleSize("1"))
    #expect(try database.value("SELECT count(*) FROM v_domain WHERE label = '2026-12'") == "1")
    try database.execute(
      "DELETE FROM scan_list WHERE scan_id = 5; DELETE FROM scan_domain WHERE scan_id = 5; DELETE FROM scan WHERE scan_id = 5"
    )
    try expectSame(database, views)
  }

  @Test func aCompactedWaveIsNotMergedAndTakesNothing() async throws {
    let (compacted, plain) = (try scratch.database("compacted.db"), try scratch.database("plain.db"))
    for database in [compacted, plain] { try await DatedWaves.record(into: database, seed: 74) }
    try await compact(compacted)
    let views = try KeptViews(compacted)
    let (compactedPath, plainPath) = (compacted.path, plain.path)
    try plain.close()
    #expect(try await compacted.merge(plainPath).allSatisfy(\.isFinished))
    try expectSame(compacted, views)
    try compacted.close()
    let empty = try scratch.database("empty.db")
    await #expect(throws: MergeRefusal(path: compactedPath, label: "2026-08", reason: .compacted)) {
      try await empty.merge(compactedPath)
    }
    #expect(try empty.value("SELECT count(*) FROM scan") == "0")
  }

  @Test func copiesOfItAreThoseOfThePlainOne() async throws {
    let database = try scratch.database()
    try await DatedWaves.record(into: database, seed: 75)
    func copy(_ name: String, _ snapshot: Snapshot) throws -> KeptViews {
      try snapshot.write(database, to: scratch.file(name))
      let copy = try SurveyDatabase(reading: scratch.file(name))
      defer { try? copy.close() }
      return try KeptViews(copy)
    }
    let plain = (
      try copy("1.db", Snapshot()), try copy("2.db", Snapshot(withoutAddresses: true, withoutDER: true))
    )
    try await compact(database)
    #expect(try copy("3.db", Snapshot()) == plain.0)
    #expect(try copy("4.db", Snapshot(withoutAddresses: true, withoutDER: true)) == plain.1)
  }

  @Test(arguments: [InstantRule.observation, .at(Instant(epoch: 1_000_060))])
  func itCanBeJudgedAgain(rule: InstantRule) async throws {
    let (found, plain) = (try scratch.database("found.db"), try scratch.database("plain.db"))
    for database in [found, plain] { try await DatedWaves.record(into: database, seed: 76) }
    try await compact(found)
    for database in [found, plain] {
      for label in DatedWaves.labels {
        let wave = try #require(try database.finishedWave(label))
        #expect(try await wave.judgeAgain(JudgementPlan(label: "again", rule: rule, judge: FakeJudge())))
        #expect(try await !wave.judgeAgain(JudgementPlan(label: "again", rule: rule, judge: FakeJudge())))
      }
    }
    try expectSame(found, try KeptViews(plain))
    #expect(try found.storedChanges() == plain.storedChanges())
    #expect(try found.compactedLabels() == ["2026-08", "2026-09", "2026-10"])
  }

  @Test(arguments: [0, RollUp.verdictVersion])
  func itIsAddedUpAnewByALaterVersion(version: Int) async throws {
    let (found, plain) = (try scratch.database("found.db"), try scratch.database("plain.db"))
    for database in [found, plain] { try await DatedWaves.record(into: database, seed: 77) }
    try await compact(found)
    for database in [found, plain] {
      try database.execute("UPDATE judgement SET roll_up = \(version), counted = 0; DELETE FROM trend")
      #expect(try database.staleRollUps() == 6)
      try await database.refreshRollUps(operatorOf: .byNumber)
      #expect(try database.staleRollUps() == 0)
    }
    try expectSame(found, try KeptViews(plain))
    #expect(try found.compactedLabels() == ["2026-08", "2026-09", "2026-10"])
    #expect(try found.value("SELECT count(*) FROM v_trend WHERE label = '2026-08'") != "0")
  }

  @Test func whatIsForgottenIsInNoStretch() async throws {
    let names: Set<String> = ["d3.example", "d6.example", "d30.example"]
    let (found, plain) = (try scratch.database("found.db"), try scratch.database("plain.db"))
    for database in [found, plain] { try await DatedWaves.record(into: database, seed: 40) }
    try await compact(found)
    let subjects: [ForgettingSubject] =
      try names.sorted().map { .name(try DomainName($0)) }
      + [.name(try DomainName("mx1.example")), .network(try #require(Network("198.51.100.4")))]
    let rehearsal = try await found.wouldForget(subjects)
    var counts: [ForgottenCounts] = []
    for database in [found, plain] {
      counts.append(try await database.forget(subjects, at: Instant(epoch: 1_200_000), operatorOf: .byNumber))
    }
    #expect(counts[0].waves == counts[1].waves && counts[0].certificates == counts[1].certificates)
    #expect(rehearsal == counts[0])
    #expect(counts[0].waves.count == 4)
    try expectSame(found, try KeptViews(plain))
    #expect(try found.compactedLabels() == ["2026-08", "2026-09", "2026-10"])
    for (table, column, gone) in [
      ("scan_domain_stretch", "domain_id", "domain"), ("probe_stretch", "host_id", "mx_host"),
      ("probe_stretch", "address_id", "address"), ("probe_stretch", "ending_id", "ending"),
      ("probe_stretch", "chain_id", "chain"), ("scan_domain_stretch", "mx_set_id", "mx_set"),
    ] {
      #expect(
        try found.value(
          "SELECT count(*) FROM \(table) WHERE \(column) IS NOT NULL AND \(column) NOT IN (SELECT \(column) FROM \(gone))"
        )
          == "0", "\(table).\(column)")
    }
    let path = found.path
    try found.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data("d30.example".utf8)) == nil)
  }

  /// One wave or one name is looked for in both halves of the views, and not first put together of all waves.
  @Test(arguments: ["v_probe", "v_host", "v_domain"])
  func oneWaveIsNotLookedForInAll(view: String) throws {
    let database = try scratch.database()
    for condition in ["label = '2026-11'", "label = (SELECT max(label) FROM v_scan)"] {
      let plan = try database.rows("EXPLAIN QUERY PLAN SELECT * FROM \(view) WHERE \(condition)").map { $0[3] }
      #expect(!plan.contains { $0.hasPrefix("MATERIALIZE") || $0.hasPrefix("CO-ROUTINE") }, "\(plan)")
      #expect(plan.filter { $0.hasPrefix("SEARCH s USING") && $0.contains("(label=?)") }.count == 2, "\(plan)")
      #expect(plan.contains { $0.hasPrefix("SEARCH w USING") && $0.contains("(scan_id=?)") }, "\(plan)")
    }
  }
}
