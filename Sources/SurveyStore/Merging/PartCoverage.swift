internal import GRDB
internal import SurveyCore

/// Which parts of a wave a database holds.
public struct PartCoverage: Sendable, Hashable {
  /// The parts that are done, in order of stage, number of shards and shard.
  public let parts: [SurveyPart]
  /// Those that were begun in this database and are not done.
  public let unfinished: [SurveyPart]

  /// - Parameter schema: that of the database, `source` where it is attached to be merged.
  init(_ db: GRDB.Database, schema: String = "main", scanID: Int64) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT stage, shard, shards, finished_at IS NULL FROM \(schema).scan_shard WHERE scan_id = ?
        ORDER BY stage = 'probe', shards, shard
        """, arguments: [scanID])
    let found = rows.compactMap { row -> (part: SurveyPart, isUnfinished: Bool)? in
      guard let stage = PartStage(rawValue: row[0]), let shard = Shard(row[1], of: row[2]) else { return nil }
      return (SurveyPart(stage: stage, shard: shard), row[3])
    }
    parts = found.filter { !$0.isUnfinished }.map(\.part)
    unfinished = found.filter(\.isUnfinished).map(\.part)
  }

  /// Whether the wave was never made in parts.
  public var isEmpty: Bool { parts.isEmpty && unfinished.isEmpty }

  /// Whether all of a stage is there: every shard of one division.
  public func isComplete(_ stage: PartStage) -> Bool {
    missing(stage).contains(where: \.isEmpty)
  }

  /// What lacks for a stage to be complete, for each division of which there is a shard.
  public func missing(_ stage: PartStage) -> [[SurveyPart]] {
    let held = parts.filter { $0.stage == stage }
    return Set(held.map(\.shard.count)).sorted().map { count in
      let numbers = Set(held.filter { $0.shard.count == count }.map(\.shard.number))
      return (0..<count).filter { !numbers.contains($0) }.compactMap { Shard($0, of: count) }.map {
        SurveyPart(stage: stage, shard: $0)
      }
    }
  }
}
