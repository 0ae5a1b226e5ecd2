internal import GRDB

/// How many names of each address have what others at it presented: `inference.names`.
enum InferenceCount {
  /// Counts them anew, where rows may have gone or come from elsewhere.
  static func count(_ db: GRDB.Database, scanID: Int64) throws {
    try db.execute(
      sql: """
        UPDATE inference SET names = (SELECT count(*) FROM probe p
          WHERE p.scan_id = :scan AND p.address_id = inference.address_id AND p.inferred = 1)
        WHERE scan_id = :scan
        """, arguments: ["scan": scanID])
  }
}
