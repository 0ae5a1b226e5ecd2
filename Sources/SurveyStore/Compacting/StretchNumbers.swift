internal import GRDB

/// The numbers by which stretches know a compacted wave and one of its judgements.
struct StretchNumbers {
  let wave: Int64
  let judgement: Int64

  /// `nil` for a plain wave.
  init?(_ db: GRDB.Database, scanID: Int64, judgementID: Int64) throws {
    guard try Compacting.isPossible(db) else { return nil }
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT w.number, c.number FROM compacted_wave w JOIN compacted_judgement c ON c.judgement_id = ?
        WHERE w.scan_id = ?
        """, arguments: [judgementID, scanID])
    guard let row else { return nil }
    (wave, judgement) = (row[0], row[1])
  }
}
