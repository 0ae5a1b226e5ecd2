import ArgumentParser
import SurveyReport
import SurveyStore

/// `mxcensus schema`: the database's interface.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the database's interface: every view and column, with its type and what it means",
    discussion: """
      Views are the interface; tables may change. Columns are only ever added. The same words stand as comments in every \
      database: sqlite3 survey.db '.schema v_trend'.

      EXAMPLES
        mxcensus schema | less
        mxcensus schema --format markdown >schema.md
        mxcensus schema --format json | jq -r '.views[].name'

      JSON
        v (1), views[]: name, all (the view with every judgement, or null), row,
          columns[]: name, type, comment
      """)

  @Option(help: ArgumentHelp("text, markdown or json.", valueName: "format")) var format = "text"

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    switch format {
    case "text": Terminal.print(PublicSchema.text)
    case "markdown": Terminal.print(PublicSchema.markdown)
    case "json": Terminal.print(PublicSchema.json.pretty + "\n")
    default:
      throw Refusal(
        .usage, of: "format", message: "--format takes text, markdown or json, not \(format.debugDescription)"
      ).exit()
    }
  }
}

extension PublicSchema {
  /// For programs.
  fileprivate static var json: JSONValue {
    let views = views.map { view in
      JSONValue.object([
        .init("name", .string(view.name)), .init("all", view.isJudged ? .string(view.name + "_all") : .null),
        .init("row", .string(view.row)),
        .init(
          "columns",
          .array(
            view.columns.map { column in
              .object([
                .init("name", .string(column.name)), .init("type", .string(column.type.rawValue)),
                .init("comment", .string(column.comment)),
              ])
            })),
      ])
    }
    return .object([.init("v", .integer(1)), .init("views", .array(views))])
  }
}
