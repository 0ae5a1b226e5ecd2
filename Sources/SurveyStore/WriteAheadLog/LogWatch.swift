internal import GRDB
internal import Glibc

/// Looks after the write-ahead log: every write asks it for room first.
actor LogWatch {
  private let database: String
  private let log: String
  private let rule: LogRule
  private let warn: @Sendable (LogWarning) -> Void
  private let clock = ContinuousClock()

  /// Since when somebody has kept the log from being cut off.
  private var heldSince: ContinuousClock.Instant?
  private var triedAt: ContinuousClock.Instant?
  private var warnedAt: ContinuousClock.Instant?

  init(database: String, rule: LogRule, warn: @escaping @Sendable (LogWarning) -> Void) {
    self.database = database
    log = database + "-wal"
    self.rule = rule
    self.warn = warn
  }

  /// Returns when something may be written. Whoever is cancelled need not wait: what was seen is to be kept, and little
  /// comes after it.
  func makeRoom(in pool: DatabasePool) async throws {
    while try await isFull(pool) {
      do { try await clock.sleep(for: rule.pause) } catch { return }
    }
  }

  private func isFull(_ pool: DatabasePool) async throws -> Bool {
    guard size >= rule.limit / 4 else {
      heldSince = nil
      return false
    }
    let now = clock.now
    if triedAt.map({ now - $0 >= rule.pause }) ?? true {
      triedAt = now
      if try await cutOff(pool) {
        heldSince = nil
        return false
      }
      heldSince = heldSince ?? now
    }
    guard let heldSince else { return false }
    let (held, size) = (now - heldSince, size)
    let isWaiting = size >= rule.limit && held < rule.patience
    // One failed attempt may be for a read of our own, which is short.
    if size >= rule.limit / 2, held >= rule.pause, warnedAt.map({ now - $0 >= rule.interval }) ?? true {
      warnedAt = now
      warn(LogWarning(held: held, size: size, readers: LogReaders.others(of: database), isWaiting: isWaiting))
    }
    return isWaiting
  }

  /// Writes the log back and cuts it off, unless somebody reads at this moment.
  private func cutOff(_ pool: DatabasePool) async throws -> Bool {
    // Not to be cancelled half-way, as no write is.
    try await Task {
      try await pool.writeWithoutTransaction { db in
        try db.withoutPatience {
          try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == false
        }
      }
    }.value
  }

  /// 0 where there is no log.
  private var size: Int {
    var status = stat()
    return unsafe stat(log, &status) == 0 ? Int(status.st_size) : 0
  }
}

extension GRDB.Database {
  /// Does something that is not to wait for other processes.
  func withoutPatience<Result>(_ body: () throws -> Result) throws -> Result {
    let patience = try Int.fetchOne(self, sql: "PRAGMA busy_timeout") ?? 0
    try execute(sql: "PRAGMA busy_timeout = 0")
    defer {
      // Setting a number in memory can't fail.
      try? execute(sql: "PRAGMA busy_timeout = \(patience)")
    }
    return try body()
  }
}
