import Foundation
import Testing

extension AdversityTests {
  /// The rows about domain lists of the catalogue of faults: what people feed a survey with.
  @Suite struct ListFaultTests {
    /// A list, and what a survey must make of it.
    private struct Case {
      let row: Int
      let title: String
      let octets: [UInt8]
      var flags: [String] = []
      /// How many lines there are, and how many of them gave an entry.
      let lines: Int
      let entries: Int
      /// Lines that were rejected, by their reason.
      var rejected: [String: Int] = [:]
      /// The domains that are surveyed with their weights.
      let weights: [String: Double]

      init(
        _ row: Int, _ title: String, _ text: String, flags: [String] = [], lines: Int, entries: Int,
        rejected: [String: Int] = [:], weights: [String: Double]
      ) {
        self.init(
          row, title, Array(text.utf8), flags: flags, lines: lines, entries: entries, rejected: rejected,
          weights: weights)
      }

      init(
        _ row: Int, _ title: String, _ octets: [UInt8], flags: [String] = [], lines: Int, entries: Int,
        rejected: [String: Int] = [:], weights: [String: Double]
      ) {
        (self.row, self.title, self.octets, self.flags) = (row, title, octets, flags)
        (self.lines, self.entries, self.rejected, self.weights) = (lines, entries, rejected, weights)
      }
    }

    private static let (first, second) = ("d0.bulk.example", "d1.bulk.example")
    private static let plain = [first: 1.0, second: 1.0]

    private static let layouts: [Case] = [
      Case(
        93, "BOM, CRLF, blank lines, comments, no end of the last line",
        "\u{feff}\(first)\r\n\r\n# comment\r\n \t\r\n\(second)", lines: 5, entries: 2, weights: plain),
      Case(
        93, "ranks behind a header", "\u{feff}Rank,Domain\r\n1,\(first)\r\n4,\(second)\r\n", lines: 3, entries: 2,
        weights: [first: 1, second: 0.25]),
      Case(
        93, "ranks without a header, quoted", "\"1\",\"\(first)\"\n\"2\",\"\(second)\"\n", lines: 2, entries: 2,
        weights: [first: 1, second: 0.5]),
      Case(
        93, "further columns", "1,\(first),example\n2,\(second),example\n", lines: 2, entries: 2,
        weights: [first: 1, second: 0.5]),
      Case(95, "duplicates", "\(first)\n\(second)\n\(first)\n\(first)\n", lines: 4, entries: 4, weights: plain),
      Case(
        95, "duplicates in a ranked list: the best counts", "1,\(first)\n2,\(second)\n3,\(first)\n4,\(second)\n",
        lines: 4,
        entries: 4, weights: [first: 1, second: 0.5]),
      Case(
        95, "duplicates in a weighted list: the sum counts", "\(first),3\n\(second),2\n\(first),4\n", lines: 3,
        entries: 3,
        weights: [first: 7, second: 2]),
      Case(
        96, "one name in many spellings", "\(first)\nD0.Bulk.EXAMPLE\n\(first).\n \(first)\t\n\(second)\n", lines: 5,
        entries: 5, weights: plain),
    ]

