import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct PublicSchemaTests {
  @Test func everyViewIsDescribedAndNothingElse() throws {
    let scratch = try Scratch()
    let present = try scratch.database().column(
      "SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*'")
    #expect(Set(PublicSchema.views.flatMap(\.names)) == Set(present))
  }

  @Test(arguments: PublicSchema.views.map(\.name))
  func aViewHasTheColumnsThatAreDescribed(called: String) throws {
    let view = try #require(PublicSchema.views.first { $0.name == called })
    let scratch = try Scratch()
    let database = try scratch.database()
    for name in view.names {
      let present = try database.rows("SELECT name, type FROM pragma_table_info('\(name)') ORDER BY cid")
      #expect(present.map { $0[0] } == view.columns.map(\.name), "\(name)")
      for (row, column) in zip(present, view.columns) where !row[1].isEmpty {
        #expect(row[1] == column.type.rawValue, "\(name).\(column.name)")
      }
    }
  }

  /// SQLite does not say the type of an expression, so the values are asked.
  @Test func everyValueIsOfTheTypeThatIsDescribed() async throws {
    let scratch = try Scratch()
    let database = try scratch.database()
    for label in ["2026-10", "2026-11"] { try await PublishedSurvey.survey.record(into: database, label: label) }
    for view in PublicSchema.views {
      for name in view.names {
        for column in view.columns {
          let types = try database.column("SELECT DISTINCT typeof(\(column.name)) FROM \(name)")
          let strange = types.filter { $0 != "null" && $0.uppercased() != column.type.rawValue }
          #expect(strange.isEmpty, "\(name).\(column.name): \(types)")
        }
      }
    }
  }

  @Test func everyCommentIsASentence() {
    for column in PublicSchema.views.flatMap(\.columns) {
      #expect(column.comment.hasSuffix(".") || column.comment.hasSuffix("…"), "\(column.name)")
      #expect(!column.comment.contains("\n"), "\(column.name)")
    }
  }

  @Test func theSchemaOfADatabaseSaysTheSame() throws {
    let scratch = try Scratch()
    let path = scratch.file("survey.db")
    try SurveyDatabase(writing: path).close()
    for view in PublicSchema.views {
      for name in view.names {
        let schema = try Command.output(of: "/usr/bin/sqlite3", path, ".schema \(name)")
        #expect(schema.contains(PublicSchema.comments(of: view)), "\(name)")
      }
    }
  }

  @Test func commentsTakeThePlaceOfEarlierOnes() throws {
    let plain = "CREATE VIEW v AS\nSELECT 1 AS a"
    let once = try #require(ViewComments.commented(plain, by: "-- One row a thing.\n-- a  INTEGER  One.\n"))
    #expect(once == "CREATE VIEW v AS\n-- One row a thing.\n-- a  INTEGER  One.\nSELECT 1 AS a")
    #expect(
      ViewComments.commented(once, by: "-- One row a thing.\n-- a  INTEGER  Two.\n")
        == "CREATE VIEW v AS\n-- One row a thing.\n-- a  INTEGER  Two.\nSELECT 1 AS a")
    #expect(ViewComments.commented(once, by: "-- One row a thing.\n-- a  INTEGER  One.\n") == once)
  }

  @Test func textAndMarkdownHaveEveryColumn() {
    for view in PublicSchema.views {
      #expect(PublicSchema.text.contains("\(view.names.joined(separator: ", ")): one row a \(view.row)\n"))
      for column in view.columns {
        #expect(PublicSchema.markdown.contains("| `\(column.name)` | \(column.type.rawValue) |"))
      }
    }
  }
}
