internal import GRDB
public import SurveyCore

/// One judgement to be made: by whom, at which instants, and what it is called.
public struct JudgementPlan: Sendable {
  /// The word of `judgement` columns.
  public let label: String
  /// At which instants.
  public let rule: InstantRule
  /// By whom.
  public let judge: any WaveJudge

  /// The label of the judgement that is made when a wave finishes.
  public static let asObserved = "as-observed"

  /// A plan.
  public init(label: String = JudgementPlan.asObserved, rule: InstantRule = .observation, judge: any WaveJudge) {
    self.label = label
    self.rule = rule
    self.judge = judge
  }
}

extension Wave {
  /// Why a finished wave can't be judged again.
  public enum JudgementConflict: Error, Sendable {
    /// It has another judgement of this label; judgements are never overwritten.
    case labelTaken(label: String, wave: String)
  }

  /// The CA certificates, not self-signed, that servers of this wave sent beside their leaves, in order of digest: the
  /// wave's intermediates.
  public func intermediates() async throws -> [[UInt8]] {
    try await database.pool.read { [scanID] db in try Wave.intermediates(db, scanID: scanID) }
  }

  static func intermediates(_ db: GRDB.Database, scanID: Int64) throws -> [[UInt8]] {
    let chains =
      try Compacting(db: db, scanID: scanID).isCompacted
      ? """
      SELECT p.chain_id FROM compacted_wave w JOIN probe_stretch p ON w.number BETWEEN p.first AND p.last
      WHERE w.scan_id = ?
      """ : "SELECT chain_id FROM probe WHERE scan_id = ?"
    let cursor = try Data.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT c.der FROM certificate c WHERE c.is_ca = 1 AND c.self_signed = 0
          AND c.certificate_id IN (
            SELECT cc.certificate_id FROM chain_certificate cc
            WHERE cc.position > 0 AND cc.chain_id IN (\(chains)))
        ORDER BY c.sha256
        """, arguments: [scanID])
    return try Array(cursor.map { Array($0) })
  }

  /// Judges every final probe, adds hosts, addresses and domains up, and finishes the wave: all in one transaction, so
  /// that an unfinished wave is in no trend.
  /// - Parameters:
  ///   - plans: the first is the judgement of record, `as-observed`; the others stand beside it.
  ///   - operatorOf: names the operators of hosts that no earlier wave had.
  public func finish(judging plans: [JudgementPlan], finishedAt: Instant, operatorOf: OperatorNaming) async throws {
    try await write { [self] db in
      try HostSettling.settle(db, scanID: scanID)
      try OperatorSettling.settle(db, scanID: scanID, operatorOf)
      for plan in plans { try JudgementWriting(db: db, wave: self).add(plan) }
      try db.execute(
        sql: """
          UPDATE scan SET state = 'finished', stage = 'done', finished_at = :at,
            probes = (SELECT count(*) FROM probe WHERE scan_id = :scan) WHERE scan_id = :scan
          """, arguments: ["at": finishedAt.epoch, "scan": scanID])
    }
  }

  /// Adds another judgement to a finished wave; observations and earlier judgements stay as they are. In a compacted wave
  /// probes without a time of their own are judged at its beginning.
  /// - Parameter operatorOf: names the operators of hosts that have none yet.
  /// - Returns: whether it was added; the wave may have the very same already.
  public func judgeAgain(_ plan: JudgementPlan, operatorOf: OperatorNaming) async throws -> Bool {
    try await write { [self] db in
      let writing = JudgementWriting(db: db, wave: self)
      switch try writing.isMade(plan) {
      case true?: return false
      case false?: throw JudgementConflict.labelTaken(label: plan.label, wave: setup.label)
      case nil:
        try Compacting(db: db, scanID: scanID).whilePlain {
          try OperatorSettling.settle(db, scanID: scanID, operatorOf)
          try writing.add(plan)
        }
      }
      return true
    }
  }
}

/// Writes one judgement: chains, probes, and all that they add up to.
struct JudgementWriting {
  let db: GRDB.Database
  let wave: Wave

  /// Whether the judgement of the plan's label is that of the plan; `nil` where there is none.
  func isMade(_ plan: JudgementPlan) throws -> Bool? {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM judgement WHERE scan_id = ? AND label = ?", arguments: [wave.scanID, plan.label])
    guard let row else { return nil }
    let senders = try Row.fetchAll(
      db, sql: "SELECT name, trust_store_sha256 FROM judgement_sender WHERE judgement_id = ? ORDER BY number",
      arguments: [row["judgement_id"] as Int64]
    ).map { ($0[0] as String, $0[1] as Data) }
    return row["trust_store_sha256"] as Data == plan.judge.trustStoreSHA256.data
      && row["intermediates_sha256"] as Data == plan.judge.intermediatesSHA256.data
      && row["instant_rule"] as String == ruleText(plan)
      && row["classifier_version"] as Int == Verdict.classifierVersion
      && senders.elementsEqual(plan.judge.senders.map { ($0.name, $0.trustStoreSHA256.data) }, by: ==)
  }

  private func instant(_ plan: JudgementPlan) -> Instant? {
    switch plan.rule {
    case .observation: wave.setup.asOf
    case .at(let instant): instant
    }
  }

  private func ruleText(_ plan: JudgementPlan) -> String { instant(plan)?.iso8601 ?? "observation" }

  func add(_ plan: JudgementPlan) throws {
    let asOf = instant(plan)
    let judgementID = try insert(plan)
    try ProbeJudging(db: db, scanID: wave.scanID, judgementID: judgementID, asOf: asOf).run(plan.judge)
    try RollUpWriting(db: db, scanID: wave.scanID, judgementID: judgementID, asOf: asOf).add(plan.judge.senders)
    try ChangeSettling(db: db).settle(judgementID: judgementID)
  }

  private func insert(_ plan: JudgementPlan) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO judgement (scan_id, label, trust_store_sha256, intermediates_sha256, instant_rule,
          classifier_version, roll_up, counted) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        wave.scanID, plan.label, plan.judge.trustStoreSHA256.data, plan.judge.intermediatesSHA256.data,
        ruleText(plan), Verdict.classifierVersion, RollUp.version,
        RollUp.countingVersion,
      ])
    let judgementID = db.lastInsertedRowID
    for (number, sender) in plan.judge.senders.enumerated() {
      try db.execute(
        sql: "INSERT INTO judgement_sender VALUES (?, ?, ?, ?)",
        arguments: [judgementID, number, sender.name, sender.trustStoreSHA256.data])
    }
    return judgementID
  }
}
