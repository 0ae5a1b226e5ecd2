import Testing

@testable import SurveyReport

@Suite struct PlacedTextTests {
  static let texts =
    Fixtures.hostileTexts + [
      "", "one", "a few words of 95 % each and of 100 %; the end", String(repeating: "WM日", count: 80),
      String(repeating: "x ", count: 500), "word " + String(repeating: "y", count: 400) + " word",
    ]

  @Test(arguments: texts, [40.0, 120, 336]) func linesKeepTheirWidthAndNumber(text: String, width: Double) {
    for most in [1, 2, 5, 400] {
      let lines = PlacedText.wrapped(text, width: width, size: 12, atMost: most)
      #expect(lines.count <= most)
      #expect(lines.allSatisfy { PlacedText.width($0, size: 12) <= width })
      // What has room is said, all of it.
      if most == 400 { #expect(PlacedTextTests.letters(lines.joined()) == PlacedTextTests.letters(text.visible)) }
    }
  }

  @Test func aPercentSignStaysWithItsNumber() {
    for width in stride(from: 60.0, through: 300, by: 5) {
      let lines = PlacedText.wrapped(
        "a few words of 95 % each and of 100 %; the end", width: width, size: 12, atMost: 30)
      #expect(!lines.contains { $0.hasPrefix("%") })
    }
  }

  @Test func whatIsCutEndsInAnEllipsis() {
    #expect(PlacedText.wrapped("one two three four", width: 50, size: 12, atMost: 1).last?.hasSuffix("…") == true)
    #expect(PlacedText.fitted("one", width: 50, size: 12) == "one")
    let cut = PlacedText.fitted("one two three four", width: 50, size: 12)
    #expect(cut.hasPrefix("one") && cut.hasSuffix("…") && PlacedText.width(cut, size: 12) <= 50)
  }

  private static func letters(_ text: String) -> String { text.filter { $0 != " " } }
}
