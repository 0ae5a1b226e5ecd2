/// A table in GitHub's Markdown: a header row, a rule and the rows.
struct MarkdownTable {
  private let width: Int
  private var lines: [String]

  init(header: [String]) {
    width = header.count
    lines = [MarkdownTable.line(header), "|" + String(repeating: " --- |", count: header.count)]
  }

  /// Adds a row.
  /// - Precondition: it has as many cells as the header.
  mutating func add(_ row: [String]) {
    precondition(row.count == width, "a row has the header's number of cells")
    lines.append(MarkdownTable.line(row))
  }

  /// The table without a final newline.
  var text: String { lines.joined(separator: "\n") }

  /// Cells between bars; a bar within a cell is escaped, as it would end the cell.
  private static func line(_ cells: [String]) -> String {
    "| "
      + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
      .joined(separator: " | ") + " |"
  }
}
