import Testing

@testable import SurveyReport

@Suite struct CSVFieldTests {
  @Test(arguments: [
    ("2014-05", "2014-05"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("\"", "\"\"\"\""), ("a|b", "a|b"), (" =1", " =1"), ("1-2", "1-2"),
  ])
  func textIsQuotedWhereItMustBe(text: String, encoded: String) {
    #expect(CSVField(text).encoded == encoded)
  }

  @Test(arguments: [
    ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""), ("+1", "'+1"), ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\\x09=1"), ("\r=1", "'\\x0d=1"), ("=a,b", "\"'=a,b\""),
    ("=\u{301}x", "'=\u{301}x"),
  ])
  func textThatBeginsAFormulaIsGuarded(text: String, encoded: String) {
    #expect(CSVField(text).encoded == encoded)
  }

  @Test func controlsAndLineBreaksAreShown() {
    #expect(CSVField("\u{1b}]0;pwned\u{07}").encoded == "\\x1b]0;pwned\\x07")
    #expect(CSVField("a\r\nb").encoded == "a\\x0d\\x0ab")
    #expect(CSVField("a\u{202e}b").encoded == "a\\u{202e}b")
  }

  @Test(arguments: [
    (950.0, "950"), (0.0, "0"), (-0.0, "0"), (0.1, "0.1"), (28.6, "28.6"), (1e15, "1000000000000000"),
    (1.0 / 3, "0.3333333333333333"), (-2.5, "-2.5"),
  ])
  func numbersAreShortAndReadBackAsThemselves(number: Double, encoded: String) {
    #expect(CSVField(number).encoded == encoded)
    #expect(Double(encoded) == number)
  }

  @Test func nothingIsAnEmptyField() {
    #expect(CSVField(nil as Double?).encoded.isEmpty)
    #expect((nil as CSVField).encoded.isEmpty)
  }
}
