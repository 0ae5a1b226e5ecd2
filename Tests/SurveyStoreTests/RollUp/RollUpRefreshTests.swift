import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// Databases whose waves were added up by an older version.
@Suite struct RollUpRefreshTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Tables that version 2 had, with its columns; those of the trend for its units alone.
  private static let tables: [(name: String, columns: String, filter: String)] = [
    (
      "scan",
      """
      scan_id, label, wave_date, started_at, finished_at, state, stage, synthetic, as_of, port, seed, settings,
      list_sha256, domains, mx_hosts, addresses, probes, validates_dnssec, version
      """, "1"
    ),
    ("scan_list", "*", "1"), ("domain", "*", "1"), ("mx_host", "host_id, name, is_name", "1"),
    ("mx_set", "*", "1"), ("mx_set_member", "*", "1"), ("address", "*", "1"), ("mail_policy", "*", "1"),
    ("tlsa_rrset", "*", "1"), ("scan_domain", "*", "1"), ("further_weight", "*", "1"),
    (
      "scan_host",
      """
      scan_id, host_id, is_explicit, dns_status, dnssec, domains, outcome, address_id, tlsa, tlsa_rrset_id, tlsa_base,
      dns_failure
      """, "1"
    ),
    ("host_address", "*", "1"), ("target", "*", "1"), ("certificate", "*", "1"), ("chain", "*", "1"),
    ("chain_certificate", "*", "1"), ("session", "*", "1"), ("ending", "*", "1"), ("probe", "*", "1"),
    (
      "judgement",
      "judgement_id, scan_id, label, trust_store_sha256, intermediates_sha256, instant_rule, classifier_version", "1"
    ),
    ("judgement_sender", "*", "1"), ("chain_verdict", "*", "1"), ("probe_verdict", "*", "1"),
    ("host_verdict", "*", "1"), ("mx_set_verdict", "judgement_id, mx_set_id, class, strict_share", "1"),
    ("dane_verdict", "*", "1"), ("domain_group_verdict", "*", "1"), ("named_domain", "*", "1"),
    ("sender_tally", "*", "1"),
    (
      "trend", "judgement_id, unit, base, metric, numerator, denominator, low, high, interval",
      "unit IN ('mx_host', 'address') OR unit = 'domain' OR unit LIKE 'domain_weighted%'"
    ),
  ]

  /// A database of version 2 with the waves of a database, opened by this version.
  /// - Parameter without: tables that were empty, as version 1 did not have them.
  private func older(than path: String, without empty: Set<String> = []) throws -> SurveyDatabase {
    let old = scratch.file("old.db")
    let queue = try DatabaseQueue(path: old)
    try Migrations.migrator.migrate(queue, upTo: "2")
    try queue.inDatabase { db in
      try db.execute(sql: "ATTACH DATABASE ? AS fresh", arguments: [path])
      for (name, columns, filter) in RollUpRefreshTests.tables where !empty.contains(name) {
        let into = columns == "*" ? name : "\(name) (\(columns))"
        try db.execute(sql: "INSERT INTO \(into) SELECT \(columns) FROM fresh.\(name) WHERE \(filter)")
      }
    }
    try queue.close()
    return try SurveyDatabase(writing: old)
  }

  /// A database of version 3 with all that one has, opened by this version: figures of operators, and no parts.
  private func version3(of path: String) throws -> SurveyDatabase {
    let old = scratch.file("version3.db")
    let queue = try DatabaseQueue(path: old)
    try Migrations.migrator.migrate(queue, upTo: "3")
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; ATTACH DATABASE ? AS fresh", arguments: [path])
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_word'
            AND name NOT IN ('grdb_migrations', 'operator_tally')
          """)
      for name in tables {
        let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info('\(name)')")
          .joined(separator: ", ")
        try db.execute(sql: "INSERT INTO \(name) (\(columns)) SELECT \(columns) FROM fresh.\(name)")
      }
      try db.execute(
        sql: """
          UPDATE judgement SET roll_up = 1;
          INSERT INTO operator_tally SELECT 1, unit_id, 0, 1, 0, 1.0 FROM tally_unit
          """)
    }
    try queue.close()
    return try SurveyDatabase(writing: old)
  }

  /// Everything that is added up, names for the rows of operators and units.
  private static let rollUps = [
    "SELECT * FROM trend ORDER BY 1, 2, 3, 4", "SELECT * FROM mx_set_verdict ORDER BY 1, 2",
    "SELECT * FROM mx_set_share ORDER BY 1, 2, 3", "SELECT * FROM host_verdict ORDER BY 1, 2",
    "SELECT * FROM dane_verdict ORDER BY 1, 2", "SELECT * FROM domain_group_verdict ORDER BY 1, 2, 3, 4",
    "SELECT * FROM named_domain ORDER BY 1, 2", "SELECT * FROM sender_tally ORDER BY 1, 2",
    "SELECT * FROM coverage_tally ORDER BY 1, 2, 3, 4", "SELECT * FROM breakdown ORDER BY 1, 2, 3",
    """
    SELECT p.judgement_id, o.name, p.slot, s.octets, p.number, p.weight FROM operator_part p
    LEFT JOIN sighting_pattern s USING (pattern_id) LEFT JOIN operator o USING (operator_id) ORDER BY 1, 2, 3, 4
    """,
    """
    SELECT octets, counting, base, metric, share FROM sighting_pattern JOIN pattern_share USING (pattern_id)
    ORDER BY 1, 2, 3, 4
    """,
    """
    SELECT r.judgement_id, u.word, r.place, o.name FROM operator_rank r JOIN tally_unit u USING (unit_id)
    JOIN operator o USING (operator_id) ORDER BY 1, 2, 3
    """,
    "SELECT roll_up, counted FROM judgement ORDER BY judgement_id",
    "SELECT h.name, o.name FROM mx_host h JOIN operator o USING (operator_id) ORDER BY 1",
    "SELECT label, public_suffix_sha256 FROM scan ORDER BY 1",
  ]

  private func rollUps(_ database: SurveyDatabase) throws -> [[[String]]] {
    try RollUpRefreshTests.rollUps.map { try database.rows($0) }
  }

  /// Three waves, one of them judged twice.
  private func record(into database: SurveyDatabase) async throws {
    let judge = FakeJudge(senders: [("pinned", ["mx1.example"])])
    for (number, label) in ["2026-09", "2026-10", "2026-11"].enumerated() {
      let asOf = number == 1 ? Instant(epoch: 1_500_000_000) : nil
      let wave = try await SmallSurvey(seed: UInt64(60 + number)).record(
        into: database, label: label, asOf: asOf, judge: judge)
      if number == 0 {
        let plan = JudgementPlan(label: "later", rule: .at(Instant(epoch: 1_600_000_000)), judge: judge)
        #expect(try await wave.judgeAgain(plan))
      }
    }
  }

  @Test func aDatabaseOfVersion2SaysAfterwardsWhatAFreshOneDoes() async throws {
    let fresh = try scratch.database("fresh.db")
    try await record(into: fresh)
    #expect(try fresh.staleRollUps() == 0)
    let expected = try rollUps(fresh)
    let waves = try fresh.finishedWaves()
    try fresh.close()
    let old = try older(than: fresh.path)
    #expect(try old.staleRollUps() == 4)
    #expect(try old.finishedWaves() != waves)
    try await old.refreshRollUps(operatorOf: .byNumber)
    #expect(try old.staleRollUps() == 0)
    for (left, right) in zip(try rollUps(old), expected) { #expect(left == right) }
    #expect(try old.finishedWaves() == waves)
    #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
  }

  /// Version 1 had neither senders nor what they read of domains.
  @Test func aDatabaseOfVersion1GetsItsSendersAsWell() async throws {
    let fresh = try scratch.database("fresh.db")
    try await record(into: fresh)
    let expected = try rollUps(fresh)
    try fresh.close()
    let old = try older(than: fresh.path, without: ["sender_tally", "domain_group_verdict", "named_domain"])
    #expect(try old.value("SELECT count(*) FROM v_sender") == "0")
    try await old.refreshRollUps(operatorOf: .byNumber)
    for (left, right) in zip(try rollUps(old), expected) { #expect(left == right) }
  }

  @Test func whatIsNewEnoughIsLeftAlone() async throws {
    let database = try scratch.database()
    try await record(into: database)
    try database.execute("UPDATE trend SET numerator = 7 WHERE judgement_id IN (1, 2)")
    try database.execute("UPDATE judgement SET roll_up = 0 WHERE judgement_id = 2")
    #expect(try database.staleRollUps() == 1)
    try await database.refreshRollUps(operatorOf: .byNumber)
    #expect(try database.column("SELECT DISTINCT numerator FROM trend WHERE judgement_id = 1") == ["7.0"])
    #expect(try database.value("SELECT count(DISTINCT numerator) > 1 FROM trend WHERE judgement_id = 2") == "1")
  }

  /// The trend is the sum of the parts, whatever became of the probes; what is counted stays as it is.
  @Test(arguments: Frame.allCases)
  func whatIsCountedIsOnlySummed(frame: Frame) async throws {
    let database = try scratch.database()
    try await SmallSurvey(seed: 31).record(into: database, frame: frame)
    let expected = try rollUps(database)
    let waves = try database.finishedWaves()
    try database.execute(
      """
      UPDATE judgement SET roll_up = 1; UPDATE trend SET numerator = 7; DELETE FROM operator_rank;
      DELETE FROM pattern_share WHERE metric > 1; UPDATE sighting_pattern SET roll_up = 1;
      UPDATE probe SET is_final = 0; DELETE FROM probe_verdict; DELETE FROM further_weight;
      """)
    #expect(try database.staleRollUps() == 1)
    try await database.refreshRollUps(operatorOf: .byNumber)
    #expect(try database.staleRollUps() == 0)
    for (left, right) in zip(try rollUps(database), expected) { #expect(left == right) }
    #expect(try database.finishedWaves() == waves)
  }

  @Test func aDatabaseOfVersion3SaysAfterwardsWhatAFreshOneDoes() async throws {
    let fresh = try scratch.database("fresh.db")
    try await record(into: fresh)
    let (expected, waves, changes) = try (rollUps(fresh), fresh.finishedWaves(), fresh.storedChanges())
    try fresh.close()
    let old = try version3(of: fresh.path)
    #expect(try old.staleRollUps() == 4)
    #expect(try old.finishedWaves() == waves)
    #expect(try old.value("SELECT count(*) FROM v_operator_all") == "0")
    try await old.refreshRollUps(operatorOf: .byNumber)
    #expect(try old.staleRollUps() == 0)
    for (left, right) in zip(try rollUps(old), expected) { #expect(left == right) }
    #expect(try old.finishedWaves() == waves)
    #expect(try old.storedChanges() == changes)
    #expect(try old.value("SELECT count(*) > 0 FROM v_operator_all") == "1")
    #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
  }

  /// Verdicts that are as they are to be are left alone.
  @Test func whatIsJudgedIsOnlyCounted() async throws {
    let database = try scratch.database()
    try await record(into: database)
    let expected = try rollUps(database)
    try database.execute(
      """
      UPDATE judgement SET roll_up = 1, counted = 0; DELETE FROM trend; DELETE FROM operator_part;
      DELETE FROM operator_rank; DELETE FROM pattern_share; DELETE FROM sighting_pattern; DELETE FROM breakdown;
      UPDATE mx_set_verdict SET strict_share = 0.125 WHERE judgement_id = 1
      """)
    #expect(try database.staleRollUps() == 4)
    let changes = try database.storedChanges()
    try await database.refreshRollUps(operatorOf: .byNumber)
    for (place, (left, right)) in zip(try rollUps(database), expected).enumerated() where place != 1 {
      #expect(left == right)
    }
    // Verdicts are not counted, and so neither is what lies between the waves.
    #expect(
      try database.column("SELECT DISTINCT strict_share FROM mx_set_verdict WHERE judgement_id = 1") == ["0.125"])
    #expect(try database.storedChanges() == changes)
  }

  /// Stopped between the two steps, it goes on with the second.
  @Test func aCountedWaveWhoseTrendIsOlderIsSummed() async throws {
    let database = try scratch.database()
    try await record(into: database)
    let expected = try rollUps(database)
    try database.execute("UPDATE judgement SET counted = 0 WHERE judgement_id = 2")
    let stale = try await database.pool.read { try StaleRollUp.fetchAll($0) }
    #expect(stale.map(\.isCounted) == [false])
    for judgement in stale {
      let counted = try await database.pool.read { try judgement.count($0) }
      #expect(counted?.rows.verdicts.isEmpty == true)
      try await database.pool.write { try judgement.replace(by: counted, $0) }
    }
    #expect(try await database.pool.read { try StaleRollUp.fetchAll($0) }.map(\.isCounted) == [true])
    try await database.refreshRollUps(operatorOf: .byNumber)
    for (left, right) in zip(try rollUps(database), expected) { #expect(left == right) }
  }

  /// An unfinished wave is in no trend, and so has nothing to be added up anew.
  @Test func onlyFinishedWavesCount() async throws {
    let database = try scratch.database()
    try await SmallSurvey(seed: 3).record(into: database)
    try database.execute("UPDATE judgement SET roll_up = 0; UPDATE scan SET state = 'abandoned'")
    #expect(try database.staleRollUps() == 0)
  }
}
