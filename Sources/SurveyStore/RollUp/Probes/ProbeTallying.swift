internal import GRDB
internal import SurveyCore

/// Walks through the final probes in the order in which they are stored, which is that of addresses: adds addresses up,
/// counts why probes ended, and collects what certificates they presented.
struct ProbeTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let plan: RollUpPlan
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?
  let reader: SightingReader
  let hosts: HostKinds
  let operators: OperatorParts
  let certificates: CertificateParts

  /// Certificates are joined here and not looked up one by one: most are of one probe.
  private static let sql = """
    SELECT p.address_id, p.host_id, \(SightingReader.columns), p.observed_at, cc.certificate_id,
      \(CertificateTraits.columns)
    FROM probe p
    LEFT JOIN probe_verdict v ON v.judgement_id = :judgement AND v.host_id = p.host_id AND v.address_id = p.address_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0 AND v.class IS NOT NULL
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id
    WHERE p.scan_id = :scan AND p.is_final = 1 ORDER BY p.address_id, p.host_id
    """

  /// Where `p.observed_at` stands: behind what a sighting is read from.
  private static let observed = 2 + SightingReader.columnCount

  func run(_ tally: inout TrendTally, _ reasons: inout ReasonTally) throws {
    let figures = PatternFigures(.whole)
    var first = try FirstOperator(db)
    let names = plan.isCensus ? nil : try HostNames(db)
    let rows = try Row.fetchCursor(
      db, sql: ProbeTallying.sql, arguments: ["scan": scanID, "judgement": judgementID])
    var ahead = try rows.next()
    while let start = ahead {
      let addressID: Int64 = start[0]
      var pattern: SightingPattern?
      var isNamed = false
      first.reset()
      while let row = ahead, row[0] as Int64 == addressID {
        let seen = try reader.seen(row, from: 2)
        reasons.count(try reader.ending(row[2]))
        if let host = try hosts.kind(of: row[1]), host.isExplicit {
          isNamed = true
          try first.add(host.hostID, operatorID: host.operatorID)
          if let code = seen.code {
            let next = SightingPattern(Sighting(code: code))
            if pattern != next { pattern = SightingPattern(union: [pattern, next].compactMap(\.self)) }
            try collect(row, next, host, names)
          }
        }
        ahead = try rows.next()
      }
      guard isNamed else { continue }
      guard let pattern, let operatorID = try first.operatorID() else {
        tally.addSilent(unit: .address)
        continue
      }
      tally.add(figures[pattern], unit: .address)
      try operators.addAddress(operatorID, pattern)
    }
  }

  /// Collects the certificate of a completed handshake.
  private func collect(_ row: Row, _ sighting: SightingPattern, _ host: HostKind, _ names: HostNames?) throws {
    guard let classCode = row[5] as Int? else { return }
    let first = try names.map { FirstOperator.Host(name: try $0.name(of: host.hostID), operatorID: host.operatorID) }
    try certificates.add(row[ProbeTallying.observed + 1], sighting, first) {
      CertificateTraits(row, from: ProbeTallying.observed + 2)
    } use: { traits in
      guard host.addressID == row[0] as Int64 else { return nil }
      return CertificateUse(
        sessionID: row[3], classCode: classCode,
        daysLeft: traits?.daysLeft(at: asOf ?? Instant(epoch: row[ProbeTallying.observed])))
    }
  }
}
