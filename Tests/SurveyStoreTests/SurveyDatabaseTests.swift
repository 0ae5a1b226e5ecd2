import Foundation
import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct SurveyDatabaseTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func sqlite(_ file: String, _ sql: String) throws -> String {
    try Command.output(of: "/usr/bin/sqlite3", scratch.file(file), sql)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What opening a file fails with.
  private func failure(_ body: () throws -> SurveyDatabase) throws -> SurveyDatabase.Failure? {
    do {
      try body().close()
      return nil
    } catch let failure as SurveyDatabase.Failure {
      return failure
    }
  }

  @Test func aNewFileIsMarkedAsASurvey() throws {
    try scratch.database("new.db").close()
    #expect(try sqlite("new.db", "PRAGMA application_id; PRAGMA user_version") == "\(0x4d58_4345)\n13")
    #expect(try Command.output(of: "/usr/bin/sqlite3", scratch.file("new.db"), "PRAGMA integrity_check") == "ok\n")
    // Nothing lies beside a database that was closed.
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    #expect(files == ["new.db"])
  }

  @Test func anEmptyFileBecomesASurvey() throws {
    #expect(FileManager.default.createFile(atPath: scratch.file("empty.db"), contents: Data()))
    try scratch.database("empty.db").close()
    #expect(try sqlite("empty.db", "PRAGMA user_version") == "13")
  }

  /// What is left where the process is killed between the two transactions that make a database.
  @Test func aFileThatIsHalfMadeBecomesASurvey() throws {
    let list = "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"
    _ = try sqlite("half.db", list)
    try scratch.database("half.db").close()
    #expect(try sqlite("half.db", "PRAGMA user_version") == "13")
    // Another program's has an entry.
    _ = try sqlite("other.db", "\(list); INSERT INTO grdb_migrations VALUES ('first')")
    guard case .foreign = try failure({ try scratch.database("other.db") }) else {
      Issue.record("another program's database was opened")
      return
    }
  }

  /// What is left where the process is killed in a transaction before the database keeps a write-ahead log.
  @Test(arguments: [true, false])
  func whatWasNotCommittedIsTakenBack(isRead: Bool) throws {
    try scratch.database("whole.db").close()
    let queue = try DatabaseQueue(path: scratch.file("whole.db"))
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE filler (text TEXT)")
      for _ in 0..<200 { try db.execute(sql: "INSERT INTO filler VALUES (hex(zeroblob(4000)))") }
      // As the disk has it at this moment, with a journal that nobody holds.
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(
          atPath: scratch.file("whole.db\(ending)"), toPath: scratch.file("left.db\(ending)"))
      }
      try db.execute(sql: "ROLLBACK")
    }
    try queue.close()
    let left = scratch.file("left.db")
    let database = isRead ? try SurveyDatabase(reading: left) : try SurveyDatabase(writing: left)
    #expect(try database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'filler'") == "0")
    #expect(try database.value("PRAGMA integrity_check") == "ok")
    try database.close()
  }

  @Test func openingAgainKeepsWhatIsThere() async throws {
    let database = try scratch.database()
    try await SmallSurvey(seed: 1).record(into: database)
    let before = try database.rows("SELECT * FROM v_trend ORDER BY unit, base, metric")
    try database.close()
    for open in [SurveyDatabase.init(writing:), SurveyDatabase.init(reading:)] {
      let again = try open(scratch.file("survey.db"))
      #expect(try again.rows("SELECT * FROM v_trend ORDER BY unit, base, metric") == before)
      try again.close()
    }
  }

  @Test func aFileThatIsOnlyToBeReadIsNotMadeAndNotWritten() async throws {
    guard case .missing(let path) = try failure({ try SurveyDatabase(reading: scratch.file("none.db")) }) else {
      Issue.record("a missing file was opened")
      return
    }
    #expect(path == scratch.file("none.db"))
    #expect(!fileExists(path))

    try scratch.database().close()
    let reader = try SurveyDatabase(reading: scratch.file("survey.db"))
    await #expect(throws: (any Error).self) {
      _ = try await reader.wave(WaveSetup(), startedAt: Instant(epoch: 0))
    }
    try reader.close()
  }

  @Test func someoneElsesDatabaseIsRefusedAndLeftAlone() throws {
    _ = try sqlite("foreign.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.file("foreign.db")))
    for open in [SurveyDatabase.init(writing:), SurveyDatabase.init(reading:)] {
      guard case .foreign = try failure({ try open(scratch.file("foreign.db")) }) else {
        Issue.record("a foreign file was opened")
        return
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.file("foreign.db"))) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["foreign.db"])
  }

  @Test func aNewerSchemaIsRefused() throws {
    let database = try scratch.database()
    try database.execute("INSERT INTO grdb_migrations (identifier) VALUES ('999')")
    try database.close()
    for open in [SurveyDatabase.init(writing:), SurveyDatabase.init(reading:)] {
      guard case .newer = try failure({ try open(scratch.file("survey.db")) }) else {
        Issue.record("a newer file was opened")
        return
      }
    }
  }

  @Test func whatIsNoDatabaseIsRefusedAndLeftAlone() throws {
    let path = scratch.file("text.db")
    let text = String(repeating: "no database\n", count: 1_000)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    for open in [SurveyDatabase.init(writing:), SurveyDatabase.init(reading:)] {
      guard case .foreign = try failure({ try open(path) }) else {
        Issue.record("text was opened")
        return
      }
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["text.db"])
  }

  @Test func anErrorOfSQLiteIsToldInItsWords() throws {
    let database = try scratch.database()
    do {
      try database.execute("INSERT INTO scan (label) VALUES (NULL)")
      Issue.record("a label that is NULL")
    } catch {
      #expect(StoreFailure(error)?.words.contains("(1299): NOT NULL constraint failed: scan.label") == true)
    }
  }

  @Test func whatWasRecordedOutlivesAKilledProcess() async throws {
    let database = try scratch.database()
    try await SmallSurvey(seed: 1).record(into: database)
    let before = try database.rows("SELECT * FROM v_trend ORDER BY unit, base, metric")
    // What a killed process leaves: the file and its log, without the shared memory.
    for suffix in ["", "-wal"] {
      for copy in ["written.db", "read.db"] {
        try FileManager.default.copyItem(
          atPath: scratch.file("survey.db" + suffix), toPath: scratch.file(copy + suffix))
      }
    }
    try database.close()
    for left in [
      try SurveyDatabase(writing: scratch.file("written.db")), try SurveyDatabase(reading: scratch.file("read.db")),
    ] {
      #expect(try left.rows("SELECT * FROM v_trend ORDER BY unit, base, metric") == before)
      #expect(try left.rows("PRAGMA integrity_check") == [["ok"]])
      try left.close()
    }
  }

  /// By no statement, also not one that somebody else's file could bring about.
  @Test func theFilesOwnFormatIsOutOfReach() throws {
    let database = try scratch.database()
    let before = try database.rows("SELECT * FROM sqlite_schema")
    #expect(throws: DatabaseError.self) {
      try database.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '' WHERE name = 'v_scan'")
    }
    #expect(try database.rows("SELECT * FROM sqlite_schema") == before)
    #expect(try database.rows("PRAGMA trusted_schema") == [["0"]])
    // Any other connection can, so it is ours that refuses.
    let queue = try DatabaseQueue(path: scratch.file("plain.db"))
    try queue.write { db in
      try db.execute(sql: "CREATE TABLE t (x); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql")
    }
  }

  @Test func onlySQLitesErrorsAreStoreFailures() {
    #expect(StoreFailure(SurveyDatabase.Failure.missing(path: "")) == nil)
  }
}
