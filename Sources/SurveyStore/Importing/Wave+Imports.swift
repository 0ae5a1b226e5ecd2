internal import GRDB
internal import SurveyCore

/// Rows that are imported: they are kept beside the wave, which is made anew of all of them, so that it does not depend on
/// the order in which they came, nor on how often.
extension Wave {
  /// Takes rows in. Of rows with one key the one that says something wins, then the earliest, then the one with the
  /// smallest digest.
  /// - Returns: how many took a place.
  public func take(_ rows: [ImportedRow]) async throws -> Int {
    try await write { [scanID] db in
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO imported_row VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET is_open = excluded.is_open, observed_at = excluded.observed_at,
            sha256 = excluded.sha256, row = excluded.row
          WHERE (excluded.is_open, excluded.observed_at, excluded.sha256) < (is_open, observed_at, sha256)
          """)
      var taken = 0
      for row in rows {
        try insert.execute(arguments: [
          scanID, row.kind.rawValue, row.key, row.isOpen, row.observedAt.epoch, row.sha256.data, row.row.data,
        ])
        taken += db.changesCount
      }
      return taken
    }
  }

  /// Rows of domains in order of their names.
  public func importedDomains(after name: String, limit: Int) async throws -> [[UInt8]] {
    try await database.pool.read { [scanID] db in
      try Data.fetchAll(
        db,
        sql: "SELECT row FROM imported_row WHERE scan_id = ? AND kind = 0 AND key > ? ORDER BY key LIMIT ?",
        arguments: [scanID, name, limit]
      ).map { Array($0) }
    }
  }

  /// The hosts of the wave in the order of their numbers, each with its row.
  /// - Parameter hostID: the host before the first.
  public func importedHosts(after hostID: Int64, limit: Int) async throws -> [(task: HostTask, row: [UInt8])] {
    try await database.pool.read { [scanID] db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT sh.host_id, h.name, h.is_name, r.row FROM scan_host sh JOIN mx_host h ON h.host_id = sh.host_id
          JOIN imported_row r ON r.scan_id = sh.scan_id AND r.kind = 1 AND r.key = h.name
          WHERE sh.scan_id = ? AND sh.host_id > ? ORDER BY sh.host_id LIMIT ?
          """, arguments: [scanID, hostID, limit]
      ).map { row in
        let name = row[2] as Bool ? DomainName(uncheckedCanonical: row[1]) : nil
        return (HostTask(hostID: row[0], name: name), Array(row[3] as Data))
      }
    }
  }

  /// Rows that say from when until when looks can't be relied upon.
  public func importedDoubts() async throws -> [[UInt8]] {
    try await database.pool.read { [scanID] db in
      try Wave.looks(db, scanID, prefix: ImportedRow.doubtPrefix)
    }
  }

  /// The names at addresses of the wave, in order of the key, each with the rows of all looks at it, which may be none.
  /// - Parameter key: the address and host before the first; `nil`: from the beginning.
  public func importedNames(after key: ImportedName.Key?, limit: Int) async throws -> [ImportedName] {
    try await database.pool.read { [scanID] db in
      let names = try Row.fetchAll(
        db,
        sql: """
          SELECT ha.address_id, ha.host_id, a.text, h.name FROM host_address ha
          JOIN address a ON a.address_id = ha.address_id JOIN mx_host h ON h.host_id = ha.host_id
          WHERE ha.scan_id = ? AND (ha.address_id, ha.host_id) > (?, ?) ORDER BY ha.address_id, ha.host_id LIMIT ?
          """, arguments: [scanID, key?.addressID ?? -1, key?.hostID ?? -1, limit])
      return try names.map { name in
        let rows = try Wave.looks(db, scanID, prefix: ImportedRow.prefix(address: name[2], name: name[3]))
        return ImportedName(key: ImportedName.Key(addressID: name[0], hostID: name[1]), rows: rows)
      }
    }
  }

  /// Rows whose keys begin with a text that ends in a space, in the order of their keys.
  private static func looks(_ db: GRDB.Database, _ scanID: Int64, prefix: String) throws -> [[UInt8]] {
    let find = try db.cachedStatement(
      // What begins so stands before what begins with the next character in place of the space.
      sql: "SELECT row FROM imported_row WHERE scan_id = ? AND kind = 2 AND key > ? AND key < ? ORDER BY key")
    return try Data.fetchAll(find, arguments: [scanID, prefix, prefix.dropLast() + "!"]).map { Array($0) }
  }
}

/// A name at an address of a wave with what other processes saw there.
public struct ImportedName: Sendable, Hashable {
  /// Its place in the wave.
  public struct Key: Sendable, Hashable {
    /// The address's row.
    public let addressID: Int64
    /// The host's row.
    public let hostID: Int64
  }

  /// Its place in the wave.
  public let key: Key
  /// The rows of all looks at it, whichever visits they are of, as JSON.
  public let rows: [[UInt8]]
}
