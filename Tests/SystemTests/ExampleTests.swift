import Foundation
import Testing

extension SystemTests {
  /// The generated example in the repository.
  @Suite struct ExampleTests {
    @Test func theExampleIsWhatTheProgramWritesToday() async throws {
      let folder = try Folder()
      let committed = RecordedSurvey.root.appendingPathComponent("reports/example")
      let output = "\(folder.path)/example"
      let made = try await Program(path: "/usr/bin/env").run(
        [
          "MXCENSUS=\(try Program.built("mxcensus").path)",
          RecordedSurvey.root.appendingPathComponent("Scripts/example").path, "--output", output,
        ], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      func names(_ path: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: path)).subtracting(["survey.sql.xz"])
      }
      let written = try names(output)
      #expect(try written == names(committed.path), "run Scripts/example and look at the difference")
      #expect(written.isSuperset(of: ["report.md", "report.html", "report.json", "trend.csv"]))
      for name in written {
        let now = try Data(contentsOf: URL(fileURLWithPath: "\(output)/\(name)"))
        #expect(
          try now == Data(contentsOf: committed.appendingPathComponent(name)),
          "\(name) is not what it was: run Scripts/example and look at the difference")
      }
    }

    @Test func theScriptRefusesWhatItDoesNotKnow() async throws {
      let folder = try Folder()
      let script = Program(path: RecordedSurvey.root.appendingPathComponent("Scripts/example").path)
      #expect(try await script.run(["--no-such-flag"], in: folder).status == 64)
    }
  }
}
