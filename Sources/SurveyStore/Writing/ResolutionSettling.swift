internal import GRDB

/// What can be said only once every host is looked up.
enum ResolutionSettling {
  static func settle(_ db: GRDB.Database, scanID: Int64) throws {
    let arguments: StatementArguments = ["scan": scanID]
    // RFC 5321 §5.1: without MX records the domain is its own MX, if it has an address.
    try db.execute(
      sql: """
        UPDATE scan_domain SET mx_set_id = NULL, mx_status = (
            SELECT CASE st.word WHEN 'nxdomain' THEN nodata.code ELSE coalesce(same.code, nodata.code) END
            FROM mx_set_member m JOIN scan_host sh ON sh.scan_id = :scan AND sh.host_id = m.host_id
            JOIN dns_status_word st ON st.code = sh.dns_status
            JOIN mx_status_word nodata ON nodata.word = 'nodata'
            LEFT JOIN mx_status_word same ON same.word = st.word
            WHERE m.mx_set_id = scan_domain.mx_set_id)
        WHERE scan_id = :scan AND mx_status = (SELECT code FROM mx_status_word WHERE word = 'implicit')
          AND EXISTS (SELECT 1 FROM mx_set_member m
            JOIN scan_host sh ON sh.scan_id = :scan AND sh.host_id = m.host_id
            WHERE m.mx_set_id = scan_domain.mx_set_id AND sh.dns_status <> 0)
        """, arguments: arguments)
    try db.execute(
      sql: "DELETE FROM scan_host WHERE scan_id = :scan AND is_explicit = 0 AND dns_status <> 0", arguments: arguments)
    try HostUses.count(db, scanID: scanID)
    try settleTargets(db, scanID: scanID)
  }

  /// Makes every address a target, and counts them and the hosts.
  static func settleTargets(_ db: GRDB.Database, scanID: Int64) throws {
    let arguments: StatementArguments = ["scan": scanID]
    try db.execute(sql: "DELETE FROM target WHERE scan_id = :scan", arguments: arguments)
    try db.execute(
      sql: """
        INSERT INTO target (scan_id, ordinal, address_id)
        SELECT :scan, row_number() OVER (ORDER BY length(a.octets), a.octets) - 1, a.address_id
        FROM (SELECT DISTINCT address_id FROM host_address WHERE scan_id = :scan) AS seen
        JOIN address a ON a.address_id = seen.address_id
        """, arguments: arguments)
    try db.execute(
      sql: """
        UPDATE scan SET mx_hosts = (SELECT count(*) FROM scan_host WHERE scan_id = :scan),
          addresses = (SELECT count(*) FROM target WHERE scan_id = :scan) WHERE scan_id = :scan
        """, arguments: arguments)
  }
}
