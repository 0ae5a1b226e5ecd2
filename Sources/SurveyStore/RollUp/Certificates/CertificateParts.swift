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
  init(_ row: borrowing HotStatement, from place: Int32) {
    digest = row.data(place)
    issuer = row.text(place + 1)
    notBefore = row.isNull(place + 2) ? nil : Instant(epoch: row.int64(place + 2))
    notAfter = row.isNull(place + 3) ? nil : Instant(epoch: row.int64(place + 3))
    // A key without a length has NULL there, which reads as 0.
    let length = row.int(place + 5)
    key = row.text(place + 4).map { "\($0) \(length)" }
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
  var pattern: PatternNumber
  /// The first host by name that presents it; `nil` where that is not kept.
  var first: FirstOperator.Host?
  /// How many hosts present it in one way or another.
  var uses: [(use: CertificateUse, hosts: Int)]

  mutating func add(_ other: CertificatePart, _ numbers: PatternNumbers) {
    if pattern != other.pattern { pattern = numbers.number(ofUnion: [pattern, other.pattern]) ?? pattern }
    if let next = other.first, first.map({ next.name < $0.name }) ?? true { first = next }
    for (use, hosts) in other.uses {
      if let place = uses.firstIndex(where: { $0.use == use }) {
        uses[place].hosts += hosts
      } else {
        uses.append((use, hosts))
      }
    }
  }
}

/// The leaf certificates of a wave. Probes come in another order than certificates: so there are only so many in memory,
/// the others wait in a temporary table, and all are merged in the end.
final class CertificateParts {
  /// In the place of a certificate's row: TLS without one.
  static let none: Int64 = 0

  private let db: GRDB.Database
  private let numbers: PatternNumbers
  private let capacity: Int
  private var parts: [Int64: (part: CertificatePart, traits: CertificateTraits?)] = [:]
  private var hasSpilled = false

  init(_ db: GRDB.Database, numbers: PatternNumbers, capacity: Int) {
    self.db = db
    self.numbers = numbers
    self.capacity = capacity
  }

  /// What a certificate says of itself; `nil` where it is not in memory.
  func traits(of certificateID: Int64) -> CertificateTraits? { parts[certificateID]?.traits }

  /// Adds a sighting.
  /// - Parameters:
  ///   - certificateID: `none` for TLS without a certificate.
  ///   - traits: what the certificate says of itself; `nil` without one.
  ///   - use: how the host presents it; `nil` at an address that does not stand for its host.
  func add(
    _ certificateID: Int64, _ traits: CertificateTraits?, _ sighting: PatternNumber, _ first: FirstOperator.Host?,
    _ use: CertificateUse?
  ) throws {
    let part = CertificatePart(pattern: sighting, first: first, uses: use.map { [($0, 1)] } ?? [])
    if parts[certificateID]?.part.add(part, numbers) == nil { parts[certificateID] = (part, traits) }
    if parts.count >= capacity { try spill() }
  }

  private func spill() throws {
    if !hasSpilled {
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS temp.certificate_part;
          CREATE TEMP TABLE certificate_part (certificate_id INTEGER, pattern INTEGER, name TEXT, operator_id INTEGER,
            hosts INTEGER, session_id INTEGER, class INTEGER, days_left INTEGER)
          """)
      hasSpilled = true
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO temp.certificate_part VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for (certificateID, (part, _)) in parts {
      for use in part.uses.isEmpty ? [nil] : part.uses.map(Optional.init) {
        try insert.execute(arguments: [
          certificateID, part.pattern.rawValue, part.first?.name, part.first?.operatorID, use?.hosts ?? 0,
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
    let rows = try HotStatement(
      db,
      """
      SELECT s.*, \(CertificateTraits.columns) FROM temp.certificate_part s
      LEFT JOIN certificate l ON l.certificate_id = s.certificate_id ORDER BY s.certificate_id
      """)
    var isAhead = try rows.next()
    while isAhead {
      let certificateID = rows.int64(0)
      let traits = certificateID == CertificateParts.none ? nil : CertificateTraits(rows, from: 8)
      var part = CertificateParts.part(rows)
      isAhead = try rows.next()
      while isAhead, rows.int64(0) == certificateID {
        part.add(CertificateParts.part(rows), numbers)
        isAhead = try rows.next()
      }
      try body(part, traits)
    }
    try db.execute(sql: "DROP TABLE temp.certificate_part")
    hasSpilled = false
  }

  private static func part(_ row: borrowing HotStatement) -> CertificatePart {
    let hosts = row.int(4)
    let use = CertificateUse(
      sessionID: row.isNull(5) ? nil : row.int64(5), classCode: row.int(6), daysLeft: row.isNull(7) ? nil : row.int(7))
    let operatorID = row.int64(3)
    return CertificatePart(
      pattern: PatternNumber(rawValue: Int32(row.int(1))),
      first: row.text(2).map { FirstOperator.Host(name: $0, operatorID: operatorID) },
      uses: hosts == 0 ? [] : [(use, hosts)])
  }
}
