import Foundation
import SurveyStore
import Testing

extension AdversityTests {
  /// Rows 89 and 90 of the catalogue of faults: databases that can't be used are refused in plain words, and left as
  /// they are.
  @Suite struct DatabaseFaultTests {
    private static let dead = ["--allow-reserved", "--resolver", "127.0.0.1@9"]

    private func octets(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    /// Every command that opens a database.
    private func commands(_ path: String, list: String) -> [[String]] {
      [
        ["scan", "-f", list, "--db", path] + Self.dead, ["report", "--db", path, "-o", "\(path)-report"],
        ["compare", "--db", path, "a", "b"], ["rejudge", "--db", path], ["forget", "--db", path, "example.org"],
      ]
    }

    private func expectRefused(
      _ path: String, status: Int32, _ words: String, _ folder: Folder, isChanged: Bool = false
    ) async throws {
      let list = try folder.write("example.org\n", as: "list")
      let before = try octets(path)
      for arguments in commands(path, list: list) {
        let ending = try await Program.built("mxcensus").run(arguments, in: folder)
        #expect(ending.status == status, "\(arguments[0]): \(ending.errors)")
        #expect(ending.errors.contains(words), "\(arguments[0]): \(ending.errors)")
        #expect(!ending.wasKilled)
      }
      #expect(try octets(path) == before)
    }

    @Test func whatIsNoSurveyIsRefused() async throws {
      let folder = try Folder()
      let text = try folder.write(String(repeating: "no database\n", count: 1_000), as: "text.db")
      try await expectRefused(text, status: 78, "is not a database of mxcensus", folder)
      let foreign = "\(folder.path)/foreign.db"
      _ = try await Program.sqlite.run([foreign, "CREATE TABLE t (x); INSERT INTO t VALUES (1)"], in: folder)
      try await expectRefused(foreign, status: 78, "is not a database of mxcensus", folder)
      // Of another application with the same tables: it is the mark that counts.
      let marked = "\(folder.path)/marked.db"
      try SurveyDatabase(writing: marked).close()
      _ = try await Program.sqlite.run([marked, "PRAGMA application_id = 1196444487"], in: folder)
      try await expectRefused(marked, status: 78, "is not a database of mxcensus", folder)
    }

    @Test func aNewerSchemaIsRefused() async throws {
      let folder = try Folder()
      let path = "\(folder.path)/newer.db"
      try SurveyDatabase(writing: path).close()
      _ = try await Program.sqlite.run([path, "INSERT INTO grdb_migrations VALUES ('999')"], in: folder)
      try await expectRefused(path, status: 78, "was written by a newer mxcensus", folder)
    }

    /// Every page but the first is noise: the mark is right, and nothing else.
    @Test func aDamagedFileIsRefusedAndNeverMadeAnew() async throws {
      let folder = try Folder()
      let path = "\(folder.path)/damaged.db"
      try SurveyDatabase(writing: path).close()
      var content = try octets(path)
      for place in 4_096..<content.count { content[place] = UInt8(truncatingIfNeeded: place &* 2_654_435_761 >> 7) }
      try content.write(to: URL(fileURLWithPath: path))
      try await expectRefused(path, status: 65, "is damaged", folder)

      let cut = "\(folder.path)/cut.db"
      try SurveyDatabase(writing: cut).close()
      try octets(cut).prefix(6_000).write(to: URL(fileURLWithPath: cut))
      try await expectRefused(cut, status: 65, "is damaged", folder)
    }

    /// As somebody who is not root, who may write anywhere.
    @Test func whatMayNotBeWrittenIsRefused() async throws {
      let nobody = try Nobody()
      let folder = nobody.folder
      let closed = "\(folder.path)/closed"
      try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: false)
      let path = "\(closed)/survey.db"
      try SurveyDatabase(writing: path).close()
      let before = try octets(path)
      let list = try folder.write("example.org\n", as: "list")
      for (mode, name) in [(0o555, closed), (0o444, path)] {
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: closed)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: name)
        let ending = try await nobody.run("mxcensus", ["scan", "-f", list, "--db", path] + Self.dead)
        #expect(ending.status == 74, "\(ending.errors)")
        #expect(ending.errors.contains("mxcensus: "), "\(ending.errors)")
        #expect(try octets(path) == before)
      }
    }

    /// Row 90: two processes, one database.
    @Test func theSecondOfTwoWritersNamesTheFirst() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "500", "--addresses", "300"], port: 2_956, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let database = "\(folder.path)/survey.db"
      let place = try #require(laboratory.flags.firstIndex(of: "--rate"))
      var flags = laboratory.flags
      flags[place + 1] = "20"
      let scan = try mxcensus.start(["scan", "--db", database, "--label", "wave"] + flags, in: folder)
      while !FileManager.default.fileExists(atPath: "\(database)-lock") {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      for second in [
        ["scan", "--db", database, "--label", "other"] + flags, ["forget", "--db", database, "example.org"],
        ["rejudge", "--db", database],
      ] {
        let ending = try await mxcensus.run(second, in: folder)
        #expect(ending.status == 75, "\(second[0]): \(ending.errors)")
        #expect(ending.errors.contains(/in use by process [0-9]+, scan wave/), "\(second[0]): \(ending.errors)")
      }
      scan.signal(SIGTERM)
      #expect(try await scan.ending().status == 143)
      try await laboratory.stop()
    }
  }
}
