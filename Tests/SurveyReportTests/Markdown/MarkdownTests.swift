import Testing

@testable import SurveyReport

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("a|b", "a&#124;b"), ("<script>", "&lt;script&gt;"), ("&amp;", "&amp;amp;"),
    ("[x](javascript:1)", "&#91;x&#93;(javascript:1)"), ("`x`", "&#96;x&#96;"),
    ("**x**", "&#42;&#42;x&#42;&#42;"),
    ("_x_", "&#95;x&#95;"), ("smtp.no_banner", "smtp.no_banner"), ("http://x", "http:&#47;/x"),
    ("www.example.org", "www&#46;example.org"), ("a@example.org", "a&#64;example.org"),
    ("$x$", "&#36;x&#36;"),
    ("\\", "&#92;"), ("\u{1b}[0m", "&#92;x1b&#91;0m"), ("a\nb", "a&#92;x0ab"),
    ("a\u{202e}b", "a&#92;u{202e}b"),
  ])
  func interpolatedTextMeansNothingButItself(text: String, source: String) {
    let block: Block = "**\(text)**"
    #expect(MarkdownWriter.source(block) == "**\(source)**")
  }

  @Test func literalsAndProseAreMarkup() {
    let bold: Prose = "**a|b**"
    let both: Block =
      "\(bold), `c` and \(.code("d_e")) \(1_234), **\(bold)** \(.link("x", to: "https://example.org/a b>"))"
    #expect(
      MarkdownWriter.source(both)
        == "**a&#124;b**, `c` and `d_e` 1,234, **a&#124;b** [x](<https://example.org/a%20b%3e>)")
  }

  @Test func onlyWebAddressesAreLinks() {
    #expect(MarkdownWriter.source(.paragraph(.link("x", to: "javascript:alert(1)"))) == "x")
  }

  @Test func aTableHasARuleUnderItsHeader() {
    var table = Table(["a", "b"])
    table.append(["\("x|y")", "1"])
    #expect(MarkdownWriter.source(.table(table)) == "| a | b |\n| --- | ---: |\n| x&#124;y | 1 |")
  }
}
