internal import GRDB

/// What Datasette is told of a survey's database: the views and columns in words, all else out of sight, and the questions of
/// ``PublicSchema/queries`` as pages.
public struct DatasetteMetadata: Hashable, Sendable {
  /// The database as Datasette calls it: its file's name without the ending.
  public let database: String

  /// - Parameter path: the database that Datasette opens; it need not be there.
  public init(file path: String) {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 }
    database = String(name[..<(ending ?? name.endIndex)])
  }

  /// The file that `datasette --metadata` takes, in YAML.
  public var yaml: String {
    get throws {
      """
      title: "Transport security of e-mail"
      description: \(Self.quoted(Self.about))
      databases:
        \(Self.quoted(database)):
          queries:
      \(PublicSchema.queries.map(Self.entry).joined())    tables:
      \(PublicSchema.views.flatMap(Self.entries).joined())\(try Self.inner().map(Self.hidden).joined())
      """
    }
  }

  private static let about = """
    A survey by mxcensus. Views are the interface, tables may change. Every figure has its numerator and denominator beside \
    it; units and bases are never to be mixed. Waves with synthetic = 1 in v_scan are laboratory data and say nothing about the \
    Internet.
    """

  private static func entry(of query: PublicQuery) -> String {
    var lines = [
      "      \(query.name):", "        title: \(quoted(query.title))", "        description: \(quoted(query.comment))",
    ]
    if !query.parameters.isEmpty {
      lines.append("        params: [\(query.parameters.map(quoted).joined(separator: ", "))]")
    }
    lines.append("        sql: |-")
    lines += query.sql.split(separator: "\n").map { "          \($0)" }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func entries(of view: PublicView) -> [String] {
    view.names.map { name in
      let every = name == view.name ? "" : ", by every judgement"
      let columns = view.columns.map { "          \($0.name): \(quoted($0.comment))\n" }
      // Datasette 0.65 wants a row's key where it shows octets, and rows of views have none.
      let octets = view.columns.filter { $0.type == .blob }.map {
        " Datasette shows \($0.name) with the plugin in Scripts/datasette-plugins alone; without it, add ?_nocol=\($0.name)."
      }
      return """
              \(name):
                description: \(quoted("One row a \(view.row)\(every).\(octets.joined())"))
                columns:

        """ + columns.joined()
    }
  }

  /// What hides a table, or a view that is no interface: Datasette lists views that may be seen, hidden or not.
  private static func hidden(_ inner: (name: String, isView: Bool)) -> String {
    "      \(quoted(inner.name)): { \(inner.isView ? "allow: false" : "hidden: true") }\n"
  }

  /// The tables of a database of today, and the views that are no interface.
  private static func inner() throws -> [(name: String, isView: Bool)] {
    let database = try DatabaseQueue()
    try Migrations.migrator.migrate(database)
    let isPublic = Set(PublicSchema.views.flatMap(\.names))
    return try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT name, type = 'view' FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"
      ).map { ($0[0], $0[1]) }
    }.filter { !isPublic.contains($0.name) }
  }

  /// A text as JSON has it, which YAML takes for its own.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        "\\x\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
      default: "\(scalar)"
      }
    }
    return "\"\(escaped.joined())\""
  }
}
