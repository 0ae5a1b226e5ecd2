import Foundation
import SurveyStore
import Testing

extension SystemTests {
  /// `compact` on waves of the laboratory.
  @Suite struct CompactTests {
    private func run(_ arguments: [String], _ folder: Folder) async throws -> Ending {
      try await Program.built("mxcensus").run(arguments, in: folder)
    }

    private static let labels = ["2025-09", "2026-09", "2026-10", "2026-11"]
    /// What compacting gives up or says of itself; other times are no columns of this comparison.
    private static let omitted: Set = ["compacted"]

    /// Four waves of the same servers.
    private func survey(_ folder: Folder, port: Int) async throws -> String {
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: port, in: folder)
      let database = "\(folder.path)/survey.db"
      for label in Self.labels {
        let scan = try await run(
          [
            "scan", "--db", database, "--label", label, "--as-of", "\(label)-15", "--timeout-greeting", "1",
            "--timeout-handshake", "1", "--quiet",
          ] + laboratory.flags, folder)
        #expect(scan.status == 0, "\(scan.errors)")
      }
      try await laboratory.stop()
      return database
    }

    private func report(_ database: String, _ folder: Folder) async throws -> [String] {
      var texts: [String] = []
      for format in ["csv", "json", "markdown", "html"] {
        let ending = try await run(["report", "--db", database, "--format", format, "-o", "-"], folder)
        #expect(ending.status == 0, "\(ending.errors)")
        texts.append(ending.output)
      }
      return texts
    }

    private func copy(_ database: String, as name: String, _ folder: Folder) throws -> String {
      let path = "\(folder.path)/\(name)"
      try FileManager.default.copyItem(atPath: database, toPath: path)
      return path
    }

    @Test func oldWavesTakeLessRoomAndTellTheSame() async throws {
      let folder = try Folder()
      let database = try await survey(folder, port: 3_130)
      let plain = try copy(database, as: "plain.db", folder)
      let waves = try await StoredWaves(of: database, without: Self.omitted, in: folder)
      let texts = try await report(database, folder)

      let rehearsal = try await run(["compact", "--db", database, "--keep-months", "0", "--dry-run"], folder)
      #expect(rehearsal.status == 0, "\(rehearsal.errors)")
      #expect(
        rehearsal.output.split(separator: "\n").map { $0.prefix(7) } == ["wave   ", "2025-09", "2026-09", "2026-10"])
      #expect(rehearsal.errors.contains("nothing was changed"))
      #expect(try await folder.query(database, "SELECT sum(compacted) FROM v_scan") == [["0"]])

      let year = try await run(["compact", "--db", database, "--keep-months", "12"], folder)
      #expect(year.status == 0, "\(year.errors)")
      #expect(year.output.split(separator: "\n").map { $0.prefix(7) } == ["wave   ", "2025-09"])
      let rest = try await run(["compact", "--db", database, "--keep-months", "0"], folder)
      #expect(rest.status == 0, "\(rest.errors)")
      #expect(
        try await folder.query(database, "SELECT label FROM v_scan WHERE compacted ORDER BY label").map { $0[0] }
          == Self.labels.dropLast())
      waves.expectSame(try await StoredWaves(of: database, without: Self.omitted, in: folder))
      #expect(try await report(database, folder) == texts)
      let rows = "(SELECT count(*) FROM probe) + (SELECT count(*) FROM scan_host) + (SELECT count(*) FROM scan_domain)"
      let left = try #require(Int(try await folder.query(database, "SELECT \(rows)")[0][0]))
      #expect(try await folder.query(plain, "SELECT \(rows)") == [["\(Self.labels.count * left)"]])

      let again = try await run(["compact", "--db", database, "--keep-months", "0"], folder)
      #expect(again.status == 0 && again.output.isEmpty)
      #expect(again.errors.contains("no wave is more than 0 months older"))

      for arguments in [["compare", "--db"], ["compare", "--format", "csv", "--db"]] {
        let found = try await run(arguments + [database, "2025-09", "2026-10"], folder)
        let expected = try await run(arguments + [plain, "2025-09", "2026-10"], folder)
        #expect(found.status == 0 && found.output == expected.output, "\(found.errors)")
      }
      let judged = try await run(["rejudge", "--db", database, "--name", "again", "--waves", "2026-09"], folder)
      #expect(judged.status == 0, "\(judged.errors)")
      #expect(judged.errors.contains("wave 2026-09 is compacted: probes"))
      let merged = try await run(["merge", "--db", "\(folder.path)/other.db", database], folder)
      #expect(merged.status == 78)
      #expect(merged.errors.contains("wave 2025-09 is compacted there"))
    }

    @Test func whoIsKilledOrStoppedGoesOn() async throws {
      let folder = try Folder()
      let plain = try await survey(folder, port: 3_132)
      let waves = try await StoredWaves(of: plain, without: Self.omitted, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let command = ["compact", "--keep-months", "0", "--db"]
      let undisturbed = try copy(plain, as: "undisturbed.db", folder)
      let began = ContinuousClock.now
      #expect(try await run(command + [undisturbed], folder).status == 0)
      let duration = max(1, Int((ContinuousClock.now - began) / .milliseconds(1)))
      var moments = SeededMoments("compacting killed at any moment")
      for turn in 0..<8 {
        let database = try copy(plain, as: "killed-\(turn).db", folder)
        let compacting = try mxcensus.start(command + [database], in: folder)
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...duration, using: &moments)))
        compacting.signal(turn % 2 == 0 ? SIGKILL : SIGTERM)
        let ending = try await compacting.ending()
        // A signal may come before there is anybody to take it.
        #expect(ending.wasKilled || [0, 143].contains(ending.status), "\(ending.status) \(ending.errors)")
        waves.expectSame(try await StoredWaves(of: database, without: Self.omitted, in: folder), "in turn \(turn)")
        let rest = try await run(command + [database], folder)
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(try await folder.query(database, "SELECT sum(compacted) FROM v_scan") == [["3"]])
        #expect(try await folder.query(database, "PRAGMA integrity_check") == [["ok"]])
        waves.expectSame(try await StoredWaves(of: database, without: Self.omitted, in: folder), "behind turn \(turn)")
      }
    }

    @Test func aDatabaseInUseIsLeftAlone() async throws {
      let folder = try Folder()
      let path = "\(folder.path)/survey.db"
      try SurveyDatabase(writing: path).close()
      let lock = try DatabaseLock(database: path, holder: "process 4711, scan 2026-11")
      let ending = try await run(["compact", "--db", path, "--keep-months", "1"], folder)
      #expect(ending.status == 75)
      #expect(ending.errors.contains("process 4711, scan 2026-11"))
      withExtendedLifetime(lock) {}
    }

    @Test(
      arguments: [
        (["--keep-months", "-1"], 64), (["--keep-months", "1201"], 64), (["--keep-months", "some"], 64), ([], 64),
        (["--keep-months", "1"], 78),
      ] as [([String], Int32)])
    func whatMakesNoSenseIsRefused(arguments: [String], status: Int32) async throws {
      let folder = try Folder()
      let ending = try await run(["compact", "--db", "\(folder.path)/none.db"] + arguments, folder)
      #expect(ending.status == status, "\(ending.errors)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/none.db"))
    }
  }
}
