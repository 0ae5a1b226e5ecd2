internal import GRDB

/// What a database takes.
public struct DatabaseRoom: Hashable, Sendable {
  /// The whole file, in octets.
  public let file: Int
  /// Its pages that hold something.
  public let used: Int

  init(_ db: GRDB.Database) throws {
    let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
    file = size * count
    used = size * (count - free)
  }
}
