internal import GRDB
internal import SurveyCore

/// Writes everything that a judged wave adds up to: hosts, MX sets, domains, senders, parts, the trend, coverage.
struct RollUpWriting {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?

  /// Adds up a judgement that has nothing of it yet.
  /// - Parameter further: the senders with a trust of their own.
  func add(_ further: [FurtherSender]) throws {
    let measurement = try Measurement(db, scanID)
    var senders = SenderTally(further: further)
    try SenderTallying(db: db, scanID: scanID, judgementID: judgementID, measurement: measurement).run(&senders)
    try write(senders)
    try count(writesSets: true, verdicts: HostVerdictWriter(db, judgementID: judgementID))
    try sum()
  }

  /// Counts, and writes while it counts.
  /// - Parameters:
  ///   - writesSets: whether the verdicts of MX sets are to be written.
  ///   - verdicts: writes what is known of single hosts; `nil` where it is written already.
  func count(writesSets: Bool, verdicts: HostVerdictWriter?) throws {
    let writer = try RollUpWriter(db, judgementID: judgementID)
    let counts = try WaveCounting(
      db: db, scanID: scanID, judgementID: judgementID, measurement: Measurement(db, scanID), asOf: asOf
    ).run(into: writer, writesSets: writesSets, verdicts: verdicts)
    try write(counts, writer)
  }

  /// Writes what was counted.
  func write(_ counts: PartCounts, _ rows: RollUpRows.Content) throws {
    let writer = try RollUpWriter(db, judgementID: judgementID)
    try rows.replay(into: writer)
    try write(counts, writer)
  }

  private func write(_ counts: PartCounts, _ writer: RollUpWriter) throws {
    try writer.write(counts)
    try CoverageSettling.settle(db, scanID: scanID, counts.reasons)
  }

  /// Sums the parts up.
  func sum() throws {
    let plan = try RollUpPlan(db, scanID: scanID, measurement: Measurement(db, scanID))
    try write(TrendSumming(db: db, judgementID: judgementID, plan: plan).run())
  }

  /// Writes what parts sum up to.
  func write(_ figures: WaveFigures) throws { try RollUpWriter(db, judgementID: judgementID).write(figures) }

  /// What is deleted before it is made anew; verdicts of probes and chains always stay.
  enum Room: CaseIterable {
    /// What parts sum up to.
    case sums
    /// What is counted from the probes.
    case counts
    case setVerdicts
    /// Hosts, single domains and senders.
    case senders

    fileprivate var tables: [String] {
      switch self {
      case .sums: ["trend", "operator_rank"]
      case .counts: ["operator_part", "breakdown"]
      case .setVerdicts: ["mx_set_verdict", "mx_set_share"]
      case .senders: ["host_verdict", "domain_group_verdict", "named_domain", "sender_tally"]
      }
    }
  }

  func clear(_ room: Room) throws {
    for table in room.tables {
      try db.execute(sql: "DELETE FROM \(table) WHERE judgement_id = ?", arguments: [judgementID])
    }
  }

  private func write(_ senders: SenderTally) throws {
    let insert = try db.cachedStatement(sql: "INSERT INTO sender_tally VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (place, row) in senders.rows.enumerated() {
      try insert.execute(
        arguments: [judgementID, place, row.policy, row.domains]
          + StatementArguments(DeliveryResult.allCases.map { row.shares[$0] ?? 0 }))
    }
  }
}
