import Foundation
import SurveyCore
import SurveyReport
import Testing

@Suite struct SenderAnswersTests {
  static let lines = SenderAnswers.selfSignedTable().split(separator: "\n", omittingEmptySubsequences: false)
  static let rows = lines.filter { $0.hasPrefix("| `") }
  static let notes = lines.filter { $0.first?.isNumber == true }

  static func cells(_ row: Substring) -> [String] {
    row.split(separator: "|").map { String($0.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()) }
  }

  @Test func tableHasARowASenderAndAColumnASituation() {
    #expect(SenderAnswersTests.rows.count == SenderPolicy.all.count)
    for row in SenderAnswersTests.rows {
      #expect(SenderAnswersTests.cells(row).count == 1 + ReceivingSituation.allCases.count)
    }
    for (row, policy) in zip(SenderAnswersTests.rows, SenderPolicy.all) {
      #expect(row.hasPrefix("| `\(policy.name)`"))
    }
  }

  @Test(arguments: [
    (
      "postfix-may",
      [
        "delivers encrypted", "delivers encrypted", "delivers encrypted", "delivers encrypted", "delivers encrypted",
        "delivers in plaintext", "delivers encrypted",
      ]
    ),
    ("postfix-verify", ["defers", "defers", "defers", "defers", "defers", "defers", "delivers authenticated"]),
    (
      "postfix-dane",
      [
        "delivers encrypted", "delivers authenticated", "delivers encrypted", "delivers encrypted",
        "delivers encrypted", "delivers in plaintext", "delivers encrypted",
      ]
    ),
    (
      "workspace-ca-required (4)",
      [
        "bounces", "bounces", "bounces", "bounces", "delivers authenticated", "bounces", "delivers authenticated",
      ]
    ),
    (
      "mailgun-default (8)",
      [
        "delivers in plaintext", "delivers in plaintext", "delivers in plaintext", "delivers in plaintext",
        "delivers in plaintext", "delivers in plaintext", "delivers authenticated",
      ]
    ),
    (
      "mta-sts-enforce (14)",
      [
        "delivers encrypted", "delivers encrypted", "defers", "delivers encrypted", "delivers encrypted",
        "delivers in plaintext", "delivers encrypted",
      ]
    ),
  ])
  func cellsSayWhatTheSenderDoes(name: String, answers: [String]) throws {
    let word = name.split(separator: " ")[0]
    let row = try #require(SenderAnswersTests.rows.first { $0.hasPrefix("| `\(word)`") })
    let cells = SenderAnswersTests.cells(row)
    #expect(cells[0] == (name == word ? "`\(name)`" : "`\(word)` \(name.dropFirst(word.count + 1))"))
    #expect(Array(cells.dropFirst()) == answers)
  }

  @Test func marksLeadToTheCaveats() throws {
    #expect(SenderAnswersTests.notes.count == Set(SenderPolicy.all.compactMap(\.caveat)).count)
    for (row, policy) in zip(SenderAnswersTests.rows, SenderPolicy.all) {
      let cell = SenderAnswersTests.cells(row)[0]
      guard let caveat = policy.caveat else {
        #expect(cell == "`\(policy.name)`")
        continue
      }
      let mark = try #require(cell.split(separator: "(").last?.dropLast())
      #expect(SenderAnswersTests.notes.contains("\(mark). \(caveat)"))
    }
  }

  @Test func differInWhatTheirTitlesSay() {
    #expect(Set(ReceivingSituation.allCases.map(\.title)).count == ReceivingSituation.allCases.count)
    #expect(Set(ReceivingSituation.allCases.map(\.domain)).count == ReceivingSituation.allCases.count)
    #expect(ReceivingSituation.allCases.allSatisfy { $0.domain.hosts.count == 1 })
  }

  /// The README opens with the table as the code has it. `RECORD_README=1 swift test` writes it anew and fails, so that
  /// the difference is read.
  @Test func theREADMEHasTheTable() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md").standardized
    let readme = try String(contentsOf: path, encoding: .utf8)
    let (begin, end) = ("<!-- senders -->\n", "<!-- /senders -->")
    let from = try #require(readme.range(of: begin)).upperBound
    let until = try #require(readme.range(of: end)).lowerBound
    if ProcessInfo.processInfo.environment["RECORD_README"] == "1" {
      let text = readme[..<from] + SenderAnswers.selfSignedTable() + readme[until...]
      try text.write(to: path, atomically: true, encoding: .utf8)
      Issue.record("recorded the table in \(path.path()): read the difference")
      return
    }
    #expect(readme[from..<until] == SenderAnswers.selfSignedTable())
  }
}
