import Foundation
import Testing

extension SystemTests {
  /// What a run leaves beside its database, what it takes from elsewhere than its command line, and what is published.
  @Suite struct RecordsTests {
    @Test func aRunIsRecordedHoweverItEndsAndItsSurveyCanBePublished() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 3_055, in: folder)
      let database = "\(folder.path)/survey.db"
      let (metadata, metrics) = ("\(folder.path)/run.json", "\(folder.path)/mxcensus.prom")
      let file = try folder.write(
        """
        # as an operator would write it
        db = \(database)
        label = 2026-11
        metadata-file = \(metadata)
        metrics-file = "\(metrics)"
        timeout-greeting = 1
        timeout-reply = 1
        timeout-handshake = 1
        quiet
        """, as: "mxcensus.conf")
      let scan = try await run(["scan", "-C", file] + laboratory.flags, folder)
      #expect(scan.status == 0, "\(scan.errors)")
      #expect(scan.errors.isEmpty)

      let record = try object(metadata)
      #expect(record["ending"] as? String == "finished")
      #expect(record["label"] as? String == "2026-11")
      let settings = try #require(record["settings"] as? [String: String])
      #expect(settings["allow-reserved"] == "yes")
      let wave = try #require(record["wave"] as? [String: Any])
      let counts = try await folder.query(
        database, "SELECT outcome, count(*) FROM v_probe WHERE is_final = 1 GROUP BY outcome")
      let probes = try #require(wave["probes_by_outcome"] as? [String: Int])
      #expect(
        probes.filter { $0.value > 0 } == Dictionary(uniqueKeysWithValues: counts.map { ($0[0], Int($0[1]) ?? -1) }))
      let digest = try await folder.query(database, "SELECT list_sha256 FROM v_scan")
      #expect(wave["list_sha256"] as? String == digest[0][0])
      let success = try String(contentsOfFile: metrics, encoding: .utf8)
      #expect(success.contains("\nmxcensus_scan_success 1\n"))
      for (outcome, count) in probes {
        #expect(success.contains("mxcensus_wave_probes{wave=\"2026-11\",outcome=\"\(outcome)\"} \(count)\n"))
      }

      // The next run fails, and what is left says so; when it last went well stays.
      let failed = try await run(["scan", "-C", file, "--tls", "legacy"] + laboratory.flags, folder)
      #expect(failed.status == 78)
      #expect(try object(metadata)["exit_status"] as? Int == 78)
      #expect((try object(metadata)["message"] as? String)?.contains("tls") == true)
      let failure = try String(contentsOfFile: metrics, encoding: .utf8)
      #expect(failure.contains("\nmxcensus_scan_success 0\n"))
      func finish(_ text: String) -> Substring? {
        text.split(separator: "\n").first { $0.hasPrefix("mxcensus_scan_last_success_timestamp_seconds ") }
      }
      #expect(finish(failure) != nil && finish(failure) == finish(success))

      let copy = "\(folder.path)/public.db"
      let snapshot = try await run(["snapshot", "--db", database, "--no-addresses", "--no-der", copy], folder)
      #expect(snapshot.status == 0, "\(snapshot.errors)")
      #expect(try await run(["snapshot", "--db", database, copy], folder).status == 78)
      let trends = try await [database, copy].asyncMap { try await folder.query($0, "SELECT * FROM v_trend") }
      #expect(!trends[0].isEmpty && trends[0] == trends[1])
      let addresses = try await folder.query(database, "SELECT DISTINCT address FROM v_probe").map { $0[0] }
      let octets = try Data(contentsOf: URL(fileURLWithPath: copy))
      for address in addresses { #expect(octets.range(of: Data(address.utf8)) == nil, "\(address)") }
      let report = try await run(["report", "--db", copy, "--format", "csv", "-o", "-"], folder)
      #expect(report.status == 0, "\(report.errors)")
      #expect(
        report.output == (try await run(["report", "--db", database, "--format", "csv", "-o", "-"], folder)).output)
      #expect(try await run(["rejudge", "--db", copy, "--name", "again"], folder).status == 78)
      try await laboratory.stop()
    }

    @Test func aConfigurationThatMakesNoSenseIsRecordedToo() async throws {
      let folder = try Folder()
      let metrics = "\(folder.path)/x.prom"
      let ending = try await run(
        ["scan", "-f", "/nowhere", "--db", "\(folder.path)/x.db", "--metrics-file", metrics, "-m", "-"], folder)
      #expect(ending.status == 78)
      #expect(try String(contentsOfFile: metrics, encoding: .utf8).contains("mxcensus_scan_exit_status 78\n"))
      let record = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
      #expect(record["wave"] is NSNull)
    }

    /// A wave may take weeks: that its record will have no place is known before it begins, and told by the other.
    @Test(arguments: ["-m", "--metrics-file"])
    func aRecordWithoutAPlaceIsNoticedBeforeTheWaveBegins(flag: String) async throws {
      let folder = try Folder()
      let other = "\(folder.path)/other"
      let ending = try await run(
        [
          "scan", "-f", try folder.write("example.org\n", as: "list"), "--db", "\(folder.path)/x.db",
          "--allow-reserved",
          flag, "\(folder.path)/nowhere/x", flag == "-m" ? "--metrics-file" : "-m", other,
        ], folder)
      #expect(ending.status == 74)
      #expect(
        ending.errors == "mxcensus: can't write beside \(folder.path)/nowhere/x: No such file or directory\n")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/x.db"))
      if flag == "-m" {
        #expect(try String(contentsOfFile: other, encoding: .utf8).contains("mxcensus_scan_exit_status 74\n"))
      }
    }

    @Test(arguments: [["report"], ["compare", "a", "b", "--format", "csv"]])
    func aReportWithoutAPlaceIsNoticedBeforeTheDatabaseIsRead(command: [String]) async throws {
      let folder = try Folder()
      let file = try folder.write("", as: "file")
      let ending = try await run(command + ["--db", "\(folder.path)/none.db", "-o", "\(file)/report"], folder)
      #expect(ending.status == 74)
      #expect(ending.errors == "mxcensus: can't make the folder \(file)/report: Not a directory\n")
    }

    @Test(arguments: ["text", "markdown", "json"])
    func theSchemaIsPrinted(format: String) async throws {
      let folder = try Folder()
      let ending = try await run(["schema", "--format", format], folder)
      #expect(ending.status == 0)
      for view in ["v_scan", "v_host", "v_trend_all", "numerator", "TEXT"] { #expect(ending.output.contains(view)) }
      if format == "json" {
        let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
        #expect((object?["views"] as? [Any])?.isEmpty == false)
      }
    }

    @Test func settingsThatAreWrongEndWith78AndTheirLine() async throws {
      let folder = try Folder()
      for (text, words) in [("rate = fast", "line 1"), ("\nlabl = x", "line 2"), ("tls = old", "line 1: --tls takes")] {
        let file = try folder.write(text, as: "x.conf")
        let ending = try await run(
          [
            "scan", "-f", file, "-C", file, "--db", "\(folder.path)/x.db", "--ehlo", "a.example.org", "--contact",
            "mailto:a@example.org",
          ], folder)
        #expect(ending.status == 78, "\(text): \(ending.errors)")
        #expect(ending.errors.contains(words), "\(text): \(ending.errors)")
      }
    }

    private func object(_ path: String) throws -> [String: Any] {
      try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
    }

    private func run(_ arguments: [String], _ folder: Folder) async throws -> Ending {
      try await Program.built("mxcensus").run(arguments, in: folder)
    }
  }
}

extension Array {
  /// The results of a body for each element, one after another.
  fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
