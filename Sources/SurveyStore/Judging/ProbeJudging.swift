internal import GRDB
internal import SurveyCore

/// Judges each distinct chain once for each stretch of time in which nothing about it changes, and each name against it.
struct ProbeJudging {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let asOf: Instant?

  func run(_ judge: some WaveJudge) throws {
    try judgeAnonymous()
    let certificates = try db.makeStatement(
      sql: """
        SELECT c.der FROM chain_certificate cc JOIN certificate c ON c.certificate_id = cc.certificate_id
        WHERE cc.chain_id = ? ORDER BY cc.position
        """)
    let insertChain = try db.makeStatement(
      sql: "INSERT OR IGNORE INTO chain_verdict VALUES (?, ?, ?, ?, ?, ?, ?)")
    let insert = try db.makeStatement(sql: "INSERT INTO probe_verdict VALUES (?, ?, ?, ?, ?)")
    // A chain from a failed handshake is kept, but gives no class.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.chain_id, p.observed_at, p.host_id, p.address_id, h.name
        FROM probe p JOIN mx_host h ON h.host_id = p.host_id JOIN ending e ON e.ending_id = p.ending_id
        WHERE p.scan_id = ? AND p.is_final = 1 AND p.chain_id IS NOT NULL AND e.outcome = 'tls'
        ORDER BY p.chain_id, p.observed_at
        """, arguments: [scanID])
    var chainID: Int64?
    var chain: [[UInt8]] = []
    var judged: JudgedChain?
    while let row = try rows.next() {
      let instant = asOf ?? Instant(epoch: row[1])
      if chainID != row[0] {
        chainID = row[0]
        chain = try Data.fetchAll(certificates, arguments: [chainID]).map { Array($0) }
        judged = nil
      }
      let current: JudgedChain
      if let known = judged, known.from <= instant, instant < known.until {
        current = known
      } else {
        current = judge.judge(chain, at: instant)
        judged = current
        try insertChain.execute(arguments: [
          judgementID, chainID, current.from.epoch, current.until.epoch, current.finding.status.rawValue,
          current.finding.time.rawValue, current.finding.errorText,
        ])
      }
      let verdict = current.verdict(for: DomainName(uncheckedCanonical: row[4]))
      try insert.execute(arguments: [
        judgementID, row[2] as Int64, row[3] as Int64, verdict.certificateClass.code(in: ClassWords.version1),
        verdict.name.code(in: NameWords.version1),
      ])
    }
  }

  /// TLS without a certificate needs no judge.
  private func judgeAnonymous() throws {
    try db.execute(
      sql: """
        INSERT INTO probe_verdict SELECT ?, p.host_id, p.address_id, ?, NULL
        FROM probe p JOIN ending e ON e.ending_id = p.ending_id
        WHERE p.scan_id = ? AND p.is_final = 1 AND p.chain_id IS NULL AND e.outcome = 'tls'
        """, arguments: [judgementID, CertificateClass.anonymous.code(in: ClassWords.version1), scanID])
  }
}
