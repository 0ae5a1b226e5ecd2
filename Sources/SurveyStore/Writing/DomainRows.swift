internal import GRDB
internal import SurveyCore

/// The rows of names, which are made where there are none, and their places in one wave.
final class DomainRows {
  private let db: GRDB.Database
  private let scanID: Int64
  private let insert: HotStatement
  private let find: HotStatement

  init(_ db: GRDB.Database, scanID: Int64) throws {
    self.db = db
    self.scanID = scanID
    insert = try HotStatement(db, "INSERT INTO domain (name) VALUES (?) ON CONFLICT DO NOTHING")
    find = try HotStatement(
      db,
      """
      SELECT d.domain_id, sd.ordinal FROM domain d
      LEFT JOIN scan_domain sd ON sd.domain_id = d.domain_id AND sd.scan_id = ? WHERE d.name = ?
      """)
  }

  /// The row of a name; its place is `nil` where the wave does not have it yet.
  func intern(_ name: DomainName) throws -> (domainID: Int64, ordinal: Int64?) {
    insert.bind(name.text, at: 1)
    try insert.run()
    // No wave has a name that nobody knew.
    if db.changesCount == 1 { return (db.lastInsertedRowID, nil) }
    find.bind(scanID, at: 1)
    find.bind(name.text, at: 2)
    guard try find.next() else { preconditionFailure("a domain that was not inserted is there") }
    defer { find.reset() }
    return (find.int64(0), find.isNull(1) ? nil : find.int64(1))
  }
}
