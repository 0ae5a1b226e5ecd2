import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct CSVRecordsTests {
  @Test(
    arguments: [
      ("", []), ("a,b\n", [["a", "b"]]), ("a,b", [["a", "b"]]), ("a\r\nb\r\n", [["a"], ["b"]]),
      (",\n", [["", ""]]), ("\"a,b\",c\n", [["a,b", "c"]]), ("\"a \"\"b\"\"\"\n", [["a \"b\""]]), ("\"\"\n", [[""]]),
      ("\"a\nb\",c\n", [["a\nb", "c"]]), ("\"\"\"\"\n", [["\""]]),
    ] as [(String, [[String]])])
  func recordsAreRead(text: String, records: [[String]]) {
    #expect(CSVRecords.read(text) == records)
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func whatIsWrittenIsReadBack(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let letters = ["a", ",", "\"", "b c", "é"]
    let fields = (0..<6).map { _ in
      "x" + (0..<Int(random.next() % 5)).map { _ in letters[Int(random.next() % 5)] }.joined()
    }
    let line = fields.map { CSVField($0).encoded }.joined(separator: ",")
    #expect(CSVRecords.read(line + "\n") == [fields])
  }
}
