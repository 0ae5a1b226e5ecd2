internal import GRDB
internal import SurveyCore

/// Adds leaf certificates and their keys up, whoever presents them, and breaks hosts with TLS down by what they have.
///
/// Sightings come sorted by leaf as numbers alone: names and digests would make the sort of a large wave several times as
/// large, so a certificate's fields are joined behind it.
struct CertificateTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let plan: RollUpPlan
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?
  let reader: SightingReader
  let hosts: HostKinds
  let operators: OperatorParts
  let keys: KeyParts
  private let figures = PatternFigures(.whole)

  init(
    _ db: GRDB.Database, scanID: Int64, judgementID: Int64, plan: RollUpPlan, asOf: Instant?,
    reader: SightingReader, hosts: HostKinds, operators: OperatorParts, keys: KeyParts
  ) {
    self.db = db
    self.scanID = scanID
    self.judgementID = judgementID
    self.plan = plan
    self.asOf = asOf
    self.reader = reader
    self.hosts = hosts
    self.operators = operators
    self.keys = keys
  }

  /// `LIMIT` keeps SQLite from giving up the order of the inner query.
  private static let sql = """
    SELECT s.*, l.spki_sha256, l.issuer, l.not_before, l.not_after, l.key_type, l.key_bits FROM (
      SELECT cc.certificate_id AS leaf, p.host_id, p.address_id, p.observed_at, \(SightingReader.columns)
      FROM probe p
      CROSS JOIN probe_verdict v ON v.judgement_id = :judgement AND v.host_id = p.host_id
        AND v.address_id = p.address_id
      LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
      WHERE p.scan_id = :scan AND p.is_final = 1 ORDER BY leaf LIMIT -1) AS s
    LEFT JOIN certificate l ON l.certificate_id = s.leaf
    """
  private static let fieldsPlace = 4 + SightingReader.columnCount

  func run(_ tally: inout TrendTally, _ breakdown: inout BreakdownTally) throws {
    var leaf = try Leaf(db)
    let rows = try Row.fetchCursor(
      db, sql: CertificateTallying.sql, arguments: ["scan": scanID, "judgement": judgementID])
    while let row = try rows.next() {
      guard let host = try hosts.kind(of: row[1]), host.isExplicit else { continue }
      let leafID = row[0] as Int64?
      if leafID != leaf.leafID {
        try finish(&leaf, &tally)
        breakdown.finishCertificate()
        leaf.begin(leafID, row, from: CertificateTallying.fieldsPlace)
      }
      if let code = try reader.seen(row, from: 4).code {
        try leaf.add(code, host, keepsOperator: !plan.isCensus)
      }
      if host.addressID == row[2] as Int64 {
        try breakdown.count(
          leaf.traits, sessionID: row[5], class: ClassWords.version1[row[7] as Int],
          at: asOf ?? Instant(epoch: row[3]))
      }
    }
    try finish(&leaf, &tally)
    breakdown.finishCertificate()
    try keys.drain { key in
      tally.add(figures[key.pattern], unit: .key)
      if let first = key.first { try operators.addKey(first.operatorID, key.pattern) }
    }
  }

  private func finish(_ leaf: inout Leaf, _ tally: inout TrendTally) throws {
    // TLS without a certificate is of no leaf.
    guard let pattern = leaf.pattern, leaf.leafID != nil else { return }
    tally.add(figures[pattern], unit: .certificate)
    let first = try plan.isCensus ? nil : leaf.first.host()
    if let first { try operators.addCertificate(first.operatorID, pattern) }
    if let digest = leaf.digest { try keys.add(digest, KeyParts.Part(pattern: pattern, first: first)) }
  }
}

/// One leaf certificate, in all its sightings.
private struct Leaf {
  private(set) var leafID: Int64?
  /// SHA-256 of its key; `nil` where that can't be read.
  private(set) var digest: Data?
  /// `nil` where there is no certificate.
  private(set) var traits: CertificateTraits?
  /// `nil` before the first sighting.
  private(set) var pattern: SightingPattern?
  /// Whose it is: that of the first host by name.
  var first: FirstOperator

  init(_ db: GRDB.Database) throws { first = try FirstOperator(db) }

  mutating func begin(_ leafID: Int64?, _ row: Row, from place: Int) {
    self.leafID = leafID
    digest = row[place]
    traits = leafID == nil ? nil : CertificateTraits(row, from: place + 1)
    pattern = nil
    first.reset()
  }

  mutating func add(_ code: UInt16, _ host: HostKind, keepsOperator: Bool) throws {
    let next = SightingPattern(Sighting(code: code))
    if pattern != next { pattern = SightingPattern(union: [pattern, next].compactMap(\.self)) }
    if keepsOperator { try first.add(host.hostID, operatorID: host.operatorID) }
  }
}
