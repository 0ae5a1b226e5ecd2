/// Prose in HTML that is well-formed XML as well, so that a strict parser can check it.
enum HTMLText {
  /// Text that means nothing but itself, between tags and in a quoted attribute.
  static func escape(_ text: String) -> String { SVGElement.escape(text) }

  /// A line of text with its markup.
  static func source(_ prose: Prose) -> String {
    prose.runs.map { run in
      if run.style.contains(.lineBreak) { return "<br/>" }
      // A number and its percent sign stay in one line.
      var source = escape(run.text).replacing(" %", with: "\u{a0}%")
      if run.style.contains(.code) { source = "<code>\(source)</code>" }
      if run.style.contains(.strong) { source = "<strong>\(source)</strong>" }
      return run.address.map { "<a href=\"\(escape($0))\" rel=\"noreferrer\">\(source)</a>" } ?? source
    }.joined()
  }
}

extension Prose {
  /// Whether all of it is bold: the first cell of a row of sums.
  var isStrong: Bool { !runs.isEmpty && runs.allSatisfy { $0.style.contains(.strong) } }
}
