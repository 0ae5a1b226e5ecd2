import Foundation
import Testing

extension SystemTests {
  /// `mxcensus compare` and `mxcensus report` over the recorded survey.
  @Suite struct CompareTests {
    private let folder: Folder
    private let database: String

    init() async throws {
      folder = try Folder()
      database = try await RecordedSurvey(in: folder).database
    }

    private func run(_ arguments: String...) async throws -> Ending {
      try await Program.built("mxcensus").run(arguments + ["--db", database], in: folder)
    }

    private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func aComparisonIsMarkdownOnStandardOutput() async throws {
      let ending = try await run("compare", "2014-05", "2014-08")
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.output.hasPrefix("# ") && ending.output.contains("2014-05") && ending.output.contains("2014-08"))
    }

    @Test func theCSVHasTheDomainsBehindTheNumbers() async throws {
      let moved = try await run("compare", "2014-05", "2014-08", "--format", "csv")
      let every = try await run("compare", "2014-05", "2014-08", "--format", "csv", "--unchanged")
      #expect(moved.status == 0 && every.status == 0, "\(moved.errors) \(every.errors)")
      func rows(_ ending: Ending) throws -> [[Substring]] {
        let lines = ending.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("domain,from_class,to_class,weight_before,weight_after,mx_before") == true)
        return lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      }
      let (movedRows, everyRow) = try (rows(moved), rows(every))
      // Domains that take no mail by MX records are absent from both waves, and in no transition.
      let taken = "label IN ('2014-05', '2014-08') AND mx_status IN ('mx', 'null-mixed')"
      let domains = try await folder.query(
        database, "SELECT DISTINCT domain FROM v_domain WHERE \(taken) ORDER BY domain")
      #expect(everyRow.map { String($0[0]) } == domains.map { $0[0] })
      #expect(everyRow.filter { $0[1] != $0[2] } == movedRows)
      #expect(!movedRows.isEmpty && movedRows.count < everyRow.count)
      let classes = try await folder.query(
        database, "SELECT domain, class FROM v_domain WHERE label = '2014-08' AND class IS NOT NULL AND \(taken)")
      let later = Dictionary(uniqueKeysWithValues: everyRow.map { (String($0[0]), String($0[2])) })
      for row in classes { #expect(later[row[0]] == row[1]) }
    }

    @Test func theJSONHoldsBothWavesAndNoOther() async throws {
      let ending = try await run("compare", "2014-05", "2014-08", "--format", "json")
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any], "\(ending.errors)")
      let waves = try #require(json["waves"] as? [[String: Any]])
      #expect(waves.map { $0["label"] as? String } == ["2014-05", "2014-08"])
    }

    @Test func aFolderTakesEveryFormatWithTheSameBytes() async throws {
      let out = "\(folder.path)/new/change"
      let ending = try await run("compare", "2014-05", "2014-08", "--format", "json,markdown,csv", "-o", out)
      #expect(ending.status == 0 && ending.output.isEmpty, "\(ending.errors)")
      for (format, file) in [("markdown", "comparison.md"), ("csv", "domains.csv"), ("json", "comparison.json")] {
        let alone = try await run("compare", "2014-05", "2014-08", "--format", format)
        #expect(try content("\(out)/\(file)") == alone.output)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: out).count == 3)
    }

    @Test(arguments: [
      (["compare", "2014-05", "2014-09"], 65, "2014-05, 2014-08"),
      (["compare", "2014-05", "2014-08", "--judgement", "other"], 65, "other"),
      (["report", "--waves", "2014-09"], 65, "no finished wave"),
      (["compare", "2014-05", "2014-08", "--format", "csv", "-o", "/dev/null/x"], 74, "/dev/null"),
    ])
    func whatIsNotThereIsNamed(arguments: [String], status: Int32, words: String) async throws {
      let ending = try await Program.built("mxcensus").run(arguments + ["--db", database], in: folder)
      #expect(ending.status == status)
      #expect(ending.errors.contains(words), "\(ending.errors)")
      #expect(ending.output.isEmpty)
    }

    @Test func aReportOfOneFormatGoesToStandardOutputAsItGoesToAFolder() async throws {
      let out = "\(folder.path)/report"
      #expect(try await run("report", "-o", out).status == 0)
      for (format, file) in [
        ("markdown", "report.md"), ("csv", "trend.csv"), ("html", "report.html"), ("json", "report.json"),
      ] {
        let alone = try await run("report", "--format", format, "-o", "-")
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(try content("\(out)/\(file)") == alone.output)
      }
    }

    @Test(arguments: [["report", "--format", "csv", "-o", "-"], ["compare", "2014-05", "2014-08"]])
    func whatAnOlderVersionAddedUpIsAddedUpAnewOnce(arguments: [String]) async throws {
      _ = try await run("report", "--format", "csv", "-o", "-")
      let program = try Program.built("mxcensus")
      let before = try await program.run(arguments + ["--db", database], in: folder)
      let changed = try await Program.sqlite.run([database, "UPDATE judgement SET roll_up = 0"], in: folder)
      #expect(changed.status == 0)
      let first = try await program.run(arguments + ["--db", database], in: folder)
      #expect(first.status == 0)
      #expect(first.errors.contains("adding up 2 judgements anew"), "\(first.errors)")
      #expect(first.output == before.output)
      let second = try await program.run(arguments + ["--db", database], in: folder)
      #expect(second.status == 0 && second.errors.isEmpty, "\(second.errors)")
    }

    @Test func whereTheFileCannotBeWrittenItSaysWhatToDo() async throws {
      let changed = try await Program.sqlite.run([database, "UPDATE judgement SET roll_up = 0"], in: folder)
      #expect(changed.status == 0)
      // Nobody, root included, can take a lock on a folder.
      try? FileManager.default.removeItem(atPath: database + "-lock")
      try FileManager.default.createDirectory(atPath: database + "-lock", withIntermediateDirectories: false)
      let ending = try await run("report", "--format", "csv", "-o", "-")
      #expect(ending.status == 74)
      #expect(ending.errors.contains("copy the file and name the copy with --db"), "\(ending.errors)")
      #expect(ending.output.isEmpty)
    }
  }
}
