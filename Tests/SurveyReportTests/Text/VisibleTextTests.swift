import Testing

@testable import SurveyReport

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("Grüße 日本 é", "Grüße 日本 é"), ("\u{1b}]0;pwned\u{07}", "\\x1b]0;pwned\\x07"),
    ("\u{0}\u{7f}\u{9b}", "\\x00\\x7f\\x9b"), ("a\nb\r\nc", "a\\x0ab\\x0d\\x0ac"),
    ("a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}"), ("\u{200b}\u{feff}\u{ad}", "\\u{200b}\\u{feff}\\xad"),
    ("\u{2028}\u{e000}\u{fffe}\u{3164}", "\\u{2028}\\u{e000}\\u{fffe}\\u{3164}"),
  ])
  func whatDoesNotShowStandsAsAnEscape(text: String, visible: String) {
    #expect(text.visible == visible)
    #expect(visible.visible == visible)
  }
}
