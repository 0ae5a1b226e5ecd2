internal import GRDB
internal import SurveyCore

/// Finds the names of addresses that have no result. A result that says only that our own side failed is none, but for a
/// missing route to IPv6, which is a property of the place.
struct PendingNames {
  private let scanID: Int64
  private let inference: AddressNames?
  private let target: Statement
  private let names: Statement
  private let connections: SpentConnections

  /// - Parameter rule: how few names are handed out where an address has many; `nil`: all are.
  init(db: GRDB.Database, scanID: Int64, rule: InferenceRule?) throws {
    self.scanID = scanID
    inference = rule.map { AddressNames(db: db, scanID: scanID, rule: $0) }
    connections = try SpentConnections(db: db, scanID: scanID)
    target = try db.cachedStatement(
      sql: """
        SELECT t.address_id, a.octets FROM target t JOIN address a ON a.address_id = t.address_id
        WHERE t.scan_id = ? AND t.ordinal = ?
        """)
    // What is planned is handed out when it is due.
    names = try db.cachedStatement(
      sql: """
        SELECT ha.host_id, h.name,
          r.host_id IS NULL AND (e.reason IS NULL OR (e.outcome = 'inconclusive' AND e.reason <> ?)), r.host_id IS NOT NULL
        FROM host_address ha JOIN mx_host h ON h.host_id = ha.host_id
        LEFT JOIN probe p ON p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id
          AND p.is_final = 1
        LEFT JOIN ending e ON e.ending_id = p.ending_id
        LEFT JOIN retry r ON r.scan_id = ha.scan_id AND r.address_id = ha.address_id AND r.host_id = ha.host_id
        WHERE ha.scan_id = ? AND ha.address_id = ?
        """)
  }

  /// The address with that place in the wave; `nil` where nothing is left to do at it.
  func task(at ordinal: UInt64) throws -> AddressTask? {
    guard let row = try Row.fetchOne(target, arguments: [scanID, Int64(ordinal)]),
      let address = Address(octets: row[1] as Data)
    else { return nil }
    let addressID: Int64 = row[0]
    let rows = try Row.fetchCursor(names, arguments: [LocalFault.noIPv6.word, scanID, addressID])
    let found = try inference.map { try firstNames(rows, at: address, $0) } ?? openNames(rows)
    guard !found.isEmpty else { return nil }
    return AddressTask(
      addressID: addressID, address: address, names: found, connections: try connections.count(of: addressID))
  }

  private func openNames(_ rows: RowCursor) throws -> [AddressTask.Name] {
    var found: [AddressTask.Name] = []
    while let row = try rows.next() {
      if row[2] { found.append(AddressTask.Name(hostID: row[0], name: DomainName(uncheckedCanonical: row[1]))) }
    }
    return found
  }

  /// Those of the first three that have no result; where all have one, nothing is planned and others have none, the first of
  /// these, with which it is decided what becomes of the rest.
  private func firstNames(_ rows: RowCursor, at address: Address, _ names: AddressNames) throws -> [AddressTask.Name] {
    var first = RankedNames(limit: InferenceRule.names)
    var open = RankedNames(limit: 1)
    var isPlanned = false
    while let row = try rows.next() {
      let entry = names.entry(
        hostID: row[0], name: DomainName(uncheckedCanonical: row[1]), at: address, isOpen: row[2])
      first.offer(entry)
      if entry.isOpen { open.offer(entry) }
      if row[3] { isPlanned = true }
    }
    let entries = first.entries.filter(\.isOpen)
    return (entries.isEmpty && !isPlanned ? open.entries : entries).map {
      AddressTask.Name(hostID: $0.hostID, name: $0.name)
    }
  }
}
