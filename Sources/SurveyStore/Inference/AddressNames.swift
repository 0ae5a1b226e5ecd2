internal import GRDB
internal import SurveyCore

/// The names of addresses: which come first, and rows for all that have none.
struct AddressNames {
  /// Which rows of `host_address` are looked at.
  enum Part {
    /// Names without a row.
    case unprobed
    /// Names whose row was inferred.
    case inferred

    fileprivate var condition: String {
      let rows =
        "SELECT 1 FROM probe p WHERE p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id"
      return switch self {
      case .unprobed: "NOT EXISTS (\(rows))"
      case .inferred: "EXISTS (\(rows) AND p.inferred = 1)"
      }
    }
  }

  private let db: GRDB.Database
  private let scanID: Int64
  private let rank: NameRank
  private let optedOut: (@Sendable (DomainName) -> Bool)?
  private static let optedOutFunction = "is_opted_out"

  init(db: GRDB.Database, scanID: Int64, rule: InferenceRule) {
    self.db = db
    self.scanID = scanID
    rank = rule.rank
    optedOut = rule.optedOut()
  }

  /// The first names of a part, those who opted out excepted.
  func first(_ limit: Int, _ part: Part, of addressID: Int64, at address: Address) throws -> [RankedNames.Entry] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT ha.host_id, h.name FROM host_address ha JOIN mx_host h ON h.host_id = ha.host_id
          WHERE ha.scan_id = ? AND ha.address_id = ? AND \(part.condition)
          """), arguments: [scanID, addressID])
    var names = RankedNames(limit: limit)
    while let row = try rows.next() {
      let entry = entry(hostID: row[0], name: DomainName(uncheckedCanonical: row[1]), at: address, isOpen: true)
      if !entry.isOptedOut { names.offer(entry) }
    }
    return names.entries
  }

  func isOptedOut(_ name: DomainName) -> Bool { optedOut?(name) ?? false }

  func entry(hostID: Int64, name: DomainName, at address: Address, isOpen: Bool) -> RankedNames.Entry {
    RankedNames.Entry(
      hostID: hostID, name: name, isOptedOut: isOptedOut(name), rank: rank.rank(of: name, at: address),
      isOpen: isOpen)
  }

  /// A row for every name of an address that has none, all alike.
  /// - Parameter optedOut: the ending of those who opted out; `nil`: they are as the others.
  /// - Returns: how many got the row, and how many the other.
  func fill(
    _ addressID: Int64, as row: FurtherRow, optedOut ending: Int64?, firstLook: Look
  ) throws -> (rows: Int, optedOut: Int) {
    var others = 0
    if let ending, let optedOut {
      db.add(
        function: DatabaseFunction(AddressNames.optedOutFunction, argumentCount: 1, pure: true) { values in
          String.fromDatabaseValue(values[0]).map { optedOut(DomainName(uncheckedCanonical: $0)) }
        })
      let left = FurtherRow(
        look: LookCode.code(firstLook), isInferred: false, endingID: ending, observedAt: row.observedAt)
      others = try insert(
        left, addressID,
        where: "AND \(AddressNames.optedOutFunction)((SELECT h.name FROM mx_host h WHERE h.host_id = ha.host_id))")
    }
    return (try insert(row, addressID), others)
  }

  private func insert(_ row: FurtherRow, _ addressID: Int64, where condition: String = "") throws -> Int {
    try db.execute(
      sql: """
        INSERT INTO probe
        SELECT ha.scan_id, ha.address_id, ha.host_id, ?, 1, ?, ?, ?, ?, ?, 0, NULL, NULL FROM host_address ha
        WHERE ha.scan_id = ? AND ha.address_id = ? AND \(Part.unprobed.condition) \(condition)
        """,
      arguments: [
        row.look, row.isInferred, row.endingID, row.sessionID, row.chainID, row.observedAt, scanID, addressID,
      ])
    return db.changesCount
  }
}

/// The row of names that are not dialled.
struct FurtherRow {
  var look: Int
  var isInferred: Bool
  var endingID: Int64
  var sessionID: Int64?
  var chainID: Int64?
  var observedAt: Int64
}
