/// A table of a page in a frame that scrolls by itself, so that the page never does sideways.
///
/// ```html
/// <div class="scroll" role="region" aria-labelledby="table-1" tabindex="0"><table>
/// <caption id="table-1">…</caption>
/// ```
///
/// The frame can be focused: who has no mouse scrolls it with the arrow keys (WCAG 2.1, 2.1.1).
struct HTMLTable {
  let table: Table
  /// The id of the caption, unique in the page.
  let id: String
  /// What stands above the table and names its frame.
  let caption: Prose
  /// The rest of its name for those who are not led there by the heading right above it.
  var unseen: Prose = ""

  /// The source.
  var source: String {
    let classes = (isDense ? ["dense"] : []) + (isWordy ? ["wordy"] : [])
    let rest = unseen.runs.isEmpty ? "" : "<span class=\"unseen\">\(HTMLText.source(unseen))</span>"
    let rows = table.rows.map { row in
      "<tr\(row.first?.isStrong == true ? " class=\"total\"" : "")>\(cells(of: row))</tr>"
    }
    let columns = zip(table.header, table.alignments).map { title, alignment in
      "<th scope=\"col\"\(HTMLTable.mark(alignment))>\(HTMLText.source(title))</th>"
    }
    return """
      <div class="scroll" role="region" aria-labelledby="\(id)" tabindex="0"><table\(classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")>
      <caption id="\(id)"><span>\(HTMLText.source(caption))\(rest)</span></caption>
      <thead><tr>\(columns.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  /// Whether paper has room for it only in small print.
  private var isDense: Bool { table.header.count > 7 }

  /// Whether there are sentences in it: on a telephone each row becomes a list of its cells, as columns would be a word
  /// wide or out of sight.
  private var isWordy: Bool {
    table.rows.contains { row in
      zip(row, table.alignments).dropFirst().contains {
        $0.1 == .left && $0.0.plain.unicodeScalars.count > HTMLTable.shortCell
      }
    }
  }

  private func cells(of row: [Prose]) -> String {
    let names = isWordy ? table.header.map { " data-name=\"\(HTMLText.escape($0.plain))\"" } : []
    return zip(row, table.alignments).enumerated().map { place, cell in
      let name = names.indices.contains(place) ? names[place] : ""
      let content = HTMLText.source(cell.0)
      let length = cell.0.plain.unicodeScalars.count
      return place == 0
        ? "<th scope=\"row\"\(length <= HTMLTable.shortHeading ? " class=\"short\"" : "")>\(content)</th>"
        : "<td\(HTMLTable.mark(cell.1, length: length))\(name)>\(content)</td>"
    }.joined()
  }

  /// Dates, times and digests are not broken at their hyphens: a cell of so many characters stays in one line.
  private static let shortCell = 24
  /// The same for the heading of a row, which has less room on a telephone.
  private static let shortHeading = 10

  private static func mark(_ alignment: Table.Alignment, length: Int) -> String {
    switch alignment {
    case .left: length <= shortCell ? " class=\"short\"" : ""
    case .right: mark(alignment)
    }
  }

  private static func mark(_ alignment: Table.Alignment) -> String {
    switch alignment {
    case .left: ""
    case .right: " class=\"number\""
    }
  }
}
