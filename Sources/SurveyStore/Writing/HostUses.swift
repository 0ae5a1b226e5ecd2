internal import GRDB

/// How many domains of a wave have each host as lowest preference: `scan_host.domains`.
enum HostUses {
  /// Counts them, whatever they were.
  static func count(_ db: GRDB.Database, scanID: Int64) throws {
    try db.execute(
      sql: """
        UPDATE scan_host SET domains = 0 WHERE scan_id = :scan AND domains <> 0;
        UPDATE scan_host SET domains = uses.domains FROM (
          SELECT m.host_id, sum(sets.domains) AS domains FROM (
            SELECT mx_set_id, count(*) AS domains FROM scan_domain
            WHERE scan_id = :scan AND mx_set_id IS NOT NULL GROUP BY mx_set_id) AS sets
          JOIN mx_set_member m ON m.mx_set_id = sets.mx_set_id AND m.is_lowest = 1 GROUP BY m.host_id) AS uses
        WHERE scan_host.scan_id = :scan AND scan_host.host_id = uses.host_id
        """, arguments: ["scan": scanID])
  }
}
