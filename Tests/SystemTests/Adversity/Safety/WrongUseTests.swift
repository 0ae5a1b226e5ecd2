import Foundation
import Testing

extension AdversityTests {
  /// Commands that are used wrongly: each ends with the status of its kind, says what was not understood and what there is
  /// instead, on standard error, and writes nothing.
  @Suite struct WrongUseTests {
    private static let recorded = ["report", "compare", "snapshot"]

    /// A command, the status of its end and what it says.
    static let cases: [([String], Int32, [String])] = [
      (["report", "--unit", "hosts"], 64, ["\"hosts\"", "mx_host, ", "domain_weighted"]),
      (["report", "--unit", "mx_host,"], 64, ["\"\"", "mx_host"]),
      (["report", "--judgement", "other"], 65, ["other", "2014-05, 2014-08"]),
      (["snapshot", "/nowhere/copy.db"], 74, ["/nowhere/copy.db", "No such file or directory"]),
      (["snapshot", "/proc/copy.db"], 74, ["/proc/copy.db"]),
      (["schema", "--format", "xml"], 64, ["\"xml\"", "datasette"]),
      (["schema", "--format", "datasette", "--db", ""], 64, ["--db"]),
      (["check", "user@example.org", "--ehlo", "a.example.org"], 64, ["user@example.org", "as example.org"]),
      (["check", "https://example.org/", "--ehlo", "a.example.org"], 64, ["https://example.org/", "as example.org"]),
      (["check", "example.org", "--port", "0", "--ehlo", "a.example.org"], 64, ["--port", "65535"]),
      (["scan", "-f", "LIST", "--label", " "], 64, ["--label", "2026-11"]),
      (["scan", "-f", "LIST", "--port", "0"], 64, ["--port", "65535"]),
    ]

    @Test(arguments: cases)
    func whatIsWrongIsSaidWithWhatThereIs(arguments: [String], status: Int32, words: [String]) async throws {
      let folder = try Folder()
      let list = try folder.write("example.org\n", as: "list")
      var command = arguments.map { $0 == "LIST" ? list : $0 }
      if Self.recorded.contains(arguments[0]) { command += ["--db", try await RecordedSurvey(in: folder).database] }
      if command[0] == "report" { command += ["-o", "\(folder.path)/report"] }
      let ending = try await Program.built("mxcensus").run(command, in: folder)
      #expect(ending.status == status, "\(ending.errors)")
      for word in words { #expect(ending.errors.contains(word), "\(word): \(ending.errors)") }
      #expect(ending.output.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/report"))
    }

    /// Backwards is allowed, and said.
    @Test func aComparisonBackwardsIsNoticed() async throws {
      let folder = try Folder()
      let database = try await RecordedSurvey(in: folder).database
      let (later, earlier) = ("2014-08", "2014-05")
      let ending = try await Program.built("mxcensus").run(["compare", "--db", database, later, earlier], in: folder)
      #expect(ending.status == 0 && ending.output.hasPrefix("# From wave 2014-08 to wave 2014-05\n"))
      #expect(ending.errors.contains("wave 2014-08 is later than wave 2014-05"))
      let forwards = try await Program.built("mxcensus").run(["compare", "--db", database, earlier, later], in: folder)
      #expect(forwards.status == 0 && !forwards.errors.contains("is later than"))
    }
  }
}
