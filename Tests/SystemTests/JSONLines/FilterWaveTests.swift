import Foundation
import Testing

extension SystemTests {
  /// The filters one behind the other, and the wave that is made of what they wrote.
  @Suite struct FilterWaveTests {
    /// With `Scripts/test --full` another one, in which domains have weights.
    private static let populations =
      ["verdicts"] + (ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] == nil ? [] : ["facebook-2014-05"])

    @Test(arguments: populations)
    func aWaveOfTheFiltersIsThatOfAScan(population: String) async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", population], port: 3_080, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let flags = FilterFlags(laboratory.flags)
      let scanned = "\(folder.path)/scanned.db"
      let scan = try await mxcensus.run(
        ["scan"] + laboratory.flags + ["--db", scanned, "--label", "wave"], in: folder)
      #expect(scan.status == 0, "\(scan.errors)")

      let domains = try folder.write(try JSONLinesFiles.domains(of: flags.list, scan: "wave"), as: "domains.jsonl")
      let resolve = try await mxcensus.run(["resolve"] + flags.resolve, reading: domains, in: folder)
      #expect(resolve.status == 0, "\(resolve.errors)")
      let addresses = try folder.write(
        try JSONLinesFiles.addresses(of: resolve.output, scan: "wave"), as: "addresses.jsonl")
      let probe = try await mxcensus.run(["probe"] + flags.probe, reading: addresses, in: folder)
      #expect(probe.status == 0, "\(probe.errors)")
      try expectTogether(probe.output)
      try await laboratory.stop()

      let expected = try await StoredWaves(of: scanned, without: ["list_sha256"], in: folder)
      let resolved = try folder.write(resolve.output, as: "resolved.jsonl")
      let looks = try folder.write(probe.output, as: "looks.jsonl")
      let label = ["--label", "wave"] + flags.import
      let imported = "\(folder.path)/imported.db"
      let whole = try await mxcensus.run(
        ["import", resolved, looks, "--db", imported, "--finish"] + label, in: folder)
      #expect(whole.status == 0, "\(whole.errors)")
      try await StoredWaves(of: imported, without: ["list_sha256"], in: folder).expectSame(expected, "in one")

      // In another order, in pieces, and twice.
      let pieces = "\(folder.path)/pieces.db"
      let shuffled = try folder.write(
        probe.output.split(separator: "\n").shuffled().map { $0 + "\n" }.joined(), as: "shuffled.jsonl")
      for files in [[resolved], [shuffled], [looks, resolved]] {
        let piece = try await mxcensus.run(["import"] + files + ["--db", pieces] + label, in: folder)
        #expect(piece.status == 0, "\(piece.errors)")
        #expect(try await folder.query(pieces, "SELECT state FROM v_scan") == [["partial"]])
      }
      let last = try await mxcensus.run(["import", looks, "--db", pieces, "--finish"] + label, in: folder)
      #expect(last.status == 0, "\(last.errors)")
      try await StoredWaves(of: pieces, without: ["list_sha256"], in: folder).expectSame(expected, "in pieces")

      // A finished wave stays what it is, and keeps no rows, though one was killed before it had dropped them.
      let left = try await Program.sqlite.run(
        [pieces, "INSERT INTO imported_row VALUES (1, 2, 'key', 0, 0, x'00', x'00')"], in: folder)
      #expect(left.status == 0, "\(left.errors)")
      let again = try await mxcensus.run(["import", looks, "--db", pieces, "--finish"] + label, in: folder)
      #expect(again.status == 0 && again.errors.contains("finished already"))
      try await StoredWaves(of: pieces, without: ["list_sha256"], in: folder).expectSame(expected, "again")
      #expect(try await folder.query(pieces, "SELECT count(*) FROM imported_row") == [["0"]])
    }

    /// All lines of an address stand together.
    private func expectTogether(_ lines: String) throws {
      let tags = try JSONLinesFiles.objects(lines).map { try #require($0["tag"] as? String) }
      var seen: Set<String> = []
      for (place, tag) in tags.enumerated() where place == 0 || tags[place - 1] != tag {
        #expect(seen.insert(tag).inserted, "the lines of \(tag) stand apart")
      }
    }

    @Test func whatDoesNotBelongIntoAWaveIsNotImported() async throws {
      let folder = try Folder()
      let mxcensus = try Program.built("mxcensus")
      func status(_ line: String, _ further: String...) async throws -> (Int32, String) {
        let file = try folder.write(line + "\n", as: "\(UUID().uuidString).jsonl")
        let database = "\(folder.path)/\(UUID().uuidString).db"
        let ending = try await mxcensus.run(
          ["import", file, "--db", database, "--label", "wave", "--allow-reserved"] + further, in: folder)
        return (ending.status, ending.errors)
      }
      let domain =
        #"{"v":1,"scan":"wave","domain":"a.example","mx_status":"mx","mx_dnssec":"insecure","mx":[{"host":"mx.example","preference":1,"status":"ok","dnssec":"insecure","addresses":["192.0.2.1"],"tlsa":[]}],"observed_at":"2026-11-24T19:58:25Z"}"#
      #expect(try await status(domain).0 == 0)
      let unprobed = try await status(domain, "--finish")
      #expect(unprobed.0 == 65 && unprobed.1.contains("no row of probe"), "\(unprobed)")
      // A look whose visit was cut off is none.
      func look(isFinal: Bool) -> String {
        #"{"v":1,"scan":"wave","address":"192.0.2.1","port":25,"server_name":"mx.example","look":"modern","#
          + #""is_final":\#(isFinal ? 1 : 0),"outcome":"unreachable","reason":"tcp.refused","stage":"connect","#
          + #""observed_at":"2026-11-24T19:59:25Z","milliseconds":3}"#
      }
      let cut = try await status(domain + "\n" + look(isFinal: false), "--finish")
      #expect(cut.0 == 65 && cut.1.contains("no row of probe"), "\(cut)")
      let whole = try await status(domain + "\n" + look(isFinal: true), "--finish")
      #expect(whole.0 == 0, "\(whole)")
      let other = try await status(domain.replacingOccurrences(of: "\"wave\"", with: "\"2026-10\""))
      #expect(other.0 == 65 && other.1.contains("line 1"), "\(other)")
      #expect(try await status("{}").0 == 65)
      #expect(try await status("{").0 == 65)
      #expect(try await status(#"{"v":1,"error":"no","line":3}"#).0 == 65)
      #expect(try await status(#"{"v":1,"error":"no","line":3}"# + "\n" + domain).0 == 0)
    }
  }
}
