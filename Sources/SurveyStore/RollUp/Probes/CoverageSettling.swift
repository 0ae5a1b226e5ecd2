internal import GRDB
internal import SurveyCore

/// Counts what of a wave answered: facts, whatever the judgement.
enum CoverageSettling {
  /// Counts anew.
  /// - Parameter reasons: those of the final probes.
  static func settle(_ db: GRDB.Database, scanID: Int64, _ reasons: [WaveSummary.ReasonCount]) throws {
    let arguments: StatementArguments = ["scan": scanID]
    try db.execute(sql: "DELETE FROM coverage_tally WHERE scan_id = :scan", arguments: arguments)
    let statuses = try counts(
      db, scanID, "SELECT mx_status FROM scan_domain WHERE scan_id = ? AND mx_status IS NOT NULL")
    for (code, count) in statuses { try insert(db, scanID, "mx-status", MXStatusWords.version1[code], count: count) }
    try db.execute(
      sql: """
        INSERT INTO coverage_tally
        SELECT :scan, 'host-outcome', outcome, '', count(*) FROM scan_host
        WHERE scan_id = :scan AND is_explicit = 1 AND outcome IS NOT NULL GROUP BY outcome
        """, arguments: arguments)
    // 0: found.
    let failures = try counts(
      db, scanID, "SELECT dns_status FROM scan_host WHERE scan_id = ? AND is_explicit = 1 AND dns_status > 0")
    for (code, count) in failures { try insert(db, scanID, "host-dns", DNSStatusWords.version1[code], count: count) }
    for reason in reasons {
      try insert(db, scanID, "probe-reason", reason.outcome.rawValue, reason.reason, count: reason.count)
    }
  }

  /// How often each code comes in a query of one column. SQLite would sort the codes of all domains for that.
  private static func counts(_ db: GRDB.Database, _ scanID: Int64, _ sql: String) throws -> [Int: Int] {
    var counts: [Int: Int] = [:]
    let rows = try HotStatement(db, sql)
    rows.bind(scanID, at: 1)
    while try rows.next() { counts[rows.int(0), default: 0] += 1 }
    return counts
  }

  private static func insert(
    _ db: GRDB.Database, _ scanID: Int64, _ kind: String, _ word: String, _ reason: String = "", count: Int
  ) throws {
    try db.cachedStatement(sql: "INSERT INTO coverage_tally VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [scanID, kind, word, reason, count])
  }
}
