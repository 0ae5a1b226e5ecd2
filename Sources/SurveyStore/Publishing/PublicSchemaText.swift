/// The public schema as people and programs read it.
extension PublicSchema {
  /// For a terminal: a view after another, a column a line.
  public static var text: String {
    views.map { view in
      let width = view.columns.map(\.name.count).max() ?? 0
      let columns = view.columns.map { column in
        "  \(padded(column.name, width))  \(padded(column.type.rawValue, 7))  \(column.comment)\n"
      }
      return "\(view.names.joined(separator: ", ")): one row a \(view.row)\n" + columns.joined()
    }.joined(separator: "\n")
  }

  /// A section and a table for each view.
  public static var markdown: String {
    views.map { view in
      let columns = view.columns.map { column in
        "| `\(column.name)` | \(column.type.rawValue) | \(column.comment.replacing("|", with: "\\|")) |\n"
      }
      let names = view.names.map { "`\($0)`" }.joined(separator: ", ")
      return "## \(names)\n\nOne row a \(view.row).\n\n| column | type | |\n| --- | --- | --- |\n" + columns.joined()
    }.joined(separator: "\n")
  }

  /// The comments that stand in the definition of a view, so that `.schema` shows them.
  static func comments(of view: PublicView) -> String {
    let width = view.columns.map(\.name.count).max() ?? 0
    return "-- One row a \(view.row).\n"
      + view.columns.map { "-- \(padded($0.name, width))  \(padded($0.type.rawValue, 7))  \($0.comment)\n" }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
