internal import GRDB
internal import SurveyCore

/// Counts what of a wave answered: facts, whatever the judgement.
enum CoverageSettling {
  /// Counts anew.
  /// - Parameter reasons: those of the final probes.
  static func settle(_ db: GRDB.Database, scanID: Int64, _ reasons: [WaveSummary.ReasonCount]) throws {
    let arguments: StatementArguments = ["scan": scanID]
    try db.execute(sql: "DELETE FROM coverage_tally WHERE scan_id = :scan", arguments: arguments)
    try db.execute(
      sql: """
        INSERT INTO coverage_tally
        SELECT :scan, 'mx-status', w.word, '', count(*) FROM scan_domain sd
        JOIN mx_status_word w ON w.code = sd.mx_status WHERE sd.scan_id = :scan GROUP BY sd.mx_status
        """, arguments: arguments)
    try db.execute(
      sql: """
        INSERT INTO coverage_tally
        SELECT :scan, 'host-outcome', outcome, '', count(*) FROM scan_host
        WHERE scan_id = :scan AND is_explicit = 1 AND outcome IS NOT NULL GROUP BY outcome
        """, arguments: arguments)
    try db.execute(
      sql: """
        INSERT INTO coverage_tally
        SELECT :scan, 'host-dns', w.word, '', count(*) FROM scan_host sh
        JOIN dns_status_word w ON w.code = sh.dns_status
        WHERE sh.scan_id = :scan AND sh.is_explicit = 1 AND w.word <> 'ok' GROUP BY sh.dns_status
        """, arguments: arguments)
    let insert = try db.cachedStatement(sql: "INSERT INTO coverage_tally VALUES (?, 'probe-reason', ?, ?, ?)")
    for reason in reasons {
      try insert.execute(arguments: [scanID, reason.outcome.rawValue, reason.reason, reason.count])
    }
  }
}
