import Testing

@testable import SurveyReport

@Suite struct TextWrapTests {
  @Test(arguments: [1, 7, 40, 99, 100, 101, 350]) func noWordIsLostAndNoLineIsTooLong(length: Int) {
    let words: [String] = (0..<60).map { index in String(repeating: "a", count: 1 + (index * length) % 13) }
    let long = String(repeating: "w", count: length)
    let text = (words + [long] + words).joined(separator: " ")
    let lines = TextWrap.lines(text, first: "! ", indent: "  ")
    #expect(lines.allSatisfy { $0.count <= TextWrap.width })
    #expect(lines.map { $0.dropFirst(2) }.joined().filter { $0 != " " } == text.filter { $0 != " " })
    #expect(lines[0].hasPrefix("! ") && lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
  }

  @Test func nothingIsOneLine() {
    #expect(TextWrap.lines("", first: "a", indent: " ") == ["a"])
  }
}
