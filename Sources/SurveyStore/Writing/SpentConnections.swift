internal import GRDB
internal import SurveyCore

/// Counts the connections of a wave to an address: those with a row, and those whose row was replaced.
struct SpentConnections {
  private let scanID: Int64
  private let find: Statement
  private let increase: Statement

  /// The condition, on `probe p` and `ending e`, that a row stands for a connection: it was dialled, and we had what it takes.
  static let isConnection = """
    p.inferred = 0 AND e.stage <> 'policy' AND e.reason NOT IN (\(
      [LocalFault.descriptors, .ports, .memory].map { "'\($0.word)'" }.joined(separator: ", ")))
    """

  /// The same of an observation that has no row.
  static func isConnection(_ observation: Observation) -> Bool {
    guard observation.ending.stage != .policy else { return false }
    switch observation.ending.reason {
    case .local(.descriptors), .local(.ports), .local(.memory): return false
    default: return true
    }
  }

  init(db: GRDB.Database, scanID: Int64) throws {
    self.scanID = scanID
    find = try db.cachedStatement(
      sql: """
        SELECT (SELECT count(*) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
            WHERE p.scan_id = :scan AND p.address_id = :address AND \(SpentConnections.isConnection))
          + coalesce((SELECT connections FROM spent_connection WHERE scan_id = :scan AND address_id = :address), 0)
        """)
    increase = try db.cachedStatement(
      sql: """
        INSERT INTO spent_connection VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET connections = connections + excluded.connections
        """)
  }

  /// Connections to an address.
  func count(of addressID: Int64) throws -> Int {
    try Int.fetchOne(find, arguments: ["scan": scanID, "address": addressID]) ?? 0
  }

  /// Adds connections that have no row.
  func add(_ connections: Int, to addressID: Int64) throws {
    guard connections > 0 else { return }
    try increase.execute(arguments: [scanID, addressID, connections])
  }
}
