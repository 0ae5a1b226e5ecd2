/// Writes blocks as the parts of a page: the sibling of `MarkdownWriter`, with numbers for tables and figures.
struct HTMLWriter {
  /// What the list of contents leads to.
  struct Entry: Hashable {
    let id: String
    let title: Prose
  }

  /// The headings of level 2 so far.
  private(set) var contents: [Entry] = []
  /// The titles of what nobody may miss.
  private(set) var notices: [Prose] = []
  private var anchors = HTMLAnchors(reserved: [HTMLPage.contentsID])
  private var heading: Prose = ""
  private var tables = 0
  private var figures = 0
  private var isInSection = false

  /// The blocks, those below a heading of level 2 in a section.
  mutating func source(_ blocks: [Block]) -> String {
    var parts: [String] = []
    for block in blocks {
      if case .heading(2, _) = block {
        parts += closedSection
        isInSection = true
      }
      parts.append(source(block))
    }
    parts += closedSection
    isInSection = false
    return parts.joined(separator: "\n")
  }

  private var closedSection: [String] { isInSection ? ["</section>"] : [] }

  private mutating func source(_ block: Block) -> String {
    switch block {
    case .heading(let level, let prose): return source(level, prose)
    case .paragraph(let prose): return "<p>\(HTMLText.source(prose))</p>"
    case .bullets(let items): return list("ul", items)
    case .numbered(let items): return list("ol", items)
    case .table(let table): return source(table).source
    case .chart(let figure): return source(figure)
    case .notice(let title, let prose):
      notices.append(title)
      return """
        <div class="notice" role="note">
        <p class="notice-title">\(HTMLText.source(title))</p>
        <p>\(HTMLText.source(prose))</p>
        </div>
        """
    }
  }

  private mutating func source(_ level: Int, _ prose: Prose) -> String {
    heading = prose
    let id = anchors.id(for: prose)
    let element = "<h\(level) id=\"\(id)\">\(HTMLText.source(prose))</h\(level)>"
    guard level == 2 else { return element }
    contents.append(Entry(id: id, title: prose))
    return "<section aria-labelledby=\"\(id)\">\n\(element)"
  }

  private func list(_ name: String, _ items: [Prose]) -> String {
    "<\(name)>\n" + items.map { "<li>\(HTMLText.source($0))</li>\n" }.joined() + "</\(name)>"
  }

  /// A table is named after the heading that it stands under where it has no caption of its own; its number tells it
  /// from the others there.
  private mutating func source(_ table: Table, caption: Prose? = nil) -> HTMLTable {
    tables += 1
    let number: Prose = "Table \(tables). "
    let own = caption ?? table.caption
    return HTMLTable(
      table: table, id: anchors.id(for: "table \(tables)"), caption: own.map { number + $0 } ?? number,
      unseen: own == nil ? heading : "")
  }

  private mutating func source(_ figure: Figure) -> String {
    figures += 1
    let numbers = figure.wide.data.map { source($0, caption: $0.caption ?? Prose(text: figure.wide.caption.title)) }
    return HTMLFigure(figure: figure, number: figures, data: numbers).source
  }
}
