internal import GRDB

extension SurveyDatabase {
  /// The CA certificates, not self-signed, that servers of the newest finished wave sent beside their leaves, as DER in
  /// order of digest; empty where no wave is finished.
  public func newestIntermediates() throws -> [[UInt8]] {
    try pool.read { db in
      let newest = "SELECT scan_id FROM scan WHERE state = 'finished' ORDER BY wave_date DESC, finished_at DESC LIMIT 1"
      guard let scanID = try Int64.fetchOne(db, sql: newest) else { return [] }
      return try Wave.intermediates(db, scanID: scanID)
    }
  }
}
