import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct SampleDrawingTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// A thousand domains with a weight of their own each.
  private static let thousand: [(name: String, weight: Double)] = (0..<1_000).map {
    ("d\($0).example", Double($0) + 0.5)
  }

  /// The lists of a wave, read to their end; a domain that stands twice adds its weight.
  @discardableResult
  private func wave(
    _ label: String, _ lists: [[(name: String, weight: Double)]], _ size: String?, seed: UInt64 = 7,
    into database: SurveyDatabase? = nil
  ) async throws -> Wave {
    var setup = WaveSetup(label)
    setup.seed = seed
    setup.frame = size == nil ? .census : .sample
    let wave = try await (database ?? self.database).wave(setup, startedAt: Instant(epoch: 1_000_000))
    try await read(lists, into: wave, size)
    return wave
  }

  private func read(_ lists: [[(name: String, weight: Double)]], into wave: Wave, _ size: String?) async throws {
    try await wave.restartLists()
    for (number, list) in lists.enumerated() {
      let domains = list.map { ListedDomain(name: DomainName(uncheckedCanonical: $0.name), weight: $0.weight) }
      try await wave.add(domains, listNumber: number, weighting: .given)
    }
    let outcomes = lists.indices.map {
      ListOutcome(name: "list\($0)", weighting: .given, lines: 0, entries: 0, rejected: [:])
    }
    try await wave.finishLists(outcomes, sha256: .synthetic("lists"), sample: size.flatMap(SampleSize.init))
  }

  private func domains(_ label: String, _ database: SurveyDatabase? = nil) throws -> [[String]] {
    try (database ?? self.database).rows(
      "SELECT domain, weight FROM v_domain WHERE label = ? ORDER BY domain", [label])
  }

  /// They are deleted a range of numbers at a time.
  @Test func whatIsInNoWaveGoesWhateverItsNumber() async throws {
    try await database.pool.write { db in
      for number in [1, 49_999, 50_000, 50_001, 99_999, 100_000, 130_000] {
        try db.execute(
          sql: "INSERT INTO domain (domain_id, name) VALUES (?, ?)", arguments: [number, "far\(number).example"])
      }
    }
    try await wave("w", [Self.thousand], "10")
    #expect(try database.rows("SELECT count(*), min(domain_id) > 130000 FROM domain") == [["10", "1"]])
    #expect(try database.rows("PRAGMA foreign_key_check").isEmpty)
  }

  @Test(arguments: [("100", 100), ("10%", 100), ("1", 1), ("999", 999), ("0.01%", 1)])
  func asManyAreDrawnAsWereAskedFor(size: String, count: Int) async throws {
    let wave = try await wave("w", [Self.thousand], size)
    #expect(try await wave.domainCount() == UInt64(count))
    #expect(
      try database.rows("SELECT domains, listed_domains, frame FROM v_scan") == [["\(count)", "1000", "sample"]])
    // Places without gaps, in the order of the list.
    let places = try database.rows(
      "SELECT ordinal, name FROM scan_domain JOIN domain USING (domain_id) ORDER BY ordinal")
    #expect(places.map { $0[0] } == (0..<count).map(String.init))
    let listed = Dictionary(uniqueKeysWithValues: Self.thousand.enumerated().map { ($1.name, $0) })
    let positions = places.compactMap { listed[$0[1]] }
    #expect(positions == positions.sorted() && positions.count == count)
    // What was not drawn is forgotten.
    #expect(try database.value("SELECT count(*) FROM domain") == "\(count)")
  }

  @Test func theDrawnRankFirst() async throws {
    try await wave("w", [Self.thousand], "37", seed: 99)
    let names = Self.thousand.map { DomainName(uncheckedCanonical: $0.name) }
    let first = names.map { SampleRank(of: $0, seed: 99) }.sorted().prefix(37).map(\.name.text).sorted()
    #expect(try domains("w").map { $0[0] } == first)
  }

  @Test func weightsStayWithTheirDomains() async throws {
    try await wave("w", [Self.thousand], "10%")
    let weights = Dictionary(uniqueKeysWithValues: Self.thousand.map { ($0.name, "\($0.weight)") })
    for row in try domains("w") { #expect(weights[row[0]] == row[1]) }
  }

  @Test func domainsAreDrawnAndNotLines() async throws {
    // Every domain of the first half stands three times.
    let twice = Self.thousand.prefix(500).map { ($0.name, $0.weight) }
    try await wave("plain", [Self.thousand], "10%")
    try await wave("repeated", [Self.thousand + twice + twice], "10%")
    #expect(try domains("plain").map { $0[0] } == domains("repeated").map { $0[0] })
    #expect(try database.column("SELECT listed_domains FROM v_scan") == ["1000", "1000"])
  }

  @Test(arguments: ["1000", "5000", "100%"])
  func aSampleOfAllIsAll(size: String) async throws {
    try await wave("w", [Self.thousand], size)
    #expect(try domains("w").count == 1_000)
    #expect(try database.rows("SELECT domains, listed_domains FROM v_scan") == [["1000", "1000"]])
  }

  @Test func aCensusSaysNothingOfListedDomains() async throws {
    try await wave("w", [Self.thousand], nil)
    #expect(try database.rows("SELECT domains, listed_domains FROM v_scan") == [["1000", "NULL"]])
  }

  @Test func furtherWeightsFollowTheirDomains() async throws {
    let further = Self.thousand.filter { !$0.name.hasPrefix("d1") }.map { ($0.name, $0.weight * 1_000) }
    let only = (0..<200).map { ("only\($0).example", 0.25) }
    let lists: [[(name: String, weight: Double)]] = [Self.thousand, further, only]
    try await wave("w", lists, "300")
    #expect(try database.value("SELECT listed_domains FROM scan") == "1200")
    let drawn = Set(try domains("w").map { $0[0] })
    let rows = try database.rows(
      """
      SELECT f.list_number, d.name, f.weight FROM further_weight f
      JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal
      JOIN domain d ON d.domain_id = sd.domain_id
      """)
    var expected = further.filter { drawn.contains($0.0) }.map { ["1", $0.0, "\($0.1)"] }
    expected += only.filter { drawn.contains($0.0) }.map { ["2", $0.0, "\($0.1)"] }
    #expect(Set(rows) == Set(expected) && rows.count == expected.count)
    #expect(try !rows.isEmpty && database.value("SELECT count(*) FROM pragma_foreign_key_check") == "0")
  }

  @Test func whatOtherWavesHaveStays() async throws {
    try await wave("census", [Self.thousand], nil)
    let before = try domains("census")
    let newcomers = (0..<1_000).map { ("new\($0).example", 1.0) }
    try await wave("sample", [Self.thousand + newcomers], "5%")
    #expect(try domains("census") == before)
    #expect(try database.value("SELECT count(*) FROM domain WHERE name LIKE 'd%'") == "1000")
    let new = try domains("sample").filter { $0[0].hasPrefix("new") }.count
    #expect(try database.value("SELECT count(*) FROM domain WHERE name LIKE 'new%'") == "\(new)")
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func theOrderOfTheListIsIndifferent(seed: UInt64) async throws {
    var generator = SplitMix64(seed: seed)
    try await wave("sorted", [Self.thousand], "10%", seed: seed)
    try await wave("shuffled", [Self.thousand.shuffled(using: &generator)], "10%", seed: seed)
    #expect(try domains("sorted") == domains("shuffled"))
  }

  @Test func anInterruptedReadingEndsWithTheSameSample() async throws {
    try await wave("w", [Self.thousand], "10%")
    let other = try scratch.database("interrupted.db")
    var setup = WaveSetup("w")
    setup.frame = .sample
    let begun = try await other.wave(setup, startedAt: Instant(epoch: 1_000_000))
    let half = Self.thousand.prefix(600).map {
      ListedDomain(name: DomainName(uncheckedCanonical: $0.name), weight: $0.weight)
    }
    try await begun.add(half, listNumber: 0, weighting: .given)
    try await begun.set(.interrupted)
    // The process ends here; the next one opens the file anew.
    let resumed = try await other.wave(setup, startedAt: Instant(epoch: 2_000_000))
    #expect(try await resumed.stage() == .list)
    try await read([Self.thousand], into: resumed, "10%")
    let places = "SELECT ordinal, name, weight FROM scan_domain JOIN domain USING (domain_id) ORDER BY ordinal"
    #expect(try other.rows(places) == database.rows(places))
    #expect(try await resumed.stage() == .domains)
  }

  /// The estimator: over many seeds the mean of the samples' means is the mean of all.
  @Test func meansOfSamplesCentreOnTheMeanOfAll() async throws {
    let hundred = Array(Self.thousand.prefix(100))
    var sums = 0.0
    let waves = 60
    for seed in 0..<waves {
      try await wave("w\(seed)", [hundred], "20", seed: UInt64(seed))
      let mean = try database.value("SELECT avg(weight) FROM v_domain WHERE label = ?", ["w\(seed)"])
      sums += try #require(mean.flatMap(Double.init))
    }
    // Mean 50; variance of one sample's mean: 100·101/12/20 · (1 − 20/100) = 33.7; four standard errors of 60.
    #expect(abs(sums / Double(waves) - 50) < 4 * (33.7 / Double(waves)).squareRoot())
  }
}
