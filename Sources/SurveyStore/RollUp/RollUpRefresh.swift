internal import GRDB
internal import Glibc
internal import SurveyCore

extension SurveyDatabase {
  /// How many judgements of finished waves were added up by an older version, and tell less than they could; of a file
  /// of an older schema all, and at least 1, as it has to be opened for writing once.
  public func staleRollUps() throws -> Int {
    try pool.read { db in
      guard try Migrations.migrator.hasCompletedMigrations(db) else {
        return max(1, try Int.fetchOne(db, sql: "SELECT count(*) FROM judgement") ?? 0)
      }
      return try StaleRollUp.fetchAll(db).count
    }
  }

  /// Adds the judgements that `staleRollUps` counts up anew, without judging a chain: one transaction a wave, so that it
  /// may be stopped and gone on with. Waves are read side by side and written one after the other.
  /// - Parameter operatorOf: names the operators of hosts that have none yet.
  public func refreshRollUps(operatorOf: OperatorNaming) async throws {
    let stale = try await pool.read { try StaleRollUp.fetchAll($0) }
    for scanID in Set(stale.map(\.scanID)).sorted() {
      try await pool.write { try OperatorSettling.settle($0, scanID: scanID, operatorOf) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (place, judgement) in stale.enumerated() {
        if place >= StaleRollUp.width { try await group.next() }
        group.addTask { [self] in try await refresh(judgement) }
      }
      try await group.waitForAll()
    }
    try await pool.write { db in
      let settling = ChangeSettling(db: db)
      for judgement in stale { try settling.forget(judgementID: judgement.judgementID) }
      for label in Set(stale.map(\.label)).sorted() { try settling.settle(label: label) }
    }
  }

  private func refresh(_ stale: StaleRollUp) async throws {
    guard stale.fitsInMemory else { return try await pool.write { try stale.addUp($0) } }
    let (figures, rows) = try await pool.read { db in
      let rows = RollUpRows()
      return (try stale.tallying(db).run(into: rows, verdicts: nil), rows.content)
    }
    try await pool.write { try stale.replace(by: figures, rows, $0) }
  }
}

/// A judgement whose roll-up is of an older version.
private struct StaleRollUp: Sendable {
  let scanID: Int64
  let judgementID: Int64
  /// The judgement's label.
  let label: String
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?
  /// Whether hosts, domains and senders are as this version would have them.
  let hasSenders: Bool
  /// Whether the rows may wait in memory for the writer.
  let fitsInMemory: Bool

  /// Waves that are read at a time.
  static let width = max(1, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  private static let maximumHosts = 200_000
  private static let maximumDomains = 1_000_000

  static func fetchAll(_ db: GRDB.Database) throws -> [StaleRollUp] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT s.scan_id, j.judgement_id, j.instant_rule,
          EXISTS (SELECT 1 FROM sender_tally t WHERE t.judgement_id = j.judgement_id), s.mx_hosts, s.domains, j.label
        FROM judgement j JOIN scan s ON s.scan_id = j.scan_id
        WHERE s.state = 'finished' AND j.roll_up < ? ORDER BY s.wave_date, s.started_at, s.label, j.label
        """, arguments: [RollUp.version]
    ).map { row in
      let (hasSenders, hosts, domains): (Bool, Int, Int) = (row[3], row[4], row[5])
      return StaleRollUp(
        scanID: row[0], judgementID: row[1], label: row[6], asOf: Instant(iso8601: row[2]), hasSenders: hasSenders,
        fitsInMemory: hasSenders && hosts <= maximumHosts && domains <= maximumDomains)
    }
  }

  func tallying(_ db: GRDB.Database) throws -> WaveTallying {
    WaveTallying(
      db: db, scanID: scanID, judgementID: judgementID, measurement: try Measurement(db, scanID), asOf: asOf)
  }

  /// Adds up and writes at once.
  func addUp(_ db: GRDB.Database) throws {
    let writing = RollUpWriting(db: db, scanID: scanID, judgementID: judgementID, asOf: asOf)
    try writing.clear(keepsSenders: hasSenders)
    if hasSenders { try writing.addFigures(verdicts: nil) } else { try writing.add(furtherSenders(db)) }
    try note(db)
  }

  /// Writes what was added up.
  func replace(by figures: WaveFigures, _ rows: RollUpRows.Content, _ db: GRDB.Database) throws {
    let writing = RollUpWriting(db: db, scanID: scanID, judgementID: judgementID, asOf: asOf)
    try writing.clear(keepsSenders: true)
    let writer = try RollUpWriter(db, judgementID: judgementID, units: figures.units)
    for verdict in rows.verdicts { try writer.insert(verdict) }
    for figure in rows.figures.joined() { try writer.insert(figure) }
    try writer.write(figures)
    try CoverageSettling.settle(db, scanID: scanID, figures.reasons)
    try note(db)
  }

  private func note(_ db: GRDB.Database) throws {
    try db.execute(
      sql: "UPDATE judgement SET roll_up = ? WHERE judgement_id = ?", arguments: [RollUp.version, judgementID])
  }

  private func furtherSenders(_ db: GRDB.Database) throws -> [FurtherSender] {
    try Row.fetchAll(
      db, sql: "SELECT name, trust_store_sha256 FROM judgement_sender WHERE judgement_id = ? ORDER BY number",
      arguments: [judgementID]
    ).map { row in
      guard let digest = Fingerprint(octets: row[1] as Data) else { preconditionFailure("a digest has 32 octets") }
      return FurtherSender(name: row[0], trustStoreSHA256: digest)
    }
  }
}
