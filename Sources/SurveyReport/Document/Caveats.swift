extension [Block] {
  /// The blocks with the caveat at the end of each stretch between headings of level 3 or above that tells a figure of
  /// CA-verified certificates and does not have it yet, so that no section can forget it. Deeper headings part a stretch
  /// no further: the same line below every table would be read below none.
  var withCaveats: [Block] {
    var result: [Block] = []
    var stretch: [Block] = []
    func finished() -> [Block] { stretch + (stretch.needCaveat ? ["\(Caveat.short)"] : []) }
    for block in self {
      if case .heading(...3, _) = block {
        result += finished()
        stretch = []
      }
      stretch.append(block)
    }
    return result + finished()
  }

  private var needCaveat: Bool {
    let text = map(\.plain).joined(separator: " ")
    let tellsFigure =
      ["CA-verified", "ca_verified", "strict_pfs"].contains { text.contains($0) } && text.contains(" %")
    return tellsFigure && !text.contains(Caveat.short) && !text.contains(Caveat.full)
  }
}

extension Block {
  /// The block's text without its markup.
  var plain: String {
    switch self {
    case .heading(_, let prose), .paragraph(let prose): prose.plain
    case .bullets(let items), .numbered(let items): items.map(\.plain).joined(separator: " ")
    case .table(let table):
      ([table.caption].compactMap(\.self) + table.header + table.rows.flatMap(\.self)).map(\.plain)
        .joined(separator: " ")
    // A chart's finding has the caveat, but only for those who can't see it.
    case .chart: ""
    case .notice(let title, let prose): title.plain + " " + prose.plain
    }
  }
}
