private import CSQLite
internal import GRDB

/// A survey's SQLite file: every wave, every fact, every judgement.
public final class SurveyDatabase: Sendable {
  let pool: DatabasePool
  let log: LogWatch
  /// The file.
  public let path: String

  /// Why a file can't be used.
  public enum Failure: Error, Sendable {
    /// It is no SQLite database, or somebody else's.
    case foreign(path: String)
    /// It was written by a newer mxcensus, whose schema this one does not know.
    case newer(path: String)
    /// It does not exist, and was only to be read.
    case missing(path: String)
    /// It is a copy from which this was taken out (`addresses`, `der`) and that can't be gone on with.
    case partial(path: String, missing: [String])
  }

  /// Whether a path names anything.
  public static func exists(_ path: String) -> Bool { fileExists(path) }

  /// Opens a file for writing, making it where there is none; takes no lock (see `DatabaseLock`). Nobody is told of readers,
  /// so none is waited for.
  public convenience init(writing path: String) throws {
    try self.init(writing: path, log: LogRule(patience: .zero)) { _ in }
  }

  /// Opens a file for writing as the other does, and says what becomes of its log.
  /// - Parameters:
  ///   - log: what is done about the write-ahead log while somebody reads.
  ///   - warn: takes notice of readers for whom it grows.
  public convenience init(
    writing path: String, log: LogRule = LogRule(), warn: @escaping @Sendable (LogWarning) -> Void
  ) throws {
    try self.init(path, readOnly: false, log: LogWatch(database: path, rule: log, warn: warn))
  }

  /// Opens an existing file for reading.
  public convenience init(reading path: String) throws {
    try self.init(path, readOnly: true, log: LogWatch(database: path, rule: LogRule()) { _ in })
  }

  private init(_ path: String, readOnly: Bool, log: LogWatch) throws {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(30)
    configuration.label = "survey"
    configuration.prepareDatabase { db in
      // Survives a killed process whole; a power failure may cost the last commits, never the file.
      try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE; PRAGMA cache_size = -65536")
      // A file may have been handed over: its schema calls no function, its cells are measured before they are read,
      // and no octet of it is memory that another process can change. No statement can break the file's own format.
      guard let connection = unsafe db.sqliteConnection, unsafe mxc_make_defensive(connection) == SQLITE_OK else {
        throw DatabaseError(resultCode: .SQLITE_ERROR, message: "SQLite refuses to be defensive")
      }
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")
    }
    if fileExists(path) {
      do {
        try SurveyDatabase.checkOwnershipAfterCrash(of: path, mayBeEmpty: !readOnly, configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
        throw Failure.foreign(path: path)
      }
    } else if readOnly {
      throw Failure.missing(path: path)
    }
    self.path = path
    self.log = log
    pool = try DatabasePool(path: path, configuration: configuration)
    if !readOnly {
      try Migrations.migrator.migrate(pool)
      try ViewComments.write(into: pool)
    }
  }

  /// Looks at a file, and does before that what every reader has to do where a process was killed in the middle of a
  /// transaction: takes back, by the journal that it left, what was not committed.
  private static func checkOwnershipAfterCrash(
    of path: String, mayBeEmpty: Bool, _ configuration: Configuration
  ) throws {
    var configuration = configuration
    configuration.readonly = true
    do {
      try checkOwnership(of: path, mayBeEmpty: mayBeEmpty, configuration)
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
      configuration.readonly = false
      try checkOwnership(of: path, mayBeEmpty: mayBeEmpty, configuration)
    }
  }

  /// Looks at a file without changing it: a pool would switch somebody else's database to WAL before it could ask.
  private static func checkOwnership(of path: String, mayBeEmpty: Bool, _ configuration: Configuration) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in
      let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let isEmpty = try holdsNothing(db)
      if isEmpty, mayBeEmpty { return }
      if id != Migrations.applicationID { throw Failure.foreign(path: path) }
      if try Migrations.migrator.hasBeenSuperseded(db) { throw Failure.newer(path: path) }
    }
    try queue.close()
  }

  /// Whether nobody has put anything into a file yet: whoever was killed between the list of migrations and the first of
  /// them has left that list, without an entry.
  private static func holdsNothing(_ db: GRDB.Database) throws -> Bool {
    let list = "grdb_migrations"
    let others = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> ?", arguments: [list])
    guard others == 0 else { return false }
    return try !db.tableExists(list) || Int.fetchOne(db, sql: "SELECT count(*) FROM \(list)") == 0
  }

  /// Writes the log back into the file and closes; nobody may use the database afterwards.
  ///
  /// A file in WAL mode can't be read in a folder that its reader may not write to, so it is left in the journal mode
  /// that anyone can read; whoever writes next turns WAL on again.
  public func close() throws {
    let isReadOnly = pool.configuration.readonly
    if !isReadOnly {
      // Where somebody reads, the log stays: whoever opens the database next reads it too.
      try pool.writeWithoutTransaction { db in
        try db.withoutPatience { try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      }
    }
    try pool.close()
    guard !isReadOnly else { return }
    let queue = try DatabaseQueue(path: path)
    do {
      try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // Somebody reads it at this moment: it stays in WAL mode, which is as whole.
    }
    try queue.close()
  }
}
