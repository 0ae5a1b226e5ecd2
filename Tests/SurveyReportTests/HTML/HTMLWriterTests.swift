import Testing

@testable import SurveyReport

@Suite struct HTMLWriterTests {
  private func source(_ blocks: [Block]) -> String {
    var writer = HTMLWriter()
    return writer.source(blocks)
  }

  @Test(arguments: [
    ("a|b", "a|b"), ("<script>", "&lt;script&gt;"), ("&amp;", "&amp;amp;"), ("\"'", "&quot;&#39;"),
    ("\u{1b}[0m", "\\x1b[0m"), ("a\nb", "a\\x0ab"), ("a\u{202e}b", "a\\u{202e}b"), ("**x** `y`", "**x** `y`"),
  ])
  func interpolatedTextMeansNothingButItself(text: String, expected: String) {
    #expect(source(["**\(text)**"]) == "<p><strong>\(expected)</strong></p>")
  }

  @Test func proseIsMarkup() {
    let prose: Block = "**a** `c` \(.link("x", to: "https://example.org/?a=1&b=\"")) \(.lineBreak)\(1_234)"
    #expect(
      source([prose]) == "<p><strong>a</strong> <code>c</code> "
        + "<a href=\"https://example.org/?a=1&amp;b=&quot;\" rel=\"noreferrer\">x</a> <br/>1,234</p>")
  }

  @Test(arguments: [
    "javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//example.org", " https://x", "file:///",
  ])
  func onlyWebAddressesAreLinks(address: String) {
    #expect(source([.paragraph(.link("x", to: address))]) == "<p>x</p>")
  }

  @Test func headingsOfLevelTwoBeginSectionsAndHaveStableIDs() {
    let text = source([
      .heading(1, "Title"), .heading(2, "Who would refuse"), "a", .heading(3, "Who would refuse"),
      .heading(2, "\("日本")"),
      .heading(2, "\("日本")"),
    ])
    #expect(
      text == """
        <h1 id="title">Title</h1>
        <section aria-labelledby="who-would-refuse">
        <h2 id="who-would-refuse">Who would refuse</h2>
        <p>a</p>
        <h3 id="who-would-refuse-2">Who would refuse</h3>
        </section>
        <section aria-labelledby="part">
        <h2 id="part">日本</h2>
        </section>
        <section aria-labelledby="part-2">
        <h2 id="part-2">日本</h2>
        </section>
        """)
  }

  @Test func headingsCannotTakeTheIDsOfTheFrame() {
    #expect(source([.heading(2, "Contents")]).contains("id=\"contents-2\""))
  }

  @Test func aTableHasItsHeadersItsCaptionAndItsSums() {
    var table = Table(["a", "b"])
    table.append(["\("x<y")", "1"])
    table.append(["**Sum**", "**1**"])
    #expect(
      source([.heading(2, "Things"), .table(table)]).contains(
        """
        <div class="scroll" role="region" aria-labelledby="table-1" tabindex="0"><table>
        <caption id="table-1"><span>Table 1. <span class="unseen">Things</span></span></caption>
        <thead><tr><th scope="col">a</th><th scope="col" class="number">b</th></tr></thead>
        <tbody>
        <tr><th scope="row" class="short">x&lt;y</th><td class="number">1</td></tr>
        <tr class="total"><th scope="row" class="short"><strong>Sum</strong></th><td class="number"><strong>1</strong></td></tr>
        </tbody>
        </table></div>
        """))
  }

  @Test func datesAndPercentagesAreNotBroken() {
    var table = Table(["a", "b", "c"], leftColumns: 3)
    table.append(["x", "2026-01-15", "\(String(repeating: "long ", count: 9))"])
    let text = source([.table(table), "\("5 %") of 7 %"])
    #expect(text.contains("<td class=\"short\" data-name=\"b\">2026-01-15</td><td data-name=\"c\">long"))
    #expect(text.contains("<p>5\u{a0}% of 7\u{a0}%</p>"))
  }

  @Test func aCaptionOfItsOwnGoesBeforeTheHeading() {
    let table = Table(["a"], caption: "what **it** is")
    #expect(source([.heading(2, "Things"), .table(table)]).contains("Table 1. what <strong>it</strong> is</span>"))
  }

  @Test func listsAndNotices() {
    #expect(source([.bullets(["a", "b"])]) == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>")
    #expect(source([.numbered(["a"])]) == "<ol>\n<li>a</li>\n</ol>")
    #expect(source([.notice(title: "Mind", "the gap")]).contains("role=\"note\""))
  }
}
