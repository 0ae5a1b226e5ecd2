internal import GRDB
internal import Glibc
internal import SurveyCore

/// A judgement of a finished wave whose roll-up is of an older version.
struct StaleRollUp: Sendable {
  let scanID: Int64
  let judgementID: Int64
  /// The judgement's label.
  let label: String
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?
  /// Whether hosts, domains and senders are as this version would have them.
  let hasSenders: Bool
  /// Whether MX sets are.
  let hasSetVerdicts: Bool
  /// Whether parts, breakdown and coverage are.
  let isCounted: Bool
  /// Whether what is counted may wait in memory for the writer.
  let fitsInMemory: Bool

  /// Waves that are read at a time.
  static let width = max(1, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  private static let maximumHosts = 500_000
  private static let maximumDomains = 2_000_000

  static func fetchAll(_ db: GRDB.Database) throws -> [StaleRollUp] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT s.scan_id, j.judgement_id, j.label, j.instant_rule,
          EXISTS (SELECT 1 FROM sender_tally t WHERE t.judgement_id = j.judgement_id),
          EXISTS (SELECT 1 FROM mx_set_verdict v WHERE v.judgement_id = j.judgement_id) OR EXISTS (
            SELECT 1 FROM compacted_judgement c JOIN mx_set_verdict_stretch v ON c.number BETWEEN v.first AND v.last
            WHERE c.judgement_id = j.judgement_id), s.mx_hosts, s.domains, j.roll_up,
          j.counted
        FROM judgement j JOIN scan s ON s.scan_id = j.scan_id
        WHERE s.state = 'finished' AND (j.roll_up < ? OR j.counted < ?)
        ORDER BY s.wave_date, s.started_at, s.label, j.label
        """, arguments: [RollUp.version, RollUp.countingVersion]
    ).map { row in
      let (hasSenders, hasSets, hosts, domains): (Bool, Bool, Int, Int) = (row[4], row[5], row[6], row[7])
      let (version, countingVersion): (Int, Int) = (row[8], row[9])
      let hasSetVerdicts = hasSenders && hasSets && version >= RollUp.verdictVersion
      return StaleRollUp(
        scanID: row[0], judgementID: row[1], label: row[2], asOf: Instant(iso8601: row[3]), hasSenders: hasSenders,
        hasSetVerdicts: hasSetVerdicts,
        // A version that had no verdicts of sets did not count them either.
        isCounted: version >= RollUp.verdictVersion && countingVersion >= RollUp.countingVersion,
        fitsInMemory: hasSenders && hosts <= maximumHosts && domains <= maximumDomains)
    }
  }

  private func writing(_ db: GRDB.Database) -> RollUpWriting {
    RollUpWriting(db: db, scanID: scanID, judgementID: judgementID, asOf: asOf)
  }

  // MARK: Counting

  /// What was counted, to be written.
  struct Counted: Sendable {
    let counts: PartCounts
    let rows: RollUpRows.Content
  }

  /// Counts into memory; `nil` where that is too much for it.
  func count(_ db: GRDB.Database) throws -> Counted? {
    guard fitsInMemory else { return nil }
    let rows = RollUpRows()
    let counts = try WaveCounting(
      db: db, scanID: scanID, judgementID: judgementID, measurement: Measurement(db, scanID), asOf: asOf
    ).run(into: rows, writesSets: !hasSetVerdicts, verdicts: nil)
    return Counted(counts: counts, rows: rows.content)
  }

  /// Writes what was counted; counts now where that was too much for the memory.
  func replace(by counted: Counted?, _ db: GRDB.Database) throws {
    let writing = writing(db)
    try writing.clear(.counts)
    if !hasSetVerdicts { try writing.clear(.setVerdicts) }
    if let counted {
      try writing.write(counted.counts, counted.rows)
    } else if hasSenders {
      try writing.count(writesSets: !hasSetVerdicts, verdicts: nil)
    } else {
      try writing.clear(.senders)
      try writing.clear(.sums)
      try writing.add(furtherSenders(db))
    }
    // The trend is of the parts that were, and so stays out of date until it is summed.
    try db.execute(
      sql: "UPDATE judgement SET counted = ?, roll_up = ? WHERE judgement_id = ?",
      arguments: [RollUp.countingVersion, RollUp.verdictVersion, judgementID])
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

  // MARK: Summing

  func sum(_ db: GRDB.Database) throws -> WaveFigures {
    let plan = try RollUpPlan(db, scanID: scanID, measurement: Measurement(db, scanID))
    return try TrendSumming(db: db, judgementID: judgementID, plan: plan).run()
  }

  func replace(by figures: WaveFigures, _ db: GRDB.Database) throws {
    let writing = writing(db)
    try writing.clear(.sums)
    try writing.write(figures)
    try db.execute(
      sql: "UPDATE judgement SET roll_up = ? WHERE judgement_id = ?", arguments: [RollUp.version, judgementID])
  }
}
