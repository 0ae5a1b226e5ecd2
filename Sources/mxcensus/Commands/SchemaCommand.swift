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
        mxcensus schema --json-lines probe-output
        mxcensus schema --format datasette --db public.db >datasette.yaml
        datasette --immutable public.db --metadata datasette.yaml

      JSON
        v (1), views[]: name, all (the view with every judgement, or null), row,
          columns[]: name, type, comment

      DATASETTE
        Views and columns in words, and a page for each question that many
        ask: which senders would refuse, which hosts regressed, whose
        certificates expire …
      """)

  @Option(help: ArgumentHelp("text, markdown, json or datasette.", valueName: "format")) var format = "text"

  @Option(
    help: ArgumentHelp(
      "The database that Datasette opens; it is not read, only its name counts.", valueName: "file"))
  var db = "survey.db"

  @Option(
    help: ArgumentHelp(
      """
      Print the JSON Schema of lines of the filters instead: resolve-input, resolve-output, probe-input, probe-output; or \
      all, an object of them by their names.
      """, valueName: "lines"))
  var jsonLines: String?

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    if let jsonLines {
      Terminal.print(try LineSchema.text(of: jsonLines))
      return
    }
    switch format {
    case "text": Terminal.print(PublicSchema.text)
    case "markdown": Terminal.print(PublicSchema.markdown)
    case "json": Terminal.print(PublicSchema.json.pretty + "\n")
    case "datasette":
      let metadata = DatasetteMetadata(file: db)
      guard !metadata.database.isEmpty else {
        throw Refusal(.usage, of: "db", message: "--db takes the file that Datasette opens, not \(db.debugDescription)")
          .exit()
      }
      try Terminal.print(metadata.yaml)
    default:
      throw Refusal(
        .usage, of: "format",
        message: "--format takes text, markdown, json or datasette, not \(format.debugDescription)"
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
