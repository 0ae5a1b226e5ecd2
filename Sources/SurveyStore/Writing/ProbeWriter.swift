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
  /// Connections that were made to the address before the wave was interrupted.
  public let connections: Int
}

/// What one probe saw, with the rows that it belongs to.
public struct ProbeRow: Sendable, Hashable {
  /// The address's row.
  public var addressID: Int64
  /// The host's row.
  public var hostID: Int64
  /// What was seen.
  public var observation: Observation

  /// A row to be.
  public init(addressID: Int64, hostID: Int64, observation: Observation) {
    self.addressID = addressID
    self.hostID = hostID
    self.observation = observation
  }
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

  /// Those of the given targets that have names without a result.
  public func pendingAddresses(at ordinals: [UInt64]) async throws -> [AddressTask] {
    try await database.pool.read { [scanID] db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT t.address_id, a.octets, ha.host_id, h.name, p.host_id IS NOT NULL
          FROM target t JOIN address a ON a.address_id = t.address_id
          JOIN host_address ha ON ha.scan_id = t.scan_id AND ha.address_id = t.address_id
          JOIN mx_host h ON h.host_id = ha.host_id
          LEFT JOIN probe p ON p.scan_id = t.scan_id AND p.address_id = t.address_id AND p.host_id = ha.host_id
            AND p.is_final = 1
          WHERE t.scan_id = ? AND t.ordinal = ?
          """)
      let connections = try db.cachedStatement(
        sql: """
          SELECT count(*) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
          WHERE p.scan_id = ? AND p.address_id = ? AND e.stage <> 'policy'
          """)
      return try ordinals.compactMap { ordinal in
        let rows = try Row.fetchAll(statement, arguments: [scanID, Int64(ordinal)])
        let pending = rows.filter { !($0[4] as Bool) }
        guard let first = pending.first, let address = Address(octets: first[1] as Data) else { return nil }
        return AddressTask(
          addressID: first[0], address: address,
          names: pending.map { AddressTask.Name(hostID: $0[2], name: DomainName(uncheckedCanonical: $0[3])) },
          connections: try Int.fetchOne(connections, arguments: [scanID, first[0] as Int64]) ?? 0)
      }
    }
  }

  /// Records probes; a later row for the same address, name and look replaces the earlier.
  /// - Parameter describe: reads a certificate's fields; called once for each certificate that is new to the database.
  public func record(
    _ rows: [ProbeRow], describe: @Sendable @escaping ([UInt8]) -> CertificateFields?
  ) async throws {
    try await write { [scanID] db in
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO probe VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET ending_id = excluded.ending_id, session_id = excluded.session_id,
            chain_id = excluded.chain_id, observed_at = excluded.observed_at, milliseconds = excluded.milliseconds,
            connect_milliseconds = excluded.connect_milliseconds,
            handshake_milliseconds = excluded.handshake_milliseconds
          """)
      let dictionary = ObservationDictionary(db: db, describe: describe)
      for row in rows {
        let observation = row.observation
        try insert.execute(arguments: [
          scanID, row.addressID, row.hostID, LookCode.code(observation.look),
          try dictionary.endingID(observation.ending), try observation.session.map(dictionary.sessionID),
          try observation.chain.map(dictionary.chainID), observation.observedAt.epoch, observation.timings.total,
          observation.timings.connect, observation.timings.handshake,
        ])
        try FinalLook(db: db, scanID: scanID).mark(addressID: row.addressID, hostID: row.hostID)
      }
    }
  }
}

/// The codes of `probe.look`.
enum LookCode {
  static func code(_ look: Look) -> Int {
    switch look {
    case .modern: 0
    case .legacy: 1
    case .anull: 2
    }
  }
}
