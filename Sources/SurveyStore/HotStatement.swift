internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// A statement that is run a million times a wave: its values go to SQLite, and its columns come from there, as they are.
///
/// GRDB makes a value of each argument and looks at the type of each column before it reads it, which takes longer than
/// SQLite itself does for a row of numbers.
@safe struct HotStatement: ~Copyable {
  private let db: GRDB.Database
  /// Keeps what `pointer` points to.
  private let statement: Statement
  private let pointer: OpaquePointer

  init(_ db: GRDB.Database, _ sql: String) throws {
    self.db = db
    statement = try db.makeStatement(sql: sql)
    unsafe pointer = statement.sqliteStatement
  }

  deinit { unsafe sqlite3_reset(pointer) }

  // MARK: Values, the first at place 1

  func bind(_ value: Int64, at place: Int32) { unsafe sqlite3_bind_int64(pointer, place, value) }
  func bind(_ value: Int, at place: Int32) { unsafe sqlite3_bind_int64(pointer, place, Int64(value)) }
  func bind(_ value: Double, at place: Int32) { unsafe sqlite3_bind_double(pointer, place, value) }

  func bind(_ flag: Bool, at place: Int32) { bind(flag ? 1 : 0, at: place) }

  /// Binds a number or NULL.
  func bind(_ value: Int64?, at place: Int32) {
    if let value { bind(value, at: place) } else { unsafe sqlite3_bind_null(pointer, place) }
  }

  /// Binds a number or NULL.
  func bind(_ value: Int?, at place: Int32) { bind(value.map(Int64.init), at: place) }

  /// Binds a BLOB.
  func bind(_ octets: [UInt8], at place: Int32) {
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    unsafe sqlite3_bind_blob(pointer, place, octets, Int32(octets.count), transient)
  }

  /// Binds a text.
  func bind(_ text: String, at place: Int32) {
    // SQLite keeps a copy of its own, as the text is gone once this returns.
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    unsafe sqlite3_bind_text(pointer, place, text, -1, transient)
  }

  // MARK: Running

  /// Runs a statement that has no rows.
  func run() throws {
    while try next() {}
  }

  /// Goes on to the next row; after the last the statement may be run anew.
  /// - Returns: whether there is one.
  func next() throws -> Bool {
    let code = unsafe sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    unsafe sqlite3_reset(pointer)
    guard code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: statement.sql)
    }
    return false
  }

  /// Leaves the rows that were not read yet.
  func reset() { unsafe sqlite3_reset(pointer) }

  // MARK: Columns, the first at place 0

  func int64(_ place: Int32) -> Int64 { unsafe sqlite3_column_int64(pointer, place) }
  func int(_ place: Int32) -> Int { unsafe Int(sqlite3_column_int64(pointer, place)) }
  func double(_ place: Int32) -> Double { unsafe sqlite3_column_double(pointer, place) }
  /// `nil` for NULL.
  func text(_ place: Int32) -> String? {
    guard let start = unsafe sqlite3_column_text(pointer, place) else { return nil }
    return unsafe String(cString: start)
  }

  /// `nil` for NULL.
  func data(_ place: Int32) -> Data? {
    if isNull(place) { return nil }
    let count = unsafe Int(sqlite3_column_bytes(pointer, place))
    guard let start = unsafe sqlite3_column_blob(pointer, place) else { return Data() }
    return unsafe Data(bytes: start, count: count)
  }

  func isNull(_ place: Int32) -> Bool { unsafe sqlite3_column_type(pointer, place) == SQLITE_NULL }
}
