internal import GRDB
internal import SurveyCore

/// How often each operator has units that look alike in both waves: what a change with operators as clusters is made of.
///
/// A wave may have millions of operators and of weights. The counts are held in memory up to a bound, beyond it in a
/// temporary table of the connection, and are read back operator by operator. They are integers, so that it does not
/// matter how often they were put down.
final class ClusterTable {
  /// Units of one operator that look alike.
  struct Alike: Hashable {
    /// Less than 0 for a host without one, which stands for itself.
    let operatorID: Int64
    /// What they were, and are, as the owner of the table numbers it.
    let before: Int
    let after: Int
    /// Of each of them, in the earlier wave.
    let weight: Double
  }

  private let db: GRDB.Database
  private let name: String
  private let capacity: Int
  private let insert: Statement
  private var counts: [Alike: Int] = [:]
  private var isSpilled = false

  /// - Parameters:
  ///   - name: of the temporary table, of which the connection has no other in use.
  ///   - capacity: how many counts are held in memory.
  /// - Precondition: the connection reads nothing at the moment: SQLite ends what is being read when a table is made.
  init(_ db: GRDB.Database, name: String, capacity: Int = ClusterTable.defaultCapacity) throws {
    self.db = db
    self.name = name
    self.capacity = capacity
    // What a failed reading may have left on the connection is of no use.
    try db.execute(
      sql: """
        DROP TABLE IF EXISTS temp.\(name);
        CREATE TEMP TABLE \(name) (
          operator_id INTEGER NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL, weight REAL NOT NULL,
          times INTEGER NOT NULL
        ) STRICT
        """)
    insert = try db.makeStatement(sql: "INSERT INTO temp.\(name) VALUES (?, ?, ?, ?, ?)")
  }

  /// About 50 MB.
  static let defaultCapacity = 400_000

  func add(_ alike: Alike) throws {
    counts[alike, default: 0] += 1
    if counts.count >= capacity { try spill() }
  }

  private func spill() throws {
    for (alike, times) in counts {
      try insert.execute(arguments: [alike.operatorID, alike.before, alike.after, alike.weight, times])
    }
    counts.removeAll(keepingCapacity: true)
    isSpilled = true
  }

  /// How many operators have units.
  func operatorCount() throws -> Int {
    guard isSpilled else { return Set(counts.keys.map(\.operatorID)).count }
    try spill()
    return try Int.fetchOne(db, sql: "SELECT count(DISTINCT operator_id) FROM temp.\(name)") ?? 0
  }

  /// Reads everything back, all of an operator's in a row; the table is gone afterwards.
  func drain(_ body: (Alike, _ times: Int) throws -> Void) throws {
    if isSpilled {
      try spill()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT operator_id, before, after, weight, sum(times) FROM temp.\(name)
          GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
          """)
      while let row = try rows.next() {
        try body(Alike(operatorID: row[0], before: row[1], after: row[2], weight: row[3]), row[4])
      }
    } else {
      for (alike, times) in counts.sorted(by: { $0.key.operatorID < $1.key.operatorID }) { try body(alike, times) }
      counts = [:]
    }
    try db.execute(sql: "DROP TABLE temp.\(name)")
  }
}
