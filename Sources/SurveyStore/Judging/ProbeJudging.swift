internal import GRDB
internal import SurveyCore

/// Judges each distinct chain once for each stretch of time in which nothing about it changes, and each name against it.
struct ProbeJudging {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let asOf: Instant?

  func run(_ judge: any WaveJudge) throws {
    try judgeAnonymous()
    let insert = try db.makeStatement(
      sql: """
        INSERT INTO probe_verdict (judgement_id, host_id, address_id, class, name, dane, further_trust)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    let note = try db.makeStatement(
      sql: """
        INSERT INTO dane_verdict VALUES (?, ?, 'unknown', ?, ?, ?)
        ON CONFLICT DO UPDATE SET usage = excluded.usage, selector = excluded.selector,
          matching_type = excluded.matching_type
        WHERE (excluded.usage, excluded.selector, excluded.matching_type) < (usage, selector, matching_type)
        """)
    // A chain from a failed handshake is kept, but gives no class.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.chain_id, p.observed_at, p.host_id, p.address_id, h.name, sh.tlsa_base, t.records
        FROM probe p JOIN mx_host h ON h.host_id = p.host_id JOIN ending e ON e.ending_id = p.ending_id
        JOIN scan_host sh ON sh.scan_id = p.scan_id AND sh.host_id = p.host_id
        LEFT JOIN tlsa_rrset t ON t.tlsa_rrset_id = sh.tlsa_rrset_id
          AND sh.tlsa = (SELECT code FROM tlsa_word WHERE word = 'usable')
        WHERE p.scan_id = ? AND p.is_final = 1 AND p.chain_id IS NOT NULL AND e.outcome = 'tls'
        ORDER BY p.chain_id, p.observed_at
        """, arguments: [scanID])
    let chains = try ChainJudging(db: db, scanID: scanID, judgementID: judgementID, judge: judge, asOf: asOf)
    while let row = try rows.next() {
      let instant = asOf ?? Instant(epoch: row[1])
      try chains.move(to: row[0])
      let name = DomainName(uncheckedCanonical: row[4])
      let verdict = try chains.judged(at: instant).verdict(for: name)
      let hostID: Int64 = row[2]
      var dane: DANECode?
      if let records = row[6] as Data? {
        let base = (row[5] as String?).map { DomainName(uncheckedCanonical: $0) }
        let set = TLSARRset(rdata: TLSARecords.decode(records))
        let finding = judge.judge(chains.chain, by: set, names: [base ?? name], at: instant)
        dane = DANECode(finding)
        if case .match(let usage, let selector, let matchingType) = finding {
          try note.execute(arguments: [judgementID, hostID, Int(usage), Int(selector), Int(matchingType)])
        }
      }
      try insert.execute(arguments: [
        judgementID, hostID, row[3] as Int64, verdict.certificateClass.code(in: ClassWords.version1),
        verdict.name.code(in: NameWords.version1), dane?.rawValue, chains.furtherTrust(of: name, at: instant),
      ])
    }
  }

  /// TLS without a certificate needs no judge; it matches no TLSA record.
  private func judgeAnonymous() throws {
    try db.execute(
      sql: """
        INSERT INTO probe_verdict (judgement_id, host_id, address_id, class, dane)
        SELECT ?, p.host_id, p.address_id, ?,
          CASE WHEN sh.tlsa = (SELECT code FROM tlsa_word WHERE word = 'usable') THEN 0 END
        FROM probe p JOIN ending e ON e.ending_id = p.ending_id
        JOIN scan_host sh ON sh.scan_id = p.scan_id AND sh.host_id = p.host_id
        WHERE p.scan_id = ? AND p.is_final = 1 AND p.chain_id IS NULL AND e.outcome = 'tls'
        """, arguments: [judgementID, CertificateClass.anonymous.code(in: ClassWords.version1), scanID])
  }
}

/// The codes of `probe_verdict.dane`: what a chain is worth under the host's TLSA records.
enum DANECode: Int {
  case mismatch = 0
  case match = 1
  case unusable = 2

  init(_ finding: DANEFinding) {
    switch finding {
    case .match: self = .match
    case .mismatch: self = .mismatch
    case .unusable: self = .unusable
    }
  }
}
