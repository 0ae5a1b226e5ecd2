import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ListWriterTests {
  let scratch: Scratch
  let database: SurveyDatabase
  let wave: Wave

  init() async throws {
    scratch = try Scratch()
    database = try scratch.database()
    wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
  }

  private func add(_ domains: [(String, Double)], list: Int = 0, _ weighting: ListWeighting) async throws {
    let listed = domains.map { ListedDomain(name: DomainName(uncheckedCanonical: $0.0), weight: $0.1) }
    try await wave.add(listed, listNumber: list, weighting: weighting)
  }

  private func weights() throws -> [[String]] {
    try database.rows("SELECT domain, weight FROM v_domain ORDER BY domain")
  }

  private func furtherWeights() throws -> [[String]] {
    try database.rows(
      """
      SELECT f.list_number, d.name, f.weight FROM further_weight f
      JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal
      JOIN domain d ON d.domain_id = sd.domain_id ORDER BY 1, 2
      """)
  }

  @Test(arguments: [
    (ListWeighting.given, "2.25"), (.rank, "1.5"), (.uniform, "1.5"),
  ])
  func aRepeatedDomainAddsItsWeightOrKeepsItsBest(weighting: ListWeighting, expected: String) async throws {
    try await add([("a.example", 0.5), ("b.example", 1), ("a.example", 1.5)], weighting)
    try await add([("a.example", 0.25)], weighting)
    #expect(try weights() == [["a.example", expected], ["b.example", "1.0"]])
  }

  @Test func plainDuplicatesWeighOne() async throws {
    try await add([("a.example", 1), ("a.example", 1)], .uniform)
    try await add([("a.example", 1)], .uniform)
    #expect(try weights() == [["a.example", "1.0"]])
  }

  @Test func placesAreNumberedWithoutGapsInTheOrderOfTheList() async throws {
    try await add([("c.example", 1), ("a.example", 1), ("c.example", 1)], .given)
    try await add([("a.example", 1), ("b.example", 1)], .given)
    let sql = """
      SELECT sd.ordinal, d.name FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id ORDER BY sd.ordinal
      """
    #expect(try database.rows(sql) == [["0", "c.example"], ["1", "a.example"], ["2", "b.example"]])
  }

  @Test func domainsOfAnEarlierWaveHaveTheirRowsAndNewPlaces() async throws {
    try await add([("a.example", 1), ("b.example", 1)], .given)
    let later = try await database.wave(WaveSetup("later"), startedAt: Instant(epoch: 2_000_000))
    let names = ["b.example", "c.example", "b.example", "a.example", "c.example"]
    try await later.add(
      names.map { ListedDomain(name: DomainName(uncheckedCanonical: $0), weight: 1) }, listNumber: 0, weighting: .given)
    #expect(
      try database.column("SELECT name FROM domain ORDER BY domain_id") == ["a.example", "b.example", "c.example"])
    #expect(
      try database.rows("SELECT ordinal, domain_id, weight FROM scan_domain WHERE scan_id = 2 ORDER BY ordinal")
        == [["0", "2", "2.0"], ["1", "3", "2.0"], ["2", "1", "1.0"]])
  }

  @Test func furtherListsAreWeightSetsOfTheirOwn() async throws {
    try await add([("a.example", 2), ("b.example", 3)], .given)
    try await add([("b.example", 0.5), ("c.example", 0.25), ("c.example", 0.125)], list: 1, .rank)
    try await add([("c.example", 4), ("c.example", 4)], list: 2, .given)
    // A domain that stands only in a further list weighs nothing in the first, and is surveyed.
    #expect(try weights() == [["a.example", "2.0"], ["b.example", "3.0"], ["c.example", "0.0"]])
    #expect(
      try furtherWeights() == [
        ["1", "b.example", "0.5"], ["1", "c.example", "0.25"], ["2", "c.example", "8.0"],
      ])
  }

  @Test func anInterruptedReadingBeginsAnew() async throws {
    try await add([("a.example", 1), ("b.example", 1)], .given)
    try await add([("a.example", 5)], list: 1, .given)
    try await wave.restartLists()
    try await add([("b.example", 1), ("a.example", 2)], .given)
    #expect(try weights() == [["a.example", "2.0"], ["b.example", "1.0"]])
    #expect(try furtherWeights().isEmpty)
    #expect(try await wave.stage() == .list)
  }

  @Test func anInterruptedReadingOfOneWaveLeavesAnotherAlone() async throws {
    let other = try await database.wave(WaveSetup("2026-12"), startedAt: Instant(epoch: 2_000_000))
    try await other.add(
      [ListedDomain(name: DomainName(uncheckedCanonical: "a.example"), weight: 9)], listNumber: 0, weighting: .given)
    try await add([("a.example", 1)], .given)
    try await wave.restartLists()
    #expect(try database.rows("SELECT label, domain, weight FROM v_domain") == [["2026-12", "a.example", "9.0"]])
  }

  @Test func theEndOfTheListsIsNoted() async throws {
    #expect(try await wave.listDigest() == nil)
    try await add([("a.example", 1), ("b.example", 1)], .rank)
    let outcome = ListOutcome(
      name: "top.csv", weighting: .rank, lines: 5, entries: 2, rejected: ["character": 2, "bad-rank": 1])
    try await wave.finishLists([outcome], sha256: .synthetic("list"))
    #expect(try await wave.stage() == .domains)
    #expect(try await wave.listDigest() == .synthetic("list"))
    #expect(try await wave.domainCount() == 2)
    #expect(
      try database.rows("SELECT domains, list_sha256 FROM v_scan")
        == [["2", Fingerprint.synthetic("list").description]])
    #expect(
      try database.rows("SELECT name, weighting, lines, entries, rejected_lines FROM scan_list")
        == [["top.csv", "rank", "5", "2", "3"]])
    #expect(
      try database.rows("SELECT reason, lines FROM scan_list_rejection ORDER BY 1")
        == [["bad-rank", "1"], ["character", "2"]])
  }

  @Test func listsOfTheSameNameKeepTheirWeightsApart() async throws {
    var survey = SmallSurvey()
    survey.domain("a.example", (10, "mx.a.example"))
    survey.host("mx.a.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.a.example"))))
    try await add([("a.example", 1)], .given)
    try await add([("a.example", 2)], list: 1, .given)
    try await add([("a.example", 4)], list: 2, .given)
    let outcome = ListOutcome(name: "top.csv", weighting: .given, lines: 1, entries: 1, rejected: [:])
    try await wave.finishLists([outcome, outcome, outcome], sha256: .synthetic("lists"))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.resolve()
    try await recorder.probe()
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    let rows = try database.rows(
      """
      SELECT unit, denominator FROM v_trend WHERE unit LIKE 'domain_weighted%' AND metric = 'starttls' ORDER BY 2
      """)
    #expect(rows.map { $0[1] } == ["1.0", "2.0", "4.0"])
    #expect(Set(rows.map { $0[0] }).count == 3)
    #expect(rows.first?[0] == "domain_weighted")
  }
}
