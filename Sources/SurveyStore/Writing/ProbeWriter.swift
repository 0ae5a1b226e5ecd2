internal import GRDB
public import SurveyCore

/// One address with those of its server names that have no result yet: the unit of politeness.
public struct AddressTask: Sendable, Hashable {
  /// A name at the address.
  public struct Name: Sendable, Hashable {
    /// The host's row.
    public let hostID: Int64
    /// The server name.
    public let name: DomainName
  }

  /// The address's row.
  public let addressID: Int64
  /// The address.
  public let address: Address
  /// Names without a result, in no particular order.
  public let names: [Name]
  /// Connections that were made to the address in this wave so far.
  public let connections: Int
}

/// The probe stage.
extension Wave {
  /// How many addresses the wave has.
  public func targetCount() async throws -> UInt64 {
    try await database.pool.read { [scanID] db in
      let count = try Int64.fetchOne(db, sql: "SELECT addresses FROM scan WHERE scan_id = ?", arguments: [scanID])
      return UInt64(count ?? 0)
    }
  }

  /// How many probes the wave will have, and how many it has.
  public func probeCounts() async throws -> (total: Int, done: Int) {
    try await database.pool.read { [scanID] db in
      let total = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM host_address WHERE scan_id = ?", arguments: [scanID])
      let done = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM probe WHERE scan_id = ? AND is_final = 1", arguments: [scanID])
      return (total ?? 0, done ?? 0)
    }
  }

  /// Whether any host has answered so far.
  public func isAnswered() async throws -> Bool {
    let silent = [Outcome.unreachable, .notProbed, .inconclusive].map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try await database.pool.read { [scanID] db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM probe p JOIN ending e ON e.ending_id = p.ending_id
            WHERE p.scan_id = ? AND e.outcome NOT IN (\(silent)))
          """, arguments: [scanID]) ?? false
    }
  }

  /// Those of the given targets that have names without a result. A result that says only that our own side failed is
  /// none, but for a missing route to IPv6, which is a property of the place.
  public func pendingAddresses(at ordinals: [UInt64]) async throws -> [AddressTask] {
    try await database.pool.read { [scanID] db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT t.address_id, a.octets, ha.host_id, h.name,
            e.reason IS NOT NULL AND (e.outcome <> 'inconclusive' OR e.reason = ?)
          FROM target t JOIN address a ON a.address_id = t.address_id
          JOIN host_address ha ON ha.scan_id = t.scan_id AND ha.address_id = t.address_id
          JOIN mx_host h ON h.host_id = ha.host_id
          LEFT JOIN probe p ON p.scan_id = t.scan_id AND p.address_id = t.address_id AND p.host_id = ha.host_id
            AND p.is_final = 1
          LEFT JOIN ending e ON e.ending_id = p.ending_id
          WHERE t.scan_id = ? AND t.ordinal = ?
          """)
      let connections = try SpentConnections(db: db, scanID: scanID)
      return try ordinals.compactMap { ordinal in
        let rows = try Row.fetchAll(
          statement, arguments: [LocalFault.noIPv6.word, scanID, Int64(ordinal)])
        let pending = rows.filter { !($0[4] as Bool) }
        guard let first = pending.first, let address = Address(octets: first[1] as Data) else { return nil }
        return AddressTask(
          addressID: first[0], address: address,
          names: pending.map { AddressTask.Name(hostID: $0[2], name: DomainName(uncheckedCanonical: $0[3])) },
          connections: try connections.count(of: first[0]))
      }
    }
  }

  /// Connections that were made to an address in this wave.
  public func connections(of addressID: Int64) async throws -> Int {
    try await database.pool.read { [scanID] db in
      try SpentConnections(db: db, scanID: scanID).count(of: addressID)
    }
  }

  /// Takes notice of a connection that leaves no row.
  public func addConnection(to addressID: Int64) async throws {
    try await write { [scanID] db in try SpentConnections(db: db, scanID: scanID).add(1, to: addressID) }
  }

  /// Records what names came to, each as a whole: its rows take the place of all earlier ones, in one transaction.
  /// - Parameter describe: reads a certificate's fields; called once for each certificate that is new to the database.
  public func record(
    _ names: [ProbedName], describe: @Sendable @escaping ([UInt8]) -> CertificateFields?
  ) async throws {
    try await write { [scanID] db in
      let recorder = try NameRecorder(db: db, scanID: scanID, describe: describe)
      for name in names { try recorder.record(name) }
    }
  }
}
