import Foundation
import Testing

extension SystemTests {
  /// A wave that is made on several machines.
  @Suite struct MergeTests {
    private let folder: Folder
    private let mxcensus: Program

    init() throws {
      folder = try Folder()
      mxcensus = try Program.built("mxcensus")
    }

    private func run(_ arguments: [String], status: Int32 = 0) async throws -> Ending {
      let ending = try await mxcensus.run(arguments, in: folder)
      #expect(ending.status == status, "\(arguments.joined(separator: " ")): \(ending.errors)")
      return ending
    }

    /// The flags that a judgement needs, of those of a scan.
    private func judging(_ laboratory: RunningLaboratory) -> [String] {
      ["--trust-store", "--intermediates", "--psl-file"].flatMap { name in
        laboratory.flags.firstIndex(of: name).map { [name, laboratory.flags[$0 + 1]] } ?? []
      }
    }

    private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    private func part(_ stage: String, _ number: Int, of count: Int) -> [String] {
      ["--stage", stage, "--shards", "\(count)", "--shard", "\(number)"]
    }

    /// All that the views of a survey show, but for the record of shards, which one run has none of.
    private func stored(_ database: String) async throws -> StoredWaves {
      let copy = path("copy-\(UUID().uuidString).db")
      try FileManager.default.copyItem(atPath: database, toPath: copy)
      let ending = try await Program.sqlite.run([copy, "DROP VIEW v_shard"], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      return try await StoredWaves(of: copy, in: folder)
    }

    @Test func threeShardsOfEachStageComeToWhatOneRunComesTo() async throws {
      let laboratory = try await RunningLaboratory.start(["--population", "verdicts"], port: 3_030, in: folder)
      let scan = ["scan", "--label", "wave"] + laboratory.flags
      let merge = ["merge"] + judging(laboratory)
      _ = try await run(scan + ["--db", path("whole.db")])

      let resolved = (0..<3).map { path("resolve-\($0).db") }
      for number in 0..<3 {
        _ = try await run(scan + part("resolve", number, of: 3) + ["--db", resolved[number]])
      }
      #expect(
        try await folder.query(resolved[1], "SELECT state, stage, shards, shard FROM v_scan JOIN v_shard USING (label)")
          == [["partial", "resolve", "3", "1"]])
      let again = try await run(scan + part("resolve", 1, of: 3) + ["--db", resolved[1]])
      #expect(again.errors.contains("nothing to do"), "\(again.errors)")
      #expect(try await folder.query(resolved[1], "SELECT state FROM v_scan") == [["partial"]])

      // Before all is there, nothing can be probed.
      let incomplete = try await run(merge + ["--db", path("resolved.db"), resolved[2], resolved[0]])
      #expect(incomplete.errors.contains("of 3 shards lack: 1"), "\(incomplete.errors)")
      _ = try await run(scan + part("probe", 0, of: 3) + ["--db", path("resolved.db")], status: 78)
      try FileManager.default.copyItem(atPath: path("resolved.db"), toPath: path("rest.db"))
      _ = try await run(merge + ["--db", path("resolved.db"), resolved[1]])

      let probed = (0..<3).map { path("probe-\($0).db") }
      for number in 0..<3 {
        try FileManager.default.copyItem(atPath: path("resolved.db"), toPath: probed[number])
        // The lists need not be where is only probed.
        _ = try await run(
          scan.withoutOption("--input-file") + part("probe", number, of: 3) + ["--db", probed[number]])
        #expect(try await folder.query(probed[number], "SELECT count(*) FROM v_trend") == [["0"]])
      }
      let last = try await run(merge + ["--db", path("merged.db"), probed[2], probed[0], probed[1]])
      #expect(last.errors.contains("wave wave is finished"), "\(last.errors)")
      let whole = try await stored(path("whole.db"))
      whole.expectSame(try await stored(path("merged.db")))
      let twice = try await run(merge + ["--db", path("merged.db"), probed[0], resolved[0]])
      #expect(twice.errors.contains("is finished already; nothing to do"), "\(twice.errors)")
      whole.expectSame(try await stored(path("merged.db")))

      // Where a machine is lost, one run makes what lacks.
      _ = try await run(scan + ["--db", path("rest.db")])
      whole.expectSame(try await stored(path("rest.db")))

      // Parts of other surveys are not taken.
      _ = try await run(scan + part("resolve", 0, of: 3) + ["--seed", "5", "--db", path("seed.db")])
      let seed = try await run(merge + ["--db", path("resolved.db"), path("seed.db")], status: 78)
      #expect(seed.errors.contains("seed 5"), "\(seed.errors)")
      try await laboratory.stop()
    }

