import Foundation
import Testing

extension AdversityTests {
  /// Row 86 of the faults: waves that are killed at moments that nobody chose.
  @Suite struct KillTests {
    /// With `Scripts/test --full` ten times as many.
    private static let kills = ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] == nil ? 20 : 200
    /// Of one wave, before it may come to its end.
    private static let killsOfAWave = 10

    @Test func aWaveKilledAtAnyMomentEndsWithTheSameRows() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "300", "--addresses", "200"], port: 2_980, lifetime: 3_600, in: folder)
      let mxcensus = try Program.built("mxcensus")
      // The laboratory lifts the rate; here every stage must take long enough to be met.
      let flags =
        ["scan", "--label", "wave", "--no-mta-sts"] + laboratory.flags
        + ["--rate", "80", "--dns-rate", "300", "--window", "100"]
      let whole = "\(folder.path)/whole.db"
      let began = ContinuousClock.now
      let undisturbed = try await mxcensus.run(flags + ["--db", whole], in: folder)
      #expect(undisturbed.status == 0, "\(undisturbed.errors)")
      let duration = Int((ContinuousClock.now - began) / .milliseconds(1))
      let expected = try await StoredWaves(of: whole, in: folder)

      var moments = SeededMoments("waves killed at any moment")
      var (kills, waves) = (0, 0)
      var stages: Set<String> = []
      while kills < Self.kills {
        waves += 1
        try #require(waves <= Self.kills, "waves end before they can be killed")
        let killed = "\(folder.path)/killed-\(waves).db"
        var kept = 0
        for _ in 0..<min(Self.killsOfAWave, Self.kills - kills) {
          let scan = try mxcensus.start(flags + ["--db", killed], in: folder)
          try await Task.sleep(for: .milliseconds(Int.random(in: 0...(duration / 2), using: &moments)))
          scan.signal(SIGKILL)
          guard try await scan.ending().wasKilled else { break }
          kills += 1
          guard FileManager.default.fileExists(atPath: killed) else { continue }
          guard let integrity = try await integrity(killed, folder) else { continue }
          #expect(integrity == [["ok"]])
          guard let (stage, count) = try await progress(killed, folder) else { continue }
          stages.insert(stage)
          #expect(count >= kept, "rows that were there are gone")
          kept = count
        }
        let resumed = try await mxcensus.run(flags + ["--db", killed], in: folder)
        #expect(resumed.status == 0, "\(resumed.errors)")
        expected.expectSame(try await StoredWaves(of: killed, in: folder), "in wave \(waves)")
        #expect(try await folder.query(killed, "PRAGMA integrity_check") == [["ok"]])
      }
      #expect(stages.isSuperset(of: ["domains", "probes"]), "\(stages)")
      try await laboratory.stop()
    }

    /// What SQLite says of a database; `nil`: it was being made, and only who may write takes that back, as the next start does.
    private func integrity(_ database: String, _ folder: Folder) async throws -> [[String]]? {
      do {
        return try await folder.query(database, "PRAGMA integrity_check")
      } catch let failure as Folder.QueryFailure where failure.words.contains("attempt to write a readonly database") {
        return nil
      }
    }

    /// The stage that a wave is in and the rows of stages that can be gone on with; `nil`: it has not begun.
    private func progress(_ database: String, _ folder: Folder) async throws -> (String, Int)? {
      let tables = try await folder.query(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'v_scan'")
      guard tables == [["1"]] else { return nil }
      let rows = try await folder.query(
        database,
        """
        SELECT stage, (SELECT count(mx_status) FROM scan_domain) + (SELECT count(*) FROM probe) FROM scan
        """)
      return rows.first.flatMap { row in Int(row[1]).map { (row[0], $0) } }
    }
  }
}
