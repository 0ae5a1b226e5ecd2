import Foundation
import GRDB
import Testing

@testable import SurveyStore

@Suite struct DatasetteMetadataTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts/datasette.yaml")

  /// `RECORD_GOLDEN=1` writes it anew, and fails so that a person reads the difference.
  @Test func theFileInTheRepositoryIsWhatTheSchemaSays() throws {
    let now = try DatasetteMetadata(file: "survey.db").yaml
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try now.write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("Scripts/datasette.yaml is recorded; read the difference")
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == now, "record it anew with RECORD_GOLDEN=1")
  }

  @Test func everyViewColumnAndQuestionIsToldAndAllElseHidden() throws {
    let yaml = try DatasetteMetadata(file: "survey.db").yaml
    for view in PublicSchema.views {
      for name in view.names { #expect(yaml.contains("\n      \(name):\n")) }
      for column in view.columns { #expect(yaml.contains("\n          \(column.name): \"")) }
    }
    for query in PublicSchema.queries { #expect(yaml.contains("\n      \(query.name):\n        title: \"")) }
    let queue = try DatabaseQueue()
    try Migrations.migrator.migrate(queue)
    let names = try queue.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type <> 'index'") }
    #expect(names.contains("probe"))
    for name in names {
      let isHidden = ["hidden: true", "allow: false"].contains { yaml.contains("\n      \"\(name)\": { \($0) }\n") }
      #expect(isHidden != name.hasPrefix("v_"), "\(name)")
    }
  }

  @Test(arguments: [
    ("survey.db", "survey"), ("/srv/a/survey-2026-11.db", "survey-2026-11"), ("plain", "plain"), (".db", ".db"),
    ("a.b.db", "a.b"), ("say \"hi\"\\.db", "say \"hi\"\\"),
  ])
  func theDatabaseIsCalledAsDatasetteCallsIt(path: String, name: String) throws {
    let metadata = DatasetteMetadata(file: path)
    #expect(metadata.database == name)
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    #expect(try metadata.yaml.contains("\ndatabases:\n  \"\(quoted)\":\n"))
  }
}
