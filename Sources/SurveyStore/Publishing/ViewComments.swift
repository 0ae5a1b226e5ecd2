internal import GRDB

/// Puts the description of the public views into the database itself.
///
/// A view is what its migration says; only the comments behind its `AS` are made anew, by each version as it knows better.
/// So they are no migration, which could never be edited again.
enum ViewComments {
  private static let first = "-- One row a "

  /// Writes the comments of all views that have others, or none.
  static func write(into pool: DatabasePool) throws {
    let stale = try pool.read { try staleViews($0) }
    guard !stale.isEmpty else { return }
    try pool.write { db in
      for (name, sql) in try staleViews(db) {
        try db.execute(sql: "DROP VIEW \(name)")
        try db.execute(sql: sql)
      }
    }
  }

  /// The views to be made anew, with their new definitions.
  private static func staleViews(_ db: GRDB.Database) throws -> [(name: String, sql: String)] {
    try PublicSchema.views.flatMap { view in
      try view.names.compactMap { name in
        let sql = try String.fetchOne(
          db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?", arguments: [name])
        guard let sql, let commented = commented(sql, by: PublicSchema.comments(of: view)), commented != sql else {
          return nil
        }
        return (name, commented)
      }
    }
  }

  /// A definition with these comments behind its first `AS`; `nil` where it has none.
  static func commented(_ sql: String, by comments: String) -> String? {
    guard let head = sql.firstRange(of: " AS") else { return nil }
    var body = sql[head.upperBound...].drop { $0.isWhitespace }
    // Those of an earlier version go.
    if body.hasPrefix(first) {
      while body.hasPrefix("--") { body = body.drop { $0 != "\n" }.dropFirst() }
    }
    return "\(sql[..<head.upperBound])\n\(comments)\(body)"
  }
}