    private static let names: [Case] = [
      Case(
        96, "e-mail addresses and URLs", "user@\(first)\nhttps://\(second)/path?query\n\(first)\n", lines: 3,
        entries: 1,
        rejected: ["e-mail": 1, "url": 1], weights: [first: 1]),
      Case(
        96, "the same, reduced", "user@\(first)\nhttps://u:p@\(second):8080/path?query\nmailto:other@\(first).\n",
        flags: ["--reduce"], lines: 3, entries: 3, weights: plain),
      Case(
        96, "what can't be reduced", "user@\nhttps://[2001:db8::1]/\nhttps://192.0.2.1/\n\(first)\n",
        flags: ["--reduce"],
        lines: 4, entries: 1, rejected: ["empty": 1, "character": 1, "address-literal": 1], weights: [first: 1]),
      Case(
        18, "U-labels and A-labels",
        "b\u{fc}cher.bulk.example\nB\u{dc}CHER.bulk.example.\nxn--bcher-kva.bulk.example\n",
        lines: 3, entries: 3, weights: ["xn--bcher-kva.bulk.example": 1]),
      Case(
        18, "U-labels that are none",
        "\(first)\n-\u{fc}.bulk.example\nxn--\u{fc}.bulk.example\na\u{2028}b.bulk.example\n",
        lines: 4, entries: 1, rejected: ["idna": 3], weights: [first: 1]),
      Case(
        19, "names that are no host names",
        """
        \(first)
        a_b.bulk.example
        \(String(repeating: "a", count: 64)).bulk.example
        \(String(repeating: "a.", count: 130))bulk.example
        a..bulk.example
        -a.bulk.example
        127.0.0.1
        localhost
        mx\u{0}good.bulk.example

        """, lines: 9, entries: 1,
        rejected: [
          "character": 2, "label-too-long": 1, "name-too-long": 1, "empty-label": 1, "hyphen": 1, "address-literal": 1,
          "single-label": 1,
        ], weights: [first: 1]),
      Case(
        97, "octets that mean nothing",
        Array("\(first)\n".utf8) + [0xFF, 0xFE, 0x0A, 0, 0x0A, 0x1B, 0x5B, 0x6D, 0x0A]
          + Array("\(second)\n".utf8), lines: 5, entries: 2, rejected: ["not-utf8": 1, "character": 2], weights: plain),
      Case(
        97, "lines at the limit and beyond",
        "\(first)\n\(String(repeating: "a", count: 4_096))\n\(String(repeating: "a", count: 4_097))\n\(second)\n",
        lines: 4,
        entries: 2, rejected: ["name-too-long": 1, "line-too-long": 1], weights: plain),
    ]

    @Test func everyListIsReadAsItIsMeant() async throws {
      let folder = try Folder()
      let laboratory = try await start(port: 2_899, in: folder)
      for list in Self.layouts + Self.names {
        let path = "\(folder.path)/\(UUID().uuidString).csv"
        try Data(list.octets).write(to: URL(fileURLWithPath: path))
        let database = "\(path).db"
        let scan = try await Program.built("mxcensus").run(
          ["scan", "--db", database, "--label", "wave"] + laboratory.flags(listing: path) + list.flags, in: folder)
        #expect(scan.status == 0, "\(list.title): \(scan.errors)")
        try await expect(list, of: database, folder)
        // What is rejected is said, line by line, and never as it stands.
        let count = list.rejected.values.reduce(0, +)
        #expect(scan.errors.contains("\(count) lines are no domain") == (count > 0), "\(list.title): \(scan.errors)")
        #expect(scan.errors.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "\(list.title)")
      }
      try await laboratory.stop()
    }

    /// A line of 100 MB is one line too long, and takes no more memory than another.
    @Test func aLineWithoutEndTakesNoMemory() async throws {
      let folder = try Folder()
      let laboratory = try await start(port: 2_902, in: folder)
      let path = "\(folder.path)/list"
      var peaks: [Int] = []
      for length in [0, 100_000_000] {
        // The octets of a hole are NUL, and there is no disk behind them.
        try Data("\(Self.first)\n".utf8).write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.truncate(atOffset: file.seekToEnd() + UInt64(length))
        try file.seekToEnd()
        try file.write(contentsOf: Data("\n\(Self.second)\n".utf8))
        try file.close()
        let database = "\(path)-\(length).db"
        let scan = try Program.built("mxcensus").start(
          ["scan", "--db", database, "--label", "wave"] + laboratory.flags(listing: path), in: folder)
        var peak = 0
        while scan.isRunning {
          peak = scan.peakKibibytes ?? peak
          try await Task.sleep(for: .milliseconds(5))
        }
        let ending = try await scan.ending()
        #expect(ending.status == 0, "\(ending.errors)")
        peaks.append(peak)
        let isLong = length > 0
        try await expect(
          Case(
            97, "a line of \(length) octets", [], lines: 3, entries: 2, rejected: isLong ? ["line-too-long": 1] : [:],
            weights: Self.plain), of: database, folder)
      }
      try await laboratory.stop()
      // A tenth of the line, and more than what differs from run to run.
      #expect(peaks[0] > 5_000 && peaks[1] - peaks[0] < 10_000, "\(peaks) KiB")
    }

