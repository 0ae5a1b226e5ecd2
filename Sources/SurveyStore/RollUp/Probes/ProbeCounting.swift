internal import GRDB
internal import SurveyCore

/// Walks through the final probes in the order in which they are stored, which is that of addresses: counts addresses
/// and why probes ended, and collects what certificates they presented.
struct ProbeCounting {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let plan: RollUpPlan
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?
  let reader: SightingReader
  let numbers: PatternNumbers
  let hosts: HostKinds
  let parts: OperatorParts
  let certificates: CertificateParts

  /// Certificates are joined here and not looked up one by one: most are of one probe.
  private static let sql = """
    SELECT p.address_id, p.host_id, \(SightingReader.columns), p.observed_at, cc.certificate_id,
      \(CertificateTraits.columns)
    FROM probe p
    LEFT JOIN probe_verdict v ON v.judgement_id = ?2 AND v.host_id = p.host_id AND v.address_id = p.address_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0 AND v.class IS NOT NULL
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id
    WHERE p.scan_id = ?1 AND p.is_final = 1 ORDER BY p.address_id, p.host_id
    """

  /// Where `p.observed_at` stands: behind what a sighting is read from.
  private static let observed = 2 + SightingReader.columnCount

  func run(_ reasons: inout ReasonTally) throws {
    let slot = PartSlot(.address)
    var first = try FirstOperator(db)
    let names = plan.isCensus ? nil : try HostNames(db)
    let rows = try HotStatement(db, ProbeCounting.sql)
    rows.bind(scanID, at: 1)
    rows.bind(judgementID, at: 2)
    var isAhead = try rows.next()
    while isAhead {
      let addressID = rows.int64(0)
      var pattern: PatternNumber?
      var isNamed = false
      first.reset()
      repeat {
        let seen = try reader.seen(rows, from: 2)
        reasons.count(try reader.ending(rows.int64(2)))
        if let host = try hosts.kind(of: rows.int64(1)), host.isExplicit {
          isNamed = true
          try first.add(host.hostID, operatorID: host.operatorID)
          if let code = seen.code {
            let next = numbers.number(ofCode: code)
            if pattern != next { pattern = numbers.number(ofUnion: [pattern, next].compactMap(\.self)) }
            try collect(rows, next, host, names)
          }
        }
        isAhead = try rows.next()
      } while isAhead && rows.int64(0) == addressID
      guard isNamed else { continue }
      if let pattern, let operatorID = try first.operatorID() {
        try parts.add(operatorID, slot, pattern, number: 1)
      } else {
        try parts.add(0, slot, nil, number: 1)
      }
    }
  }

  /// Collects the certificate of a completed handshake.
  private func collect(
    _ row: borrowing HotStatement, _ sighting: PatternNumber, _ host: HostKind, _ names: HostNames?
  ) throws {
    guard !row.isNull(5) else { return }
    let place = ProbeCounting.observed
    let first = try names.map { FirstOperator.Host(name: try $0.name(of: host.hostID), operatorID: host.operatorID) }
    let certificateID = row.isNull(place + 1) ? CertificateParts.none : row.int64(place + 1)
    let traits =
      certificates.traits(of: certificateID)
      ?? (certificateID == CertificateParts.none ? nil : CertificateTraits(row, from: place + 2))
    var use: CertificateUse?
    if host.addressID == row.int64(0) {
      use = CertificateUse(
        sessionID: row.isNull(3) ? nil : row.int64(3), classCode: row.int(5),
        daysLeft: traits?.daysLeft(at: asOf ?? Instant(epoch: row.int64(place))))
    }
    try certificates.add(certificateID, traits, sighting, first, use)
  }
}
