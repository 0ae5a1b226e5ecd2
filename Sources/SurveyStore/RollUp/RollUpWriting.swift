internal import GRDB
internal import SurveyCore

/// Writes everything that a judged wave adds up to: hosts, MX sets, domains, senders, the trend, operators, coverage.
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
    try addFigures(verdicts: HostVerdictWriter(db, judgementID: judgementID))
  }

  /// Adds up all but senders and single domains.
  /// - Parameter verdicts: writes what is known of single hosts; `nil` where it is written already.
  func addFigures(verdicts: HostVerdictWriter?) throws {
    let measurement = try Measurement(db, scanID)
    let plan = try RollUpPlan(db, scanID: scanID, measurement: measurement)
    let writer = try RollUpWriter(db, judgementID: judgementID, units: plan.operatorUnits)
    let figures = try WaveTallying(
      db: db, scanID: scanID, judgementID: judgementID, measurement: measurement, asOf: asOf
    ).run(into: writer, verdicts: verdicts)
    try writer.write(figures)
    try CoverageSettling.settle(db, scanID: scanID, figures.reasons)
  }

  /// Deletes what was added up; verdicts of probes and chains stay.
  func clear(keepsSenders: Bool) throws {
    let figures = ["trend", "mx_set_verdict", "mx_set_share", "operator_tally", "operator_rank", "breakdown"]
    let senders = ["host_verdict", "domain_group_verdict", "named_domain", "sender_tally"]
    for table in figures + (keepsSenders ? [] : senders) {
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
