import Foundation
import MailLab
import Testing

@Suite struct FaultsTests {
  private let population = Population.faults(today: today)
  private let cases = Population.expectedFaults

  /// Rows that a server can play; 28 needs a network without a route, 29 and 30 are about our own host.
  private static let rows = Set(24...80).subtracting([28, 29, 30])

  @Test func everyRowIsPlayed() {
    #expect(Set(cases.map(\.row)).isSuperset(of: Self.rows))
  }

  @Test func namesHaveTheNumberOfTheirRow() {
    for fault in cases {
      let number = "f" + String(String(1_000 + fault.row).dropFirst())
      #expect(fault.domain == "\(number).example" || fault.domain.hasPrefix("\(number)-"), "\(fault.domain)")
      #expect(fault.host == "mx.\(fault.domain)")
    }
    #expect(Set(cases.map(\.domain)).count == cases.count)
  }

  @Test func everyCaseHasItsDomainAndItsServer() throws {
    try population.validate()
    let domains = Set(population.domains.map(\.name))
    #expect(domains.isSuperset(of: cases.map(\.domain)))
    for fault in cases {
      let host = try #require(population.hosts.first { $0.name == fault.host })
      let address = try #require(host.addresses.first)
      #expect(population.servers.contains { $0.address == address && $0.name == fault.host })
    }
  }

  @Test func jsonIsReadBack() throws {
    let data = try JSONEncoder().encode(population)
    let isTheSame = try JSONDecoder().decode(Population.self, from: data) == population
    #expect(isTheSame)
  }

  /// No two cases of a row are told in the same words.
  @Test func casesOfARowDiffer() {
    for (row, same) in Dictionary(grouping: cases, by: \.row) {
      #expect(Set(same.map(\.played)).count == same.count, "row \(row)")
    }
  }

  /// `RECORD_FAULTS=1 swift test` writes the table anew and fails, so that the difference is read.
  @Test func theArticleHasTheTable() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../Sources/MailLab/MailLab.docc/Faults.md").standardized
    let article = try String(contentsOf: path, encoding: .utf8)
    let from = try #require(article.range(of: FaultArticle.begin)).upperBound
    let until = try #require(article.range(of: FaultArticle.end)).lowerBound
    let table = FaultArticle.table(cases)
    if ProcessInfo.processInfo.environment["RECORD_FAULTS"] == "1" {
      try (article[..<from] + table + article[until...]).write(to: path, atomically: true, encoding: .utf8)
      Issue.record("recorded the table in \(path.path()): read the difference")
      return
    }
    #expect(article[from..<until] == table)
  }
}
