import Foundation
import Testing

extension SystemTests {
  /// Other programs that read a survey, as the manual shows them. They come from PyPI, into a folder of their own.
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil))
  struct OtherToolsTests {
    private static let scripts = RecordedSurvey.root.appendingPathComponent("Scripts").path

    @Test func theArticleRunsAsItStands() async throws {
      let folder = try Folder()
      let tools = try await Program(path: "\(Self.scripts)/python-tools").run([], in: folder)
      try #require(tools.status == 0, "\(tools.errors)")
      try await placeSurvey(folder)
      let ending = try await Article.ofManual("OtherTools").run(
        in: folder, further: tools.output.trimmingCharacters(in: .whitespacesAndNewlines))
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
      let said = ending.output
      #expect(said.contains("| 2014-08 | domain_weighted | 950338.0  | 1000000.0   | 95.0    |"), "sqlite3: \(said)")
      #expect(said.contains("-- policy "), "the schema's comments: \(said)")
      #expect(said.contains("| v_trend_all"), "sqlite-utils: \(said)")
      #expect(said.contains("policy,domains,refused"), "sqlite-utils: \(said)")
      // The same figure by pandas from the database and from CSV, and by DuckDB.
      #expect(said.firstMatch(of: /2014-08-19 +16\.0 +31\.1 +20\.0/) != nil, "pandas: \(said)")
      #expect(said.firstMatch(of: /2014-08 +950338\.0 +1000000 +95\.03/) != nil, "pandas: \(said)")
      #expect(said.firstMatch(of: /2014-08 │ domain_weighted +│ +95\.03/) != nil, "DuckDB: \(said)")
      #expect(said.contains("[{\"label\": \"2014-08\", \"policy\": \""), "Datasette: \(said)")
      #expect(said.contains("label,mx_host,operator,domains,not_after,days_left,issuer"), "Datasette: \(said)")
    }

    /// Pages as a reader sees them: see Scripts/check-datasette.
    @Test func datasetteShowsViewsAndQuestions() async throws {
      let folder = try Folder()
      let database = try await placeSurvey(folder)
      let ending = try await Program(path: "\(Self.scripts)/check-datasette").run(
        ["--port", "3139", database, "\(Self.scripts)/datasette.yaml"], in: folder)
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    }

    /// The recorded survey as `survey.db`, added up by today's rules.
    @discardableResult private func placeSurvey(_ folder: Folder) async throws -> String {
      let recorded = try await RecordedSurvey(in: folder).database
      let database = "\(folder.path)/survey.db"
      try FileManager.default.moveItem(atPath: recorded, toPath: database)
      let report = try await Program.built("mxcensus").run(
        ["report", "--db", database, "--format", "csv", "-o", "-"], in: folder)
      try #require(report.status == 0, "\(report.errors)")
      return database
    }
  }
}
