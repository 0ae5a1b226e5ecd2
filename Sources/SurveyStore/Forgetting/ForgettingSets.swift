internal import GRDB
internal import SurveyCore

/// Gives the domains of a wave MX sets without the hosts that are to go, as if these had not been named.
struct ForgettingSets {
  let db: GRDB.Database
  let scanID: Int64

  func run() throws {
    try db.execute(
      sql: "CREATE TEMP TABLE changed_set (before INTEGER PRIMARY KEY, after INTEGER)")
    for setID in try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT m.mx_set_id FROM mx_set_member m
        WHERE m.host_id IN (SELECT host_id FROM temp.gone_host WHERE scan_id = :scan)
          AND m.mx_set_id IN (SELECT mx_set_id FROM scan_domain WHERE scan_id = :scan)
        """, arguments: ["scan": scanID])
    {
      try db.execute(
        sql: "INSERT INTO temp.changed_set VALUES (?, ?)", arguments: [setID, try remainder(of: setID)])
    }
    // Of a domain whose hosts are all forgotten nothing can be said: it is in no denominator.
    try db.execute(
      sql: """
        UPDATE scan_domain SET mx_set_id = c.after, mx_status = CASE WHEN c.after IS NULL
          THEN (SELECT code FROM mx_status_word WHERE word = 'inconclusive') ELSE mx_status END
        FROM temp.changed_set c WHERE scan_domain.scan_id = ? AND c.before = scan_domain.mx_set_id
        """, arguments: [scanID])
    try db.execute(sql: "DROP TABLE temp.changed_set")
  }

  /// The set without the hosts that are to go; `nil` where nothing is left of it.
  private func remainder(of setID: Int64) throws -> Int64? {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT host_id, preference, host_id IN (SELECT host_id FROM temp.gone_host WHERE scan_id = ?)
        FROM mx_set_member WHERE mx_set_id = ?
        """, arguments: [scanID, setID])
    let kept = rows.filter { !($0[2] as Bool) }.map {
      (hostID: $0[0] as Int64, preference: UInt16(clamping: $0[1] as Int))
    }
    guard !kept.isEmpty else { return nil }
    let count = try Int.fetchOne(db, sql: "SELECT mx_count FROM mx_set WHERE mx_set_id = ?", arguments: [setID])
    return try MXSetWriter(db, scanID).intern(kept, count: (count ?? rows.count) - (rows.count - kept.count))
  }
}
