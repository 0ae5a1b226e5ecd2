import SurveyCore
import Testing

@testable import SurveyStore

/// What holds of compacted waves, over seeded ones.
@Suite struct CompactingLawTests {
  /// What is reckoned when it is asked for.
  private struct Answers: Equatable {
    var series: SurveySeries
    var changes: [WaveChange?] = []
    var domains: [MovedDomain] = []
    var deliveries: [[String: DeliveryShares]?] = []
  }

  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// What the plain tables hold of all waves, but for what is given up.
  private func plainRows() throws -> [[[String]]] {
    try StretchTable.all.map { table in
      let present = Set(try database.column("SELECT name FROM pragma_table_info('\(table.name)')"))
      let columns = ([table.owner.column] + table.key + table.values).filter {
        $0 != "observed_at" && present.contains($0)
      }
      return try database.rows("SELECT \(columns.joined(separator: ", ")) FROM \(table.name)")
        .sorted { $0.lexicographicallyPrecedes($1) }
    }
  }

  /// Waves are compacted and laid out in any order, and at every step they are what they were.
  @Test(arguments: Seeds.first(2, of: 4))
  func whicheverAreCompactedTheViewsShowTheSame(seed: UInt64) async throws {
    try await DatedWaves.record(into: database, seed: 80 + 2 * seed)
    let (views, rows) = (try KeptViews(database), try plainRows())
    var generator = SplitMix64(seed: seed)
    for _ in 0..<12 {
      try await database.turn(try #require(DatedWaves.labels.randomElement(using: &generator)))
      let found = try KeptViews(database)
      #expect(found == views, "\(found.difference(views))")
    }
    for label in try database.compactedLabels() { try await database.turn(label) }
    #expect(try plainRows() == rows)
    for table in StretchTable.all {
      #expect(try database.rows("SELECT * FROM \(table.stretches)").isEmpty, "\(table.name)")
    }
  }

  /// What is reckoned from rows when it is asked for is reckoned from stretches alike.
  @Test(arguments: Seeds.first(1, of: 3))
  func whatIsReadFromRowsIsReadFromStretches(seed: UInt64) async throws {
    try await DatedWaves.record(into: database, seed: 90 + 2 * seed)
    func answers() throws -> Answers {
      var answers = Answers(series: try database.series { $0.label != "2026-09" })
      for (from, to) in [("2026-08", "2026-10"), ("2026-09", "2026-11"), ("2026-08", "2026-09")] {
        answers.changes.append(try database.change(from: from, to: to))
        try database.movedDomains(from: from, to: to, unchangedToo: true) { answers.domains.append($0) }
      }
      for label in DatedWaves.labels {
        for domain in try database.column("SELECT name FROM domain ORDER BY name") {
          answers.deliveries.append(
            try database.senderResults(label: label, domain: DomainName(uncheckedCanonical: domain)))
        }
      }
      return answers
    }
    try database.execute("DELETE FROM panel; DELETE FROM panel_series")
    let plain = try answers()
    #expect(plain.changes.allSatisfy { $0 != nil } && plain.domains.count > 60)
    #expect(plain.deliveries.contains { $0?.isEmpty == false } && plain.series.panel != nil)
    for label in ["2026-09", "2026-08"] { try await database.turn(label) }
    #expect(try answers() == plain)
    try await database.turn("2026-11")
    #expect(try answers() == plain)
    try await database.turn("2026-10")
    #expect(try answers() == plain)
  }
}
