internal import GRDB
public import SurveyCore

/// One address with those of its names that are due to be tried again.
public struct RetryTask: Sendable, Hashable {
  /// A name at the address.
  public struct Name: Sendable, Hashable {
    /// The host's row.
    public let hostID: Int64
    /// The server name.
    public let name: DomainName
    /// Tries after the first that were made so far; `nil`: the first is to come, of a name that is probed because others of
    /// the address differ, or to see whether what was inferred is right.
    public let tries: Int?
  }

  /// The number of tries in the table where the first is to come.
  static let firstIsToCome = -1

  /// The address's row.
  public let addressID: Int64
  /// The address.
  public let address: Address
  /// Names that are due; not empty.
  public fileprivate(set) var names: [Name]
  /// Connections that were made to the address in this wave so far.
  public let connections: Int
}

/// What is to be tried again in a wave, at one moment.
public struct RetryTasks: Sendable, Hashable {
  /// What is due, oldest first; each address once.
  public let due: [RetryTask]
  /// How many names wait whose time has not come.
  public let waiting: Int
  /// When the first of these is due; `nil` where none waits.
  public let nextDue: Instant?
}

/// Tries after the first.
extension Wave {
  /// What is to be tried again.
  /// - Parameter limit: addresses that are due, at most.
  public func retries(at now: Instant, limit: Int) async throws -> RetryTasks {
    try await database.pool.read { [scanID] db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT r.address_id, a.octets, r.host_id, h.name, r.tries FROM (
              SELECT address_id, min(due_at) AS due_at FROM retry WHERE scan_id = :scan AND due_at <= :now
              GROUP BY address_id ORDER BY 2, 1 LIMIT :limit) AS first
            JOIN retry r ON r.scan_id = :scan AND r.address_id = first.address_id AND r.due_at <= :now
            JOIN address a ON a.address_id = r.address_id JOIN mx_host h ON h.host_id = r.host_id
            ORDER BY first.due_at, r.address_id, r.host_id
            """), arguments: ["scan": scanID, "now": now.epoch, "limit": limit])
      let spent = try SpentConnections(db: db, scanID: scanID)
      var due: [RetryTask] = []
      for row in rows {
        let name = RetryTask.Name(
          hostID: row[2], name: DomainName(uncheckedCanonical: row[3]),
          tries: row[4] == RetryTask.firstIsToCome ? nil : row[4])
        if let last = due.last, last.addressID == row[0] as Int64 {
          due[due.count - 1].names.append(name)
        } else if let address = Address(octets: row[1] as Data) {
          due.append(
            RetryTask(
              addressID: row[0], address: address, names: [name], connections: try spent.count(of: row[0])))
        }
      }
      let rest = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT count(*), min(due_at) FROM retry WHERE scan_id = ? AND due_at > ?"),
        arguments: [scanID, now.epoch])
      return RetryTasks(
        due: due, waiting: rest?[0] ?? 0, nextDue: (rest?[1] as Int64?).map { Instant(epoch: $0) })
    }
  }

  /// Forgets what was seen from an instant on, as if it had not been looked at, but for the connections that it took.
  public func forgetProbes(since: Instant) async throws {
    try await write { [scanID] db in
      let arguments: StatementArguments = ["scan": scanID, "since": since.epoch]
      // A name is forgotten with all its looks, also those that were made a moment before.
      func isForgotten(_ table: String) -> String {
        """
        \(table).scan_id = :scan AND EXISTS (SELECT 1 FROM probe seen
          WHERE seen.scan_id = :scan AND seen.address_id = \(table).address_id AND seen.host_id = \(table).host_id
            AND seen.observed_at >= :since)
        """
      }
      try db.execute(
        sql: """
          INSERT INTO spent_connection
          SELECT p.scan_id, p.address_id, count(*) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
          WHERE \(isForgotten("p")) AND \(SpentConnections.isConnection) GROUP BY p.address_id
          ON CONFLICT DO UPDATE SET connections = connections + excluded.connections
          """, arguments: arguments)
      try db.execute(sql: "DELETE FROM retry WHERE \(isForgotten("retry"))", arguments: arguments)
      // What was decided by such names, and what is planned of others because of them, goes with them.
      let depends = """
        scan_id = :scan AND address_id IN (
          SELECT seen.address_id FROM probe seen WHERE seen.scan_id = :scan AND seen.observed_at >= :since)
        """
      try db.execute(
        sql: "DELETE FROM retry WHERE \(depends) AND tries = \(RetryTask.firstIsToCome)", arguments: arguments)
      for (table, condition) in [("inference_check", ""), ("inference", ""), ("probe", "AND inferred = 1")] {
        try db.execute(sql: "DELETE FROM \(table) WHERE \(depends) \(condition)", arguments: arguments)
      }
      try db.execute(sql: "DELETE FROM probe WHERE \(isForgotten("probe"))", arguments: arguments)
    }
  }
}
