/// Writes blocks as GitHub-flavoured Markdown; charts stand beside the file.
enum MarkdownWriter {
  /// The file: blocks with an empty line between them.
  static func text(_ blocks: [Block]) -> String { blocks.map(source).joined(separator: "\n\n") + "\n" }

  /// One block.
  static func source(_ block: Block) -> String {
    switch block {
    case .heading(let level, let prose): String(repeating: "#", count: level) + " " + source(prose)
    case .paragraph(let prose): source(prose)
    case .bullets(let items): items.map { "- " + source($0) }.joined(separator: "\n")
    case .numbered(let items):
      items.enumerated().map { "\($0.offset + 1). " + source($0.element) }.joined(separator: "\n")
    case .table(let table): source(table)
    case .chart(let figure): "![\(MarkdownEscape.escape(figure.wide.finding))](\(figure.wide.fileName))"
    case .notice(let title, let prose): "> # \(source(title))\n>\n> \(source(prose))"
    }
  }

  private static func source(_ table: Table) -> String {
    let rule = table.alignments.map { alignment in
      switch alignment {
      case .left: "---"
      case .right: "---:"
      }
    }
    let lines = [table.header.map(source), rule] + table.rows.map { $0.map(source) }
    let caption = table.caption.map { source($0) + ":\n\n" } ?? ""
    return caption + lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// A line of text with its markup; neighbours of one style share their marks.
  private static func source(_ prose: Prose) -> String {
    var text = ""
    var style: Prose.Style = []
    func move(to next: Prose.Style) {
      if style.contains(.code), !next.contains(.code) { text += "`" }
      if style.contains(.strong) != next.contains(.strong) { text += "**" }
      if !style.contains(.code), next.contains(.code) { text += "`" }
      style = next
    }
    for run in prose.runs {
      if run.style.contains(.lineBreak) {
        // Marks around a break would not be read as such: `**a<br>**b` is not bold (CommonMark 0.31 §6.2).
        move(to: [])
        text += "<br>"
        continue
      }
      move(to: run.style)
      let shown = run.style.contains(.code) ? code(run.text) : MarkdownEscape.escape(run.text)
      text += run.address.map { "[\(shown)](<\(MarkdownEscape.address($0))>)" } ?? shown
    }
    move(to: [])
    return text
  }

  /// What stands between backticks: they and bars would end it, and a code span knows no escapes.
  private static func code(_ text: String) -> String {
    String(text.visible.map { $0 == "`" ? "'" : $0 == "|" ? "¦" : $0 })
  }
}
