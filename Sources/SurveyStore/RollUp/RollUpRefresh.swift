internal import GRDB
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

  /// Adds the judgements that `staleRollUps` counts up anew, without judging a chain: counts the probes of those that were
  /// not counted by this version, and sums the parts of all. One transaction a wave and step, so that it may be stopped and
  /// gone on with. Waves are read side by side and written one after the other.
  /// - Parameter operatorOf: names the operators of hosts that have none yet.
  public func refreshRollUps(operatorOf: OperatorNaming) async throws {
    let stale = try await pool.read { try StaleRollUp.fetchAll($0) }
    let compacted = Set(try compactedWaves())
    for scanID in Set(stale.filter { !$0.isCounted }.map(\.scanID)).intersection(compacted).sorted() {
      try await recountCompacted(stale.filter { $0.scanID == scanID && !$0.isCounted }, scanID, operatorOf)
    }
    let uncounted = stale.filter { !$0.isCounted && !compacted.contains($0.scanID) }
    for scanID in Set(uncounted.map(\.scanID)).sorted() {
      try await pool.write { try OperatorSettling.settle($0, scanID: scanID, operatorOf) }
    }
    try await inOrder(uncounted) {
      try $0.count($1)
    } write: {
      try $0.replace(by: $1, $2)
    }
    try await pool.write { try PatternTable($0).refresh() }
    try await inOrder(stale) {
      try $0.sum($1)
    } write: {
      try $0.replace(by: $1, $2)
    }
    // What lies between waves is made of verdicts, which stay what they are where only figures are made anew; what operators
    // did to a change is made of figures.
    let rejudged = stale.filter { !$0.isCounted && !$0.hasSetVerdicts }
    for label in Set(stale.map(\.label)).sorted() {
      try await pool.write { db in
        let settling = ChangeSettling(db: db)
        for judgement in rejudged where judgement.label == label {
          try settling.forget(judgementID: judgement.judgementID)
        }
        if try settling.isComplete(label: label) {
          try settling.decompose(label: label)
        } else {
          try settling.settle(label: label)
        }
      }
    }
  }

  private func compactedWaves() throws -> [Int64] {
    try pool.read { try Int64.fetchAll($0, sql: "SELECT scan_id FROM compacted_wave WHERE scan_id IS NOT NULL") }
  }

  /// Counts the judgements of a compacted wave: one wave at a time, as its rows take their old room while that lasts.
  private func recountCompacted(
    _ judgements: [StaleRollUp], _ scanID: Int64, _ operatorOf: OperatorNaming
  ) async throws {
    try await pool.write { db in
      try Compacting(db: db, scanID: scanID).whilePlain {
        try OperatorSettling.settle(db, scanID: scanID, operatorOf)
        for judgement in judgements { try judgement.replace(by: nil, db) }
      }
    }
  }

  /// Reads some judgements at a time, and writes them in their order, so that rows are numbered the same however long each
  /// took to be read.
  private func inOrder<Result: Sendable>(
    _ judgements: [StaleRollUp], read: @escaping @Sendable (StaleRollUp, GRDB.Database) throws -> Result,
    write: @escaping @Sendable (StaleRollUp, Result, GRDB.Database) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (place: Int, result: Result).self) { group in
      var (begun, written) = (0, 0)
      var waiting: [Int: Result] = [:]
      while written < judgements.count {
        while begun < judgements.count, begun < written + StaleRollUp.width {
          let place = begun
          group.addTask { [self] in
            (place, try await pool.read { db in try read(judgements[place], db) })
          }
          begun += 1
        }
        if let result = waiting.removeValue(forKey: written) {
          let judgement = judgements[written]
          try await pool.write { db in try write(judgement, result, db) }
          written += 1
        } else if let next = try await group.next() {
          waiting[next.place] = next.result
        }
      }
    }
  }
}
