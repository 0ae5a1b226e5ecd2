/// A table: a header, and rows of as many cells; the first cell of a row is its heading.
struct Table {
  /// Where a column's cells stand.
  enum Alignment {
    case left
    case right
  }

  /// What the table shows, for those who can't see what it stands under.
  let caption: Prose?
  let alignments: [Alignment]
  let header: [Prose]
  private(set) var rows: [[Prose]] = []

  /// A table without rows: its first columns to the left, the others, numbers, to the right.
  init(_ header: [Prose], leftColumns: Int = 1, caption: Prose? = nil) {
    self.init(header, rightColumns: leftColumns..<header.count, caption: caption)
  }

  /// A table without rows: some columns, numbers, to the right, the others to the left.
  init(_ header: [Prose], rightColumns: Range<Int>, caption: Prose? = nil) {
    self.header = header
    self.caption = caption
    alignments = header.indices.map { rightColumns.contains($0) ? .right : .left }
  }

  /// Adds a row.
  /// - Precondition: as many cells as the header has.
  mutating func append(_ cells: [Prose]) {
    precondition(cells.count == header.count, "a row of a table has as many cells as its header")
    rows.append(cells)
  }
}
