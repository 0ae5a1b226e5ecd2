import Foundation
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct JSONTextTests {
  @Test func plainStringsComeBackAndOthersDoNot() throws {
    let names = ["mx.example", "", "*.example", "a\"b.example", "a\\", "\\\"", "n\u{0}ul.example", "z.example"].map {
      Array($0.utf8)
    }
    #expect(
      JSONText.plainStrings(JSONText.array(names)).map { String(decoding: $0, as: UTF8.self) }
        == ["mx.example", "", "*.example", "z.example"])
  }

  @Test func randomStringsAreReadAsFoundationReadsThem() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<500 {
      let names = (0..<4).map { _ in
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in UInt8.random(in: 0x20..<0x7f, using: &generator) }
      }
      let text = JSONText.array(names)
      let decoded = try JSONDecoder().decode([String].self, from: Data(text.utf8)).map { Array($0.utf8) }
      #expect(decoded == names)
      let plain = names.filter { !$0.contains(UInt8(ascii: "\"")) && !$0.contains(UInt8(ascii: "\\")) }
      #expect(JSONText.plainStrings(text) == plain)
    }
  }
}
