internal import GRDB
internal import Glibc

/// A copy of a survey that can be published: one file, whole at one moment, readable where nobody may write.
public struct Snapshot: Sendable {
  /// Whether mail hosts' addresses are replaced by stand-ins, and the replies that often name them taken out.
  public var withoutAddresses: Bool
  /// Whether the certificates' octets are taken out; their fields stay.
  public var withoutDER: Bool

  /// Why a copy can't be made.
  public enum Failure: Error, Sendable {
    /// There is such a file already.
    case exists(path: String)
    /// The file could not be put in its place, by `errno`.
    case unwritable(path: String, errno: Int32)
  }

  /// A copy with everything, or without some.
  public init(withoutAddresses: Bool = false, withoutDER: Bool = false) {
    self.withoutAddresses = withoutAddresses
    self.withoutDER = withoutDER
  }

  /// Writes the copy. What is left out leaves no octets: rows are rewritten and the file is then built anew.
  /// - Throws: `Failure`, or SQLite's errors; then there is no file at the path.
  public func write(_ database: SurveyDatabase, to path: String) throws {
    guard !fileExists(path) else { throw Failure.exists(path: path) }
    // SQLite would blame the database for it.
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
    guard unsafe access(String(folder), W_OK | X_OK) == 0 else { throw Failure.unwritable(path: path, errno: errno) }
    let (full, final) = ("\(path).\(getpid())-full", "\(path).\(getpid())")
    defer { for file in [full, "\(full)-journal", final, "\(final)-journal"] { unsafe unlink(file) } }
    try database.pool.vacuum(into: isPartial ? full : final)
    if isPartial {
      let queue = try DatabaseQueue(path: full)
      try queue.write { db in
        if withoutDER { try db.execute(sql: "UPDATE certificate SET der = x''") }
        // Rows of an import that is under way hold everything; no view shows them.
        try db.execute(sql: "DELETE FROM imported_row")
        if withoutAddresses { try AddressStandIns.replaceAddresses(db) }
        try PartialCopy.mark(db, without: (withoutAddresses ? [.addresses] : []) + (withoutDER ? [.der] : []))
      }
      try queue.vacuum(into: final)
      try queue.close()
    }
    try SurveyDatabase.sync(final)
    // A link and not a rename: what came to stand there meanwhile is not to be replaced.
    guard unsafe link(final, path) == 0 else {
      throw errno == EEXIST ? Failure.exists(path: path) : Failure.unwritable(path: path, errno: errno)
    }
  }

  private var isPartial: Bool { withoutAddresses || withoutDER }
}

extension SurveyDatabase {
  /// Makes a file durable.
  fileprivate static func sync(_ path: String) throws {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Snapshot.Failure.unwritable(path: path, errno: errno) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Snapshot.Failure.unwritable(path: path, errno: errno) }
  }
}
