internal import GRDB

/// Says in a copy what it lacks, so that nothing is judged or added to it as if it were whole. The table is no migration's:
/// no database has it but copies.
enum PartialCopy {
  /// What may be missing.
  enum Part: String {
    case addresses
    case der
  }

  static func mark(_ db: GRDB.Database, without parts: [Part]) throws {
    try db.execute(
      sql:
        "CREATE TABLE IF NOT EXISTS partial_copy (missing TEXT PRIMARY KEY) STRICT, WITHOUT ROWID -- what was left out")
    for part in parts {
      try db.execute(sql: "INSERT OR IGNORE INTO partial_copy VALUES (?)", arguments: [part.rawValue])
    }
  }

  static func missingParts(_ db: GRDB.Database) throws -> [Part] {
    guard try db.tableExists("partial_copy") else { return [] }
    return try String.fetchAll(db, sql: "SELECT missing FROM partial_copy ORDER BY missing").compactMap(Part.init)
  }
}

extension SurveyDatabase {
  /// - Throws: `Failure.partial` where the database is a copy without something that the work needs.
  func requireWhole(_ db: GRDB.Database, for parts: [PartialCopy.Part] = [.addresses, .der]) throws {
    let missing = try PartialCopy.missingParts(db).filter(parts.contains)
    if !missing.isEmpty { throw Failure.partial(path: path, missing: missing.map(\.rawValue)) }
  }
}
