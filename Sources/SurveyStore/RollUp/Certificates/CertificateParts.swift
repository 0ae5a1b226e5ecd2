internal import GRDB
internal import SurveyCore

/// What a leaf certificate says of itself, as far as it is counted by it.
struct CertificateTraits {
  /// SHA-256 of the SubjectPublicKeyInfo; `nil` where that can't be read.
  let digest: Data?
  let issuer: String?
  let notBefore: Instant?
  let notAfter: Instant?
  /// For example `RSA 2048`; `nil` where the key can't be used.
  let key: String?

  /// The columns that `init` reads, from the table `l`.
  static let columns = "l.spki_sha256, l.issuer, l.not_before, l.not_after, l.key_type, l.key_bits"

  /// Reads the columns from `place` on.
  init(_ row: Row, from place: Int) {
    digest = row[place]
    issuer = row[place + 1]
    notBefore = (row[place + 2] as Int64?).map { Instant(epoch: $0) }
    notAfter = (row[place + 3] as Int64?).map { Instant(epoch: $0) }
    key = (row[place + 4] as String?).map { "\($0) \((row[place + 5] as Int?) ?? 0)" }
  }

  /// The place in `ValidityRange.daysLeft` at an instant; `nil` where the validity can't be read.
  func daysLeft(at instant: Instant) -> Int? {
    guard let notBefore, let notAfter else { return nil }
    return ValidityRange.daysLeft.firstIndex(
      of: ValidityRange.daysLeft(at: instant, from: notBefore, through: notAfter))
  }
}

/// How a host presents a certificate at the address that stands for it.
struct CertificateUse: Hashable {
  let sessionID: Int64?
  /// As in `class_word`.
  let classCode: Int
  /// The place in `ValidityRange.daysLeft`.
  let daysLeft: Int?
}

/// One leaf certificate in all its sightings so far, or all TLS without a certificate.
struct CertificatePart {
  var pattern: SightingPattern
  /// The first host by name that presents it; `nil` where that is not kept.
  var first: FirstOperator.Host?
  /// How many hosts present it in one way or another.
  var uses: [(use: CertificateUse, hosts: Int)]

  static func += (left: inout CertificatePart, right: CertificatePart) {
    if left.pattern != right.pattern {
      left.pattern = SightingPattern(union: [left.pattern, right.pattern]) ?? left.pattern
    }
    if let first = right.first, left.first.map({ first.name < $0.name }) ?? true { left.first = first }
    for (use, hosts) in right.uses {
      if let place = left.uses.firstIndex(where: { $0.use == use }) {
        left.uses[place].hosts += hosts
      } else {
        left.uses.append((use, hosts))
      }
    }
  }
}

/// The leaf certificates of a wave. Probes come in another order than certificates: so there are only so many in memory,
/// the others wait in a temporary table, and all are merged in the end.
final class CertificateParts {
  private let db: GRDB.Database
  private let capacity: Int
  /// By certificate; 0 is TLS without one.
  private var parts: [Int64: (part: CertificatePart, traits: CertificateTraits?)] = [:]
  private var hasSpilled = false

  init(_ db: GRDB.Database, capacity: Int) {
    self.db = db
    self.capacity = capacity
  }

  /// Adds a sighting.
  /// - Parameters:
  ///   - certificateID: `nil` for TLS without a certificate.
  ///   - traits: reads what the certificate says of itself.
  ///   - use: how the host presents it; `nil` at an address that does not stand for its host.
  func add(
    _ certificateID: Int64?, _ sighting: SightingPattern, _ first: FirstOperator.Host?,
    traits: () -> CertificateTraits, use: (CertificateTraits?) -> CertificateUse?
  ) throws {
    let certificateID = certificateID ?? 0
    let known = parts[certificateID]
    let found = known == nil ? (certificateID == 0 ? nil : traits()) : known?.traits
    let part = CertificatePart(pattern: sighting, first: first, uses: use(found).map { [($0, 1)] } ?? [])
    if known == nil { parts[certificateID] = (part, found) } else { parts[certificateID]?.part += part }
    if parts.count >= capacity { try spill() }
  }

  private func spill() throws {
    if !hasSpilled {
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS temp.certificate_part;
          CREATE TEMP TABLE certificate_part (certificate_id INTEGER, pattern BLOB, name TEXT, operator_id INTEGER,
            hosts INTEGER, session_id INTEGER, class INTEGER, days_left INTEGER)
          """)
      hasSpilled = true
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO temp.certificate_part VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for (certificateID, (part, _)) in parts {
      for use in part.uses.isEmpty ? [nil] : part.uses.map(Optional.init) {
        try insert.execute(arguments: [
          certificateID, part.pattern.octets.data, part.first?.name, part.first?.operatorID, use?.hosts ?? 0,
          use?.use.sessionID, use?.use.classCode, use?.use.daysLeft,
        ])
      }
    }
    parts.removeAll(keepingCapacity: true)
  }

  /// Every certificate once, `nil` for TLS without one, and then none.
  func drain(_ body: (CertificatePart, CertificateTraits?) throws -> Void) throws {
    guard hasSpilled else {
      for (part, traits) in parts.values { try body(part, traits) }
      return parts = [:]
    }
    try spill()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.*, \(CertificateTraits.columns) FROM temp.certificate_part s
        LEFT JOIN certificate l ON l.certificate_id = s.certificate_id ORDER BY s.certificate_id
        """)
    var ahead = try rows.next()
    while let row = ahead {
      let certificateID: Int64 = row[0]
      let traits = certificateID == 0 ? nil : CertificateTraits(row, from: 8)
      var part = CertificateParts.part(row)
      ahead = try rows.next()
      while let next = ahead, next[0] as Int64 == certificateID {
        part += CertificateParts.part(next)
        ahead = try rows.next()
      }
      try body(part, traits)
    }
    try db.execute(sql: "DROP TABLE temp.certificate_part")
    hasSpilled = false
  }

  private static func part(_ row: Row) -> CertificatePart {
    let (operatorID, hosts): (Int64?, Int) = (row[3], row[4])
    let use = hosts == 0 ? nil : CertificateUse(sessionID: row[5], classCode: row[6], daysLeft: row[7])
    return CertificatePart(
      pattern: SightingPattern(octets: row[1] as Data),
      first: operatorID.map { FirstOperator.Host(name: row[2], operatorID: $0) },
      uses: use.map { [($0, hosts)] } ?? [])
  }
}
