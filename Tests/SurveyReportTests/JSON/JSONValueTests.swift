import Foundation
import Testing

@testable import SurveyReport

@Suite struct JSONValueTests {
  private static let value: JSONValue = [
    "z": .null, "a": .array([.integer(-3), .number(0.25), .bool(true), .string("x")]), "empty": .object([]),
    "none": .array([]), "inner": ["b": .string("\"\\/")],
  ]

  @Test func membersKeepTheirOrderInOneLine() {
    #expect(
      JSONValueTests.value.line
        == #"{"z":null,"a":[-3,0.25,true,"x"],"empty":{},"none":[],"inner":{"b":"\"\\/"}}"#)
  }

  @Test func prettyTextHasAMemberALine() {
    let text = JSONValueTests.value.pretty
    #expect(text.hasPrefix("{\n  \"z\": null,\n  \"a\": [\n    -3,\n"))
    #expect(text.hasSuffix("\"inner\": {\n    \"b\": \"\\\"\\\\/\"\n  }\n}"))
  }

  @Test func tabularTextHasARowALine() {
    #expect(
      JSONValueTests.value.tabular
        == """
        {
          "z": null,
          "a": [-3,0.25,true,"x"],
          "empty": {},
          "none": [],
          "inner": {"b":"\\"\\\\/"}
        }
        """)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatIsNoFiniteNumberIsNull(number: Double) {
    #expect(JSONValue(number) == .null && JSONValue(0.5) == .number(0.5))
  }

  @Test(arguments: Fixtures.hostileTexts + ["\u{0}\u{1f}\u{7f}", "😀\u{e0001}", "é", ""])
  func anyTextReadsBackAsItWasAndShowsNoControl(text: String) throws {
    for written in [JSONValue.string(text).line, JSONValue.string(text).pretty] {
      #expect(written.visible == written)
      let read = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed)
      #expect(read as? String == text)
    }
  }
}