    /// Row 94: packed lists are read as what they unpack to, one that broke off ends with 65 at its offset, and a bomb
    /// takes no memory.
    @Test func row94PackedTruncatedAndBomb() async throws {
      let folder = try Folder()
      let laboratory = try await start(port: 3_050, in: folder)
      let plain = try folder.write("\(Self.first)\n\(Self.second)\n", as: "plain")
      for (packer, ending) in [("gzip", "gz"), ("zstd -q", "zst")] {
        let packed = "\(plain).\(ending)"
        try await shell("\(packer) -c \(plain) >\(packed)", folder)
        let database = "\(packed).db"
        let flags = ["scan", "--db", database, "--label", "wave"]
        let scan = try await Program.built("mxcensus").run(flags + laboratory.flags(listing: packed), in: folder)
        #expect(scan.status == 0, "\(scan.errors)")
        #expect(try await folder.query(database, "SELECT count(*) FROM v_domain") == [["2"]])
        // The same list in another packing is the same list.
        let again = try await Program.built("mxcensus").run(flags + laboratory.flags(listing: plain), in: folder)
        #expect(again.status == 0 && again.errors.contains("finished already"), "\(again.errors)")

        let broken = "\(plain).broken.\(ending)"
        try await shell("head -c 30 \(packed) >\(broken)", folder)
        let refused = try await Program.built("mxcensus").run(
          ["scan", "--db", "\(broken).db", "--label", "wave"] + laboratory.flags(listing: broken), in: folder)
        #expect(refused.status == 65, "\(refused.errors)")
        #expect(refused.errors.contains("ends in the middle, after octet 30"), "\(refused.errors)")
        #expect(try await folder.query("\(broken).db", "SELECT state FROM v_scan") == [["interrupted"]])

        let bomb = "\(plain).bomb.\(ending)"
        try await shell("(cat \(plain); head -c 300000000 /dev/zero) | \(packer) -c >\(bomb)", folder)
        let running = try Program.built("mxcensus").start(
          ["scan", "--db", "\(bomb).db", "--label", "wave"] + laboratory.flags(listing: bomb), in: folder)
        var peak = 0
        while running.isRunning {
          peak = running.peakKibibytes ?? peak
          try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await running.ending().status == 0)
        #expect(peak > 5_000 && peak < 150_000, "\(peak) KiB")
        #expect(
          try await folder.query("\(bomb).db", "SELECT reason, lines FROM scan_list_rejection") == [
            ["line-too-long", "1"]
          ])
      }
      try await laboratory.stop()
    }

    private func shell(_ command: String, _ folder: Folder) async throws {
      let ending = try await Program(path: "/bin/bash").run(["-o", "pipefail", "-c", command], in: folder)
      try #require(ending.status == 0, "\(ending.errors)")
    }

    @Test func aListWithoutADomainIsRefused() async throws {
      let folder = try Folder()
      let laboratory = try await start(port: 2_905, in: folder)
      for (name, text) in [("empty", ""), ("comments", "# nothing\n\n"), ("junk", "\u{1}\n,,\n@\nlocalhost\n")] {
        let list = try folder.write(text, as: name)
        let scan = try await Program.built("mxcensus").run(
          ["scan", "--db", "\(folder.path)/\(name).db", "--label", "wave"] + laboratory.flags(listing: list), in: folder
        )
        #expect(scan.status == 65, "\(name): \(scan.errors)")
        #expect(scan.errors.contains("no line of"), "\(scan.errors)")
      }
      try await laboratory.stop()
    }

    private func start(port: Int, in folder: Folder) async throws -> RunningLaboratory {
      try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "2", "--addresses", "2"], port: port, in: folder)
    }

    private func expect(_ list: Case, of database: String, _ folder: Folder) async throws {
      let tally = try await folder.query(database, "SELECT lines, entries, rejected_lines FROM scan_list")
      let count = list.rejected.values.reduce(0, +)
      #expect(tally == [["\(list.lines)", "\(list.entries)", "\(count)"]], "row \(list.row): \(list.title)")
      let reasons = try await folder.query(database, "SELECT reason, lines FROM scan_list_rejection")
      #expect(
        Dictionary(reasons.map { ($0[0], Int($0[1])) }) { first, _ in first } == list.rejected,
        "row \(list.row): \(list.title)")
      // What is listed twice is there once.
      let domains = try await folder.query(database, "SELECT domain, weight FROM v_domain")
      #expect(domains.count == list.weights.count)
      #expect(
        Dictionary(domains.map { ($0[0], Double($0[1])) }) { first, _ in first } == list.weights,
        "row \(list.row): \(list.title)")
    }
  }
}