    @Test func aShardThatIsKilledGoesOn() async throws {
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "2000", "--addresses", "1500"], port: 3_040, in: folder)
      let scan = ["scan", "--label", "wave"] + laboratory.flags.withoutOption("--rate")
      let merge = ["merge"] + judging(laboratory)
      _ = try await run(scan + ["--db", path("whole.db"), "--rate", "0"])
      let stages = [
        (
          stage: "resolve", moment: "SELECT count(mx_status) FROM scan_domain",
          rate: ["--rate", "0", "--dns-rate", "200"]
        ),
        (stage: "probe", moment: "SELECT count(*) FROM probe", rate: ["--rate", "60"]),
      ]
      for (stage, moment, rate) in stages {
        let parts = [path("\(stage)-0.db"), path("\(stage)-1.db")]
        for number in 0..<2 {
          if stage == "probe" {
            try FileManager.default.copyItem(atPath: path("resolved.db"), toPath: parts[number])
          }
          let flags = scan + part(stage, number, of: 2) + ["--db", parts[number]]
          if number == 1 {
            let killed = try mxcensus.start(flags + rate, in: folder)
            while try await count(moment, parts[1]) < 50 {
              try #require(killed.isRunning, "the shard was over before it could be killed")
              try await Task.sleep(for: .milliseconds(20))
            }
            killed.signal(SIGKILL)
            #expect(try await killed.ending().wasKilled)
            // It is not merged as if it were done, and another shard is not begun on top of it.
            let refused = try await run(merge + ["--db", path("other.db"), parts[1]], status: 78)
            #expect(refused.errors.contains("interrupted"), "\(refused.errors)")
            _ = try await run(scan + part(stage, 0, of: 2) + ["--db", parts[1]], status: 78)
          }
          _ = try await run(flags + ["--rate", "0"])
        }
        if stage == "probe" { try await expectFinish(of: parts[0], by: merge) }
        _ = try await run(merge + ["--db", path(stage == "probe" ? "merged.db" : "resolved.db")] + parts)
      }
      let networks = try await [networks(path("probe-0.db")), networks(path("probe-1.db"))]
      #expect(networks[0].isDisjoint(with: networks[1]))
      #expect(networks.allSatisfy { !$0.isEmpty })
      #expect(networks[0].union(networks[1]) == (try await self.networks(path("whole.db"))))
      let whole = try await stored(path("whole.db"))
      whole.expectSame(try await stored(path("merged.db")))
      try await laboratory.stop()
    }

    /// One of two shards alone can be finished, and says of the rest that nobody looked.
    private func expectFinish(of part: String, by merge: [String]) async throws {
      let lacking = try await run(merge + ["--db", path("half.db"), part])
      #expect(lacking.errors.contains("of 2 shards lack: 1"), "\(lacking.errors)")
      #expect(try await folder.query(path("half.db"), "SELECT state FROM v_scan") == [["partial"]])
      _ = try await run(merge + ["--db", path("half.db"), "--finish"])
      #expect(try await folder.query(path("half.db"), "SELECT state FROM v_scan") == [["finished"]])
      let (probed, missed) = (
        try await count("SELECT count(*) FROM v_probe", part),
        try await count("SELECT count(*) FROM v_probe WHERE reason = 'self.cancelled'", path("half.db"))
      )
      #expect(probed > 0 && missed > 0)
      #expect(try await count("SELECT probes FROM v_scan", path("half.db")) == probed + missed)
    }

    /// The /24 networks that were dialled.
    private func networks(_ database: String) async throws -> Set<String> {
      let rows = try await folder.query(
        database, "SELECT DISTINCT rtrim(rtrim(address, '0123456789'), '.') FROM v_probe WHERE stage <> 'policy'")
      return Set(rows.map { $0[0] })
    }

    @Test func whatMakesNoSenseIsRefused() async throws {
      let database = ["--db", path("none.db")]
      let scan = ["scan", "--allow-reserved", "--trust-store", try folder.write("", as: "trust.pem")] + database
      for flags in [
        ["--shards", "3", "--shard", "0"], ["--stage", "resolve", "--shards", "3"], ["--stage", "all"],
        ["--stage", "resolve", "--shards", "3", "--shard", "3"], ["--stage", "resolve"],
      ] { _ = try await run(scan + flags, status: 64) }
      _ = try await run(["merge"] + database, status: 64)
      _ = try await run(["merge", path("none.db")] + database, status: 64)
      _ = try await run(["merge", path("nowhere.db")] + database, status: 78)
      let trust = try String(contentsOfFile: "/etc/ssl/certs/ca-certificates.crt", encoding: .utf8)
      _ = try folder.write(trust, as: "trust.pem")
      let missing = try await run(scan + ["--stage", "probe"], status: 78)
      #expect(missing.errors.contains("there is no database"), "\(missing.errors)")
      #expect(!FileManager.default.fileExists(atPath: path("none.db")))
    }

    /// A number from a database that may not be there yet, or be in the making: then 0.
    private func count(_ sql: String, _ database: String) async throws -> Int {
      do {
        return try await folder.query(database, sql).first?.first.flatMap { Int($0) } ?? 0
      } catch is Folder.QueryFailure {
        return 0
      }
    }
  }
}

extension [String] {
  /// Without an option and its value.
  fileprivate func withoutOption(_ name: String) -> [String] {
    guard let index = firstIndex(of: name) else { return self }
    return Array(self[..<index] + self[(index + 2)...])
  }
}
