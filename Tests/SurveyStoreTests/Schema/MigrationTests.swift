import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// Databases of earlier versions.
@Suite struct MigrationTests {
  @Test func aFinishedWaveOfVersion1StaysWhatItWas() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "1")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO scan (scan_id, label, wave_date, started_at, finished_at, state, stage, synthetic, port, seed,
            settings, domains, mx_hosts, addresses, probes, version)
          VALUES (1, '2026-10', '2026-10-01', 1790000000, 1790001000, 'finished', 'done', 0, 25, 1, 'tls=legacy', 1, 1, 1,
            1, '0.1.0');
          INSERT INTO scan_list VALUES (1, 0, 'list.csv', 'uniform', 1, 1, 0);
          INSERT INTO domain VALUES (1, 'd.example');
          INSERT INTO mx_host VALUES (1, 'mx.example', 1);
          INSERT INTO mx_set VALUES (1, x'010a01', 1);
          INSERT INTO mx_set_member VALUES (1, 1, 10, 1);
          INSERT INTO address VALUES (1, x'c6336401', '198.51.100.1');
          INSERT INTO scan_host VALUES (1, 1, 1, 0, 1, 1, 'no-starttls', 1);
          INSERT INTO scan_domain VALUES (1, 0, 1, 1.0, 0, 1, 1);
          INSERT INTO host_address VALUES (1, 1, 1);
          INSERT INTO target VALUES (1, 0, 1);
          INSERT INTO ending VALUES (1, 'no-starttls', 'starttls', 'no_starttls', 0, x'');
          INSERT INTO probe VALUES (1, 1, 1, 1, 1, 0, 1, NULL, NULL, 1790000500, 20, 3, NULL);
          INSERT INTO judgement VALUES (1, 1, 'as-observed', x'00', x'00', 'observation', 1);
          INSERT INTO host_verdict VALUES (1, 1, 'no-tls', 'no-tls', 'no-tls');
          INSERT INTO mx_set_verdict VALUES (1, 1, 'no-tls', 0.0);
          INSERT INTO trend VALUES (1, 'mx_host', 'reachable', 'no_tls', 1, 1, NULL, NULL, 'none')
          """)
    }
    try queue.close()
    let database = try SurveyDatabase(writing: path)
    #expect(
      try database.rows("SELECT mx_host, outcome, class, dane FROM v_host")
        == [["mx.example", "no-starttls", "no-tls", "NULL"]])
    #expect(
      try database.rows("SELECT domain, class, mta_sts, authenticated FROM v_domain")
        == [["d.example", "no-tls", "NULL", "NULL"]])
    #expect(try database.value("SELECT count(*) FROM v_sender") == "0")
    #expect(try database.finishedWaves()[0].points.count == 1)
    // It can be added up anew.
    #expect(try database.staleRollUps() == 1)
    try await database.refreshRollUps(operatorOf: .byNumber)
    #expect(try database.finishedWaves()[0].point(.noTLS, unit: .mxOperator, base: .reachable)?.numerator == 1)
    #expect(try database.rows("SELECT plaintext FROM v_sender WHERE policy = 'postfix-may'") == [["1.0"]])
    // And it can be judged again, with what is known of it.
    let wave = try #require(try database.finishedWave("2026-10"))
    _ = try await wave.judgeAgain(JudgementPlan(label: "again", judge: FakeJudge()))
    #expect(
      try database.rows(
        "SELECT plaintext, domains FROM v_sender_all WHERE policy = 'postfix-may' AND judgement = 'again'") == [
          ["1.0", "1.0"]
        ])
    #expect(try database.value("SELECT count(*) FROM v_trend_all WHERE metric = 'dane_match'") == "0")
    try database.close()
  }
  @Test func aWaveOfVersion3ThatIsUnderWayGoesOn() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "3")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO scan (scan_id, label, wave_date, started_at, state, stage, synthetic, port, seed, settings, domains,
            mx_hosts, addresses, version)
          VALUES (1, '2026-11', '2026-11-01', 1790000000, 'interrupted', 'probes', 1, 2525, 7, 'tls=legacy', 1, 1, 1,
            '0.1.0');
          INSERT INTO mx_host (host_id, name, is_name) VALUES (1, 'mx.example', 1);
          INSERT INTO address VALUES (1, x'c6336401', '198.51.100.1');
          INSERT INTO scan_host (scan_id, host_id, is_explicit, dns_status) VALUES (1, 1, 1, 0);
          INSERT INTO host_address VALUES (1, 1, 1);
          INSERT INTO target VALUES (1, 0, 1)
          """)
    }
    try queue.close()
    let database = try SurveyDatabase(writing: path)
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_790_001_000))
    let task = try await wave.pendingAddresses(at: [0])[0]
    try await wave.record(
      [
        ProbedName(
          addressID: 1, hostID: 1,
          observations: [Observation(.unreachable, address: task.address, name: task.names[0].name)],
          retry: ProbedName.Retry(tries: 0, dueAt: Instant(epoch: 1_790_002_000)))
      ], describe: describeFake)
    #expect(try await wave.retries(at: Instant(epoch: 1_790_002_000), limit: 1).due.map(\.addressID) == [1])
    try database.close()
  }

  @Test func aWaveOfVersion11CanBeCompacted() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "11")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO domain VALUES (1, 'd.example');
          INSERT INTO mx_host (host_id, name, is_name) VALUES (1, 'mx.example', 1);
          INSERT INTO mx_set VALUES (1, x'010a01', 1);
          INSERT INTO mx_set_member VALUES (1, 1, 10, 1);
          INSERT INTO address VALUES (1, x'c6336401', '198.51.100.1');
          INSERT INTO ending VALUES (1, 'no-starttls', 'starttls', 'no_starttls', 0, x'');
          """)
      for (scanID, month) in [(1, "2026-09"), (2, "2026-10"), (3, "2026-11")] {
        try db.execute(
          sql: """
            INSERT INTO scan (scan_id, label, wave_date, started_at, finished_at, state, stage, synthetic, port, seed,
              settings, domains, mx_hosts, addresses, probes, version)
            VALUES (\(scanID), '\(month)', '\(month)-01', 1790000000, 1790001000, 'finished', 'done', 0, 25, 1,
              'tls=legacy', 1, 1, 1, 1, '0.1.0');
            INSERT INTO scan_host (scan_id, host_id, is_explicit, dns_status, dnssec, domains, outcome, address_id)
            VALUES (\(scanID), 1, 1, 0, 1, 1, 'no-starttls', 1);
            INSERT INTO scan_domain (scan_id, ordinal, domain_id, weight, mx_status, mx_dnssec, mx_set_id)
            VALUES (\(scanID), 0, 1, 1.0, 0, 1, 1);
            INSERT INTO host_address VALUES (\(scanID), 1, 1);
            INSERT INTO target VALUES (\(scanID), 0, 1);
            INSERT INTO probe VALUES (\(scanID), 1, 1, 0, 1, 0, 1, NULL, NULL, 1790000500, 20, 3, NULL);
            INSERT INTO judgement (judgement_id, scan_id, label, trust_store_sha256, intermediates_sha256, instant_rule,
              classifier_version, roll_up, counted)
            VALUES (\(scanID), \(scanID), 'as-observed', x'00', x'00', 'observation', 1, 2, 1);
            INSERT INTO host_verdict VALUES (\(scanID), 1, 'no-tls', 'no-tls', 'no-tls');
            """)
      }
    }
    try queue.close()
    let database = try SurveyDatabase(writing: path)
    let views = try KeptViews(database)
    for label in ["2026-09", "2026-10"] { _ = try await database.compact(label) }
    #expect(try KeptViews(database) == views)
    #expect(
      try database.rows("SELECT label, mx_host, outcome, class, address FROM v_host ORDER BY label")
        == ["2026-09", "2026-10", "2026-11"].map { [$0, "mx.example", "no-starttls", "no-tls", "198.51.100.1"] })
    #expect(try database.rows("SELECT host_id, first, last FROM scan_host_stretch") == [["1", "1", "2"]])
    try database.close()
  }

  /// Who may only read a file can't bring it up to date, and need not where the question is older than the schema.
  @Test func aFileOfVersion11IsReadAndCopiedAsItIs() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "11")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO scan (scan_id, label, wave_date, started_at, finished_at, state, stage, synthetic, port, seed,
            settings, version)
          VALUES (1, '2026-10', '2026-10-01', 1790000000, 1790001000, 'finished', 'done', 0, 25, 1, '', '0.1.0');
          INSERT INTO mx_host (host_id, name, is_name) VALUES (1, 'mx.example', 1);
          INSERT INTO address VALUES (1, x'c6336401', '198.51.100.1');
          INSERT INTO ending VALUES (1, 'smtp-rejected', 'greeting', 'smtp.rejected', 554, x'41'),
            (2, 'smtp-rejected', 'greeting', 'smtp.rejected', 554, x'42');
          INSERT INTO probe VALUES (1, 1, 1, 0, 1, 0, 2, NULL, NULL, 1790000500, 20, 3, NULL);
          """)
    }
    try queue.close()
    let database = try SurveyDatabase(reading: path)
    #expect(try database.newestIntermediates().isEmpty)
    try Snapshot(withoutAddresses: true).write(database, to: scratch.file("copy.db"))
    try database.close()
    let copy = try SurveyDatabase(reading: scratch.file("copy.db"))
    #expect(
      try copy.rows("SELECT address, server_name, outcome, reply_text, milliseconds FROM v_probe")
        == [["240.0.0.1", "mx.example", "smtp-rejected", "x", "20"]])
    try copy.close()
  }

  @Test func aWaveOfVersion5HasNoJumpsOfTheClockAndTakesThem() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "5")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO scan (scan_id, label, wave_date, started_at, state, stage, synthetic, port, seed, settings, version)
          VALUES (1, '2026-11', '2026-11-01', 1790000000, 'interrupted', 'list', 1, 2525, 7, 'tls=legacy', '0.1.0')
          """)
    }
    try queue.close()
    let database = try SurveyDatabase(writing: path)
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_790_001_000))
    #expect(try database.rows("SELECT * FROM clock_jump") == [])
    try await wave.noteClockJump(by: -3_600, at: Instant(epoch: 1_790_000_500))
    try await wave.noteClockJump(by: 3_600, at: Instant(epoch: 1_790_000_500))
    try await wave.noteClockJump(by: 3_600, at: Instant(epoch: 1_790_000_500))
    #expect(
      try database.rows("SELECT * FROM clock_jump ORDER BY seconds")
        == [["1", "1790000500", "-3600"], ["1", "1790000500", "3600"]])
    try database.close()
  }
  /// Two of twelve names were probed by a version that probed all: they are evidence beside the first three.
  @Test func aWaveOfVersion8GoesOnAndInfersTheRest() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "8")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO scan (scan_id, label, wave_date, started_at, state, stage, synthetic, addresses, port, seed, settings,
            version)
          VALUES (1, '2026-11', '2026-11-01', 1790000000, 'interrupted', 'probes', 1, 1, 2525, 7, 'tls=legacy', '0.1.0');
          INSERT INTO address VALUES (1, x'c6336401', '198.51.100.1');
          INSERT INTO target VALUES (1, 0, 1);
          INSERT INTO ending VALUES (1, 'no-starttls', 'starttls', 'no_starttls', 0, x'');
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
          INSERT INTO mx_host (host_id, name, is_name) SELECT i, 'mx' || i || '.example', 1 FROM n;
          INSERT INTO scan_host (scan_id, host_id, is_explicit, dns_status) SELECT 1, host_id, 1, 0 FROM mx_host;
          INSERT INTO host_address SELECT 1, 1, host_id FROM mx_host;
          INSERT INTO probe SELECT 1, 1, host_id, 0, 1, 0, 1, NULL, NULL, 1790000100, 9, 1, NULL FROM mx_host
          WHERE host_id <= 2;
          """)
    }
    try queue.close()
    let database = try SurveyDatabase(writing: path)
    #expect(try database.rows("SELECT * FROM v_inference") == [])
    let crowd = try await CrowdedWave([], in: database)
    try await crowd.probe { _, _, _ in .noStartTLS }
    let dials = try #require(crowd.dials.values.first?.count)
    #expect((1...3).contains(dials))
    #expect(
      try database.rows("SELECT inferred, count(*) FROM v_probe GROUP BY 1")
        == [["0", "\(2 + dials)"], ["1", "\(10 - dials)"]])
    try database.close()
  }

  /// Its transitions have no interval, which is no less than a census has; a sample's are reckoned anew.
  @Test func aPairOfVersion11IsKeptUntilItIsReckonedAnew() async throws {
    let scratch = try Scratch()
    let path = scratch.file("old.db")
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrator.migrate(queue, upTo: "11")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO scan (scan_id, label, wave_date, started_at, state, stage, synthetic, port, seed, settings, version)
          VALUES (1, 'a', '2026-10-01', 1, 'finished', 'done', 1, 25, 1, '', '0.1.0'),
            (2, 'b', '2026-11-01', 2, 'finished', 'done', 1, 25, 1, '', '0.1.0');
          INSERT INTO judgement (judgement_id, scan_id, label, trust_store_sha256, intermediates_sha256, instant_rule,
            classifier_version)
          VALUES (1, 1, 'as-observed', x'00', x'00', 'observation', 1), (2, 2, 'as-observed', x'00', x'00', 'observation', 1);
          INSERT INTO wave_pair (pair_id, from_judgement, to_judgement, is_consecutive, version) VALUES (1, 1, 2, 1, 1);
          INSERT INTO transition_tally VALUES (1, 'mx_host', 'no-tls', 'no-tls', 3.0), (1, 'mx_host', 'no-tls', 'absent', 1.0);
          INSERT INTO mx_host (host_id, name, is_name) VALUES (1, 'mx.example', 1);
          INSERT INTO scan_host (scan_id, host_id, is_explicit, dns_status) VALUES (1, 1, 1, 0);
          """)
    }
    try queue.close()
    let database = try SurveyDatabase(writing: path)
    #expect(
      try database.rows("SELECT to_class, count, percent, low, high, interval FROM v_transition ORDER BY 1") == [
        ["absent", "1.0", "25.0", "NULL", "NULL", "none"], ["no-tls", "3.0", "75.0", "NULL", "NULL", "none"],
      ])
    #expect(try database.change(from: "a", to: "b")?.transitions.map(\.count) == [3, 1])
    try database.execute("UPDATE scan SET frame = 'sample' WHERE scan_id = 2")
    // The host, and its operator.
    let anew = try #require(try database.change(from: "a", to: "b"))
    #expect(
      anew.transitions.map { "\($0.from.word) → \($0.to.word)" }
        == ["inconclusive → absent", "inconclusive → absent"])
    #expect(try database.rows("SELECT mx_host, alias FROM v_host") == [["mx.example", "NULL"]])
    try database.close()
  }
}
