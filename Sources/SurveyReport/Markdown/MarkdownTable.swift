/// A table of GitHub-flavoured Markdown.
struct MarkdownTable {
  /// Where a column's cells stand.
  enum Alignment {
    case left
    case right
  }

  private let alignments: [Alignment]
  private let header: [Markdown]
  private var rows: [[Markdown]] = []

  /// A table without rows: its first columns to the left, the others, numbers, to the right.
  init(_ header: [Markdown], leftColumns: Int = 1) {
    self.init(header, rightColumns: leftColumns..<header.count)
  }

  /// A table without rows: some columns, numbers, to the right, the others to the left.
  init(_ header: [Markdown], rightColumns: Range<Int>) {
    self.header = header
    alignments = header.indices.map { rightColumns.contains($0) ? .right : .left }
  }

  /// Adds a row.
  /// - Precondition: as many cells as the header has.
  mutating func append(_ cells: [Markdown]) {
    precondition(cells.count == header.count, "a row of a table has as many cells as its header")
    rows.append(cells)
  }

  /// The table as a block.
  var block: Markdown {
    let rule = alignments.map { alignment -> Markdown in
      switch alignment {
      case .left: "---"
      case .right: "---:"
      }
    }
    let lines = [header, rule] + rows
    return .joined(lines.map { "| " + .joined($0, separator: " | ") + " |" }, separator: "\n")
  }
}
