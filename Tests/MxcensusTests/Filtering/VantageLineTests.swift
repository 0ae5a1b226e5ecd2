import SurveyCore
import SurveyScan
import Testing

@testable import mxcensus

@Suite struct VantageLineTests {
  private static let until = Instant(epoch: 1_790_000_300)

  static let lines: [VantageLine] = [
    VantageFault.unanswered(since: Instant(epoch: 1_790_000_000), probes: 200),
    .broken(since: until, canaries: []),
  ].compactMap { VantageLine($0, until: until) }

  @Test func itIsReadBack() throws {
    #expect(Self.lines.count == 2)
    for line in Self.lines {
      let record = try JSONRecord(line: Array(line.text.dropLast().utf8))
      #expect(VantageLine.isOne(record))
      #expect(try VantageLine(record) == line)
    }
    #expect(
      Self.lines[0].text
        == """
        {"v":1,"error":"self.vantage","since":"2026-09-21T14:13:20Z","until":"2026-09-21T14:18:20Z","leaf_sha256":null}

        """)
  }

  @Test func refusalsAreAnswers() { #expect(VantageLine(.refused(refusals: 150, of: 500), until: Self.until) == nil) }

  @Test func otherErrorsAreNone() throws {
    for text in [
      JSONLine.error("self.vantage", line: 3), #"{"v":1,"error":"no","since":"2026-11-24T19:58:25Z"}"#, "{}",
    ] {
      #expect(try !VantageLine.isOne(JSONRecord(line: Array(text.utf8))))
    }
  }

  @Test(arguments: [
    ("2026-09-21T14:18:20Z", "2026-09-21T14:13:19Z"), ("\"leaf_sha256\":null", "\"leaf_sha256\":\"<b>\""),
    ("\"until\"", "\"till\""), ("\"v\":1", "\"v\":2"),
  ])
  func oneThatSomebodyChangedIsNoticed(old: String, new: String) throws {
    let changed = Self.lines[0].text.replacing(old, with: new)
    #expect(changed != Self.lines[0].text)
    #expect(throws: JSONRecord.Fault.self) { try VantageLine(JSONRecord(line: Array(changed.utf8))) }
  }
}
