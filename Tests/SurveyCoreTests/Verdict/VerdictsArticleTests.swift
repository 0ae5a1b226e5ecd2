import Foundation
import SurveyCore
import Testing

/// The article "Verdicts" lists the words of the code, all of them and no others, in the code's order.
@Suite struct VerdictsArticleTests {
  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/SurveyCore/SurveyCore.docc/Verdicts.md")

  /// Each section's table rows, headers and rules left out.
  let rows: [String: [Substring]]

  init() throws {
    let article = try String(contentsOf: VerdictsArticleTests.path, encoding: .utf8)
    var rows: [String: [Substring]] = [:]
    var section = ""
    for line in article.split(separator: "\n") {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      if line.hasPrefix("| `") { rows[section, default: []].append(line) }
    }
    self.rows = rows
  }

  /// The words in backticks of a section's first column.
  func words(_ section: String) -> [String] {
    (rows[section] ?? []).map { String($0.dropFirst(3).prefix { $0 != "`" }) }
  }

  static let sections: [String: [String]] = [
    "Certificate classes": CertificateClass.allCases.map(\.rawValue),
    "Chain": ChainStatus.allCases.map(\.rawValue),
    "Name": NameMatch.allCases.map(\.rawValue),
    "Time": TimeStatus.allCases.map(\.rawValue),
    "Verification errors": verificationErrors.map(\.word),
    "DANE": DANEStatus.allCases.map(\.rawValue),
    "MTA-STS": MTASTSStatus.allCases.map(\.rawValue),
    "MTA-STS defects": MTASTSDefect.all.map(\.word),
    "Sender results": DeliveryResult.allCases.map(\.rawValue),
    "Sender policies": SenderPolicy.all.map(\.name),
  ]

  /// The codes that have a word.
  static let verificationErrors = (0..<256).map { VerificationError(code: $0, depth: 0) }
    .filter { !$0.word.hasPrefix("x509(") }

  @Test(arguments: sections.keys.sorted()) func sectionsListTheWordsOfTheCode(section: String) {
    #expect(words(section) == VerdictsArticleTests.sections[section])
  }

  @Test func everyTableOfWordsIsHeldToTheCode() {
    #expect(Set(rows.keys) == Set(VerdictsArticleTests.sections.keys))
  }

  @Test func verificationErrorsHaveTheirNumbers() {
    let numbers = (rows["Verification errors"] ?? []).map { $0.split(separator: "|")[1] }
    #expect(numbers == VerdictsArticleTests.verificationErrors.map { " \($0.code) " })
  }

  @Test func senderPoliciesStandWithTheirText() {
    let expected = SenderPolicy.all.map {
      "| `\($0.name)` | \($0.title) | \($0.source.markdown) | \($0.caveat ?? "–") |"
    }
    #expect((rows["Sender policies"] ?? []).map(String.init) == expected)
  }

  @Test func worstToBestStandsInTheCodesOrder() throws {
    let article = try String(contentsOf: VerdictsArticleTests.path, encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let order = AddressResult.worstToBest.map { "`\($0.word)`" }.joined(separator: ", ")
    #expect(article.contains("From worst to best they are \(order):"))
  }
}
