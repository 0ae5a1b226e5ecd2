import Foundation
import Testing

extension AdversityTests {
  /// What a wave that was stopped half-way comes to.
  @Suite struct ResumeTests {
    /// Killed while hosts and their TLSA records are looked up, and while MTA-STS policies are fetched.
    @Test func aWaveKilledAmongLookUpsEndsWithTheSameRows() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "verdicts"], port: 2_860, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let flags = ["scan", "--label", "wave"] + laboratory.flags
      let whole = "\(folder.path)/whole.db"
      let killed = "\(folder.path)/killed.db"
      let undisturbed = try await mxcensus.run(flags + ["--db", whole], in: folder)
      #expect(undisturbed.status == 0, "\(undisturbed.errors)")

      let stages = [
        (count: "count(dns_status)", table: "scan_host"), (count: "count(mail_policy_id)", table: "scan_domain"),
      ]
      for (count, table) in stages {
        let scan = try mxcensus.start(flags + ["--db", killed, "--dns-rate", "100"], in: folder)
        while try await self.count("SELECT \(count) FROM \(table)", killed, folder) < 30 {
          try #require(scan.isRunning, "the wave was over before it could be killed")
          try await Task.sleep(for: .milliseconds(20))
        }
        scan.signal(SIGKILL)
        #expect(try await scan.ending().wasKilled)
        #expect(try await folder.query(killed, "PRAGMA integrity_check") == [["ok"]])
        // Not all of them were there.
        let missing = try await self.count("SELECT count(*) - \(count) FROM \(table)", killed, folder)
        #expect(missing > 30, "\(table)")
      }
      let resumed = try await mxcensus.run(flags + ["--db", killed], in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      try await expectSameRows(whole, killed, folder)
      try await laboratory.stop()
    }

    private func expectSameRows(_ whole: String, _ killed: String, _ folder: Folder) async throws {
      let expected = try await StoredWaves(of: whole, in: folder)
      expected.expectSame(try await StoredWaves(of: killed, in: folder))
    }

    @Test func aSignalEndsAWaveInOrderAndItGoesOn() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "500", "--addresses", "300"], port: 2_630, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let database = "\(folder.path)/survey.db"
      let flags =
        ["scan", "--db", database, "--label", "wave", "--rate", "100"] + withoutRate(laboratory.flags)
      let scan = try mxcensus.start(flags, in: folder)
      while try await count("SELECT count(*) FROM probe", database, folder) < 20 {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      let second = try await mxcensus.run(flags, in: folder)
      #expect(second.status == 75)
      #expect(second.errors.contains("scan wave"), "\(second.errors)")
      scan.signal(SIGTERM)
      let ending = try await scan.ending()
      #expect(ending.status == 143, "\(ending.errors)")
      #expect(try await folder.query(database, "SELECT state FROM v_scan") == [["interrupted"]])
      #expect(try await count("SELECT count(*) FROM v_trend", database, folder) == 0)
      let resumed = try await mxcensus.run(flags, in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try await folder.query(database, "SELECT state FROM v_scan") == [["finished"]])
      try await laboratory.stop()
    }

    @Test func aSignalDoesNotWaitForSilentServers() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_670, in: folder)
      let database = "\(folder.path)/survey.db"
      let scan = try Program.built("mxcensus").start(
        ["scan", "--db", database, "--label", "wave"] + laboratory.flags, in: folder)
      while try await count("SELECT count(*) FROM probe", database, folder) < 10 {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      let began = ContinuousClock.now
      scan.signal(SIGINT)
      let ending = try await scan.ending()
      #expect(ending.status == 130, "\(ending.errors)")
      #expect(ContinuousClock.now - began < .seconds(5))
      // The server that says nothing was under way: that is our haste, not its fault.
      #expect(try await count("SELECT count(*) FROM v_probe WHERE server_name LIKE 'silent%'", database, folder) == 0)
      try await laboratory.stop()
    }

    @Test func fiveThousandDomainsHaveNoFalseTimeout() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "5000", "--addresses", "5000"], port: 2_640, in: folder)
      let database = "\(folder.path)/survey.db"
      let scan = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave"] + laboratory.flags, in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      let rows = try await folder.query(
        database,
        """
        SELECT (SELECT count(*) FROM v_domain WHERE mx_status = 'mx'), count(*),
          sum(reason LIKE '%timeout' OR reason IN ('smtp.slow', 'smtp.no_banner')), sum(outcome = 'inconclusive')
        FROM v_probe
        """)
      #expect(rows.first?[0] == "5000")
      let expected = try await folder.query(database, "SELECT probes, addresses FROM v_scan")
      #expect(rows.first?[1] == expected.first?[0])
      #expect(try #require(expected.first.flatMap { Int($0[1]) }) >= 1_000)
      #expect(rows.first?[2] == "0")
      #expect(rows.first?[3] == "0")
      try await laboratory.stop()
    }

    /// The laboratory lifts every rate; here it must take long enough to be stopped.
    private func withoutRate(_ flags: [String]) -> [String] {
      guard let index = flags.firstIndex(of: "--rate") else { return flags }
      return Array(flags[..<index] + flags[(index + 2)...])
    }

    /// A number from a database that may not be there yet, or be in the making: then 0.
    private func count(_ sql: String, _ database: String, _ folder: Folder) async throws -> Int {
      do {
        return try await folder.query(database, sql).first?.first.flatMap { Int($0) } ?? 0
      } catch is Folder.QueryFailure {
        return 0
      }
    }
  }
}
