internal import GRDB
public import SurveyCore

/// Waves that are made in parts.
extension Wave {
  /// Why a part can't be begun.
  public enum PartConflict: Error, Sendable {
    /// Another part of the stage was begun in this database and is not done.
    case unfinished(SurveyPart)
  }

  /// Begins a part, or goes on with it.
  /// - Returns: whether there is anything to do: the database may hold the part already.
  /// - Throws: `PartConflict`.
  public func begin(_ part: SurveyPart) async throws -> Bool {
    try await write { [scanID] db in
      let stage = try String.fetchOne(db, sql: "SELECT stage FROM scan WHERE scan_id = ?", arguments: [scanID])
      switch (stage.flatMap(WaveStage.init), part.stage) {
      case (.judging, _), (.done, _), (.probes, .resolve): return false
      default: break
      }
      let coverage = try PartCoverage(db, scanID: scanID)
      if coverage.parts.contains(part) || coverage.isComplete(part.stage) { return false }
      if let other = coverage.unfinished.first(where: { $0.stage == part.stage && $0 != part }) {
        throw PartConflict.unfinished(other)
      }
      try db.execute(
        sql: "INSERT INTO scan_shard VALUES (?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
        arguments: [scanID, part.stage.rawValue, part.shard.count, part.shard.number])
      return true
    }
  }

  /// Notes that a part is done. Where it was the last of stage `resolve`, that stage ends: what can be said only of all
  /// hosts together is settled. The wave stays unjudged, in state `partial`.
  public func finish(_ part: SurveyPart, at instant: Instant) async throws {
    try await write { [scanID] db in
      try db.execute(
        sql: """
          UPDATE scan_shard SET finished_at = ? WHERE scan_id = ? AND stage = ? AND shards = ? AND shard = ?
          """, arguments: [instant.epoch, scanID, part.stage.rawValue, part.shard.count, part.shard.number])
      if try part.stage == .resolve && PartCoverage(db, scanID: scanID).isComplete(.resolve) {
        try ResolutionSettling.settle(db, scanID: scanID)
        try db.execute(sql: "UPDATE scan SET stage = 'probes' WHERE scan_id = ?", arguments: [scanID])
      }
      try db.execute(sql: "UPDATE scan SET state = 'partial' WHERE scan_id = ?", arguments: [scanID])
    }
  }

  /// Notes of a wave that was begun in parts that it was made whole here.
  public func noteWhole(at instant: Instant) async throws {
    try await write { [scanID] db in
      guard try !PartCoverage(db, scanID: scanID).isEmpty else { return }
      for stage in PartStage.allCases {
        try db.execute(
          sql: """
            INSERT INTO scan_shard VALUES (?, ?, 1, 0, ?) ON CONFLICT DO UPDATE SET finished_at = excluded.finished_at
            WHERE finished_at IS NULL
            """, arguments: [scanID, stage.rawValue, instant.epoch])
      }
    }
  }

  /// Which parts of the wave the database holds.
  public func coverage() async throws -> PartCoverage {
    try await database.pool.read { [scanID] db in try PartCoverage(db, scanID: scanID) }
  }
}

extension SurveyDatabase {
  /// Where the wave of a label stands; `nil` where there is none.
  public func stage(of label: String) throws -> WaveStage? {
    try pool.read { db in
      try String.fetchOne(db, sql: "SELECT stage FROM scan WHERE label = ?", arguments: [label])
    }.flatMap(WaveStage.init)
  }
}
