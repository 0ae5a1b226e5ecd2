import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct SectionsTests {
  private static func text(_ series: SurveySeries, units: [TrendUnit]? = nil) -> String {
    Report(series, units: units, formats: [.markdown]).files.first { $0.name == "report.md" }?.content ?? ""
  }

  private static func headings(_ text: String, _ level: Int) -> [String] {
    let mark = String(repeating: "#", count: level) + " "
    return text.split(separator: "\n").filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(level + 1)) }
  }

  /// The rows of the first table whose header begins so, cell by cell.
  private static func table(_ text: String, beginning header: String) -> [[String]] {
    let table = text.split(separator: "\n\n").first { $0.hasPrefix("| " + header) }
    return (table ?? "").split(separator: "\n").dropFirst(2).map { row in
      row.dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static let whole = text(ChangeFixture.series)

  @Test func sectionsAreInTheirOrder() {
    #expect(
      SectionsTests.headings(SectionsTests.whole, 2) == [
        "Headline", "Waves", "What changed about the measurement", "Coverage", "Classes over time", "By other units",
        "The same domains throughout", "Beside published figures", "Facebook, May to August 2014",
        "Change from 2026-09 to 2026-11", "Transitions from 2026-09 to 2026-11", "Who would refuse", "Issuers",
        "Protocol versions and forward secrecy", "Expiry", "Method and biases", "How to read this",
      ])
  }

  @Test func sectionsWithNothingToSayAreNotThere() {
    var wave = Fixtures.twoWaves[0]
    wave.senders = []
    let text = SectionsTests.text(SurveySeries(waves: [wave]))
    #expect(
      SectionsTests.headings(text, 2) == [
        "Headline", "Waves", "Coverage", "Classes over time", "Beside published figures",
        "Facebook, May to August 2014", "Protocol versions and forward secrecy", "Method and biases",
        "How to read this",
      ])
    #expect(!text.contains("interval of a change") && !text.contains("95 % interval,"))
  }

  @Test func whatIsAmissWithAWavesRecordIsSaid() {
    var wave = Fixtures.twoWaves[0]
    let title = "Reservations about single waves"
    #expect(!SectionsTests.text(SurveySeries(waves: [wave])).contains(title))
    wave.reservations.clockJumps = [3_600, -120]
    let jumped = SectionsTests.text(SurveySeries(waves: [wave, Fixtures.twoWaves[1]]))
    #expect(SectionsTests.headings(jumped, 3).contains(title))
    #expect(
      SectionsTests.table(jumped, beginning: "Wave | What |").map(\.[1]) == ["the wall clock was set: +3600 s, −120 s"])
    wave.reservations = WaveReservations(forgotten: .init(domains: 3, hosts: 1, addresses: 2))
    let forgotten = SectionsTests.text(SurveySeries(waves: [wave]))
    #expect(forgotten.contains("forgotten at somebody’s wish: 3 domains, 1 MX hosts, 2 addresses"))
  }

  @Test func noLevelOfHeadingsIsLeftOut() {
    var level = 0
    for line in SectionsTests.whole.split(separator: "\n") where line.hasPrefix("#") {
      let next = line.prefix { $0 == "#" }.count
      #expect(next <= level + 1, "\(line)")
      level = next
    }
  }

  @Test func everyFigureOfCAVerifiedHasItsCaveat() {
    // A heading of level 4 parts a section no further.
    let sections = SectionsTests.whole.replacing("\n### ", with: "\n## ").split(separator: "\n## ")
    for section in sections where section.contains("CA-verified") {
      guard section.contains(" %") else { continue }
      #expect(section.contains(Caveat.short) || section.contains(Caveat.full), "\(section.prefix(60))")
    }
  }

  @Test func theHeadlineAnswersAllThreeQuestions() throws {
    let parts = SectionsTests.whole.split(separator: "\n## ")
    let headline = try #require(parts.first { $0.hasPrefix("Headline") })
    #expect(headline.contains("CA-verified **50.0 %** (500/1,000), "))
    #expect(headline.contains("CA-verified **+20.0 points** from 30.0 % (300/1,000)"))
    #expect(
      headline.contains("from 30.0 % (240/800) to 45.0 % (360/800), **+15.0 points** (95 % interval +4.0 to +26.0"))
    #expect(headline.contains("would not deliver to **67.0 %** of the domains (1,004.8/1,500)"))
    #expect(headline.contains("The measurement changed as well between these waves: list of domains"))
  }

  @Test func whatWasInferredStandsWithItsErrorAndTheInterval() throws {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Wave | Addresses | Names inferred")
    #expect(rows.count == ChangeFixture.series.waves.count)
    let row = try #require(rows.first)
    // Wilson's interval of 200/35,000 by the size of 300.
    #expect(Array(row.dropFirst()) == ["310", "34,660", "340", "2", "0.6 %", "0.1–2.2 %"])
  }

  @Test func termsOfADecompositionAddUpInEveryRow() {
    for header in ["Of | Figure | 2026-09 | 2026-11 | Rate", "Operator | 2026-09"] {
      let rows = SectionsTests.table(SectionsTests.whole, beginning: header)
      #expect(!rows.isEmpty)
      for row in rows {
        let numbers = row.compactMap { cell in
          Double(cell.replacing("−", with: "-").replacing("**", with: "").filter { $0 != "+" })
        }
        #expect(numbers.count >= 4)
        #expect(abs(numbers.dropLast().reduce(0, +) - (numbers.last ?? .nan)) < 0.011, "\(row)")
      }
    }
  }

  @Test func theOperatorsAndTheOthersAddUpToAll() {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Operator | 2026-09")
    let sums = rows.compactMap { Double(($0.last ?? "").replacing("**", with: "").filter { $0 != "+" }) }
    #expect(sums == [13, 2, 5, 20])
    #expect(rows[2][0] == "118 others")
  }

  @Test func partsOfAShiftAddUp() {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Figure | 2026-09 | 2026-11 | Points")
    #expect(rows.count == Metric.followed.count)
    for row in rows { #expect(row[3...] == ["+20.00", "+15.00", "+5.00", "0.00"]) }
  }

  @Test func whereWeightsMoveTheIntervalIsOfWeightsThatDoNot() {
    var change = ChangeFixture.change("a", "b")
    change.shifts = [TrendUnit.mxHost, .domainWeighted].map { ChangeFixture.shift($0, .certificateClass(.caVerified)) }
    for index in change.shifts.indices { change.shifts[index].paired?.estimate = 0.14 }
    let waves = ChangeFixture.series.waves
    let text = Comparison.markdown(change: change, from: waves[0], to: waves[1])
    #expect(text.contains("**+15.0 points**; had the weights stayed as they were, +14.0 points (95 % interval"))
    #expect(text.contains("leave every domain the weight that it had in wave a"))
    #expect(text.contains("| 30.0 % (240/800) | 45.0 % (360/800) | +14.0 | +4.0 to +26.0 |"))
  }

  @Test func silenceIsBoundedFromBothSides() {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Of | Figure | Now | Silent")
    #expect(rows.count == 3 * Metric.headline(base: .reachable).count)
    #expect(
      rows[0] == [
        "reachable MX hosts", "CA-verified", "50.0 % (500/1,000)", "10.7 % (120/1,120)", "44.6 %", "55.4 %",
      ])
  }

  @Test func answersAreOfWhatWasDialled() {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Wave | Began | Finished | Answered")
    // Six that were not probed and two that failed by our own fault are not in it.
    #expect(rows.map { $0[3] } == Array(repeating: "87.0 % (1,000/1,150)", count: 3))
  }

  @Test func onlySomeUnitsHaveAllClasses() {
    let inFull = SectionsTests.headings(SectionsTests.whole, 3).filter { $0.hasPrefix("By ") }
    #expect(inFull.prefix(4) == ["By MX hosts", "By domains", "By domains, weighted by the list", "By operators"])
    let others = SectionsTests.table(SectionsTests.whole, beginning: "Of | STARTTLS")
    #expect(others.count == 12)
    #expect(others.contains { $0[0] == "reachable domains, at any MX" })
    #expect(others.contains { $0[0] == "leaf keys that were presented" && $0[1] == "–" })
  }

  @Test func aUnitAskedForAloneHasAllClassesWithoutASumWhereTheyOverlap() {
    let any = SectionsTests.text(ChangeFixture.series, units: [.domainAny])
    #expect(SectionsTests.headings(any, 3).contains("By domains, at any MX"))
    let rows = SectionsTests.table(any, beginning: "Class")
    #expect(rows.first?[0] == "CA-verified (`ca_verified`)" && !rows.contains { $0[0].contains("Sum") })
    #expect(rows.contains { $0[0] == "no TLS (`no_tls`)" })
    let keys = SectionsTests.text(ChangeFixture.series, units: [.key])
    #expect(SectionsTests.headings(keys, 4) == ["Of leaf keys that were presented"])
  }

  @Test func intervalsStandBelowTheirFigureAndAreExplained() {
    #expect(SectionsTests.whole.contains("| 50.0 % (500/1,000)<br>47.0–53.0 cluster |"))
    #expect(SectionsTests.whole.contains("**cluster** takes operators"))
    #expect(SectionsTests.whole.contains("A sample has intervals") && !SectionsTests.whole.contains("A census has no"))
  }

  @Test func ourFiguresStandBesideTheSameUnitAndProxiesApart() {
    let same = SectionsTests.table(SectionsTests.whole, beginning: "Published | Counted")
    #expect(same.allSatisfy { $0[1].hasPrefix("MX host name") && !$0[4].contains("another unit") })
    #expect(same.contains { $0[3] == "76 %" && $0[5] == "70.0 % (700/1,000)" })
    let proxies = SectionsTests.whole.split(separator: "### Other units").last?.split(separator: "\n## ").first ?? ""
    #expect(proxies.contains("e-mail") && !proxies.contains("Facebook"))
  }

  @Test func everyDefinitionOfFacebookIsComputed() {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Of | Definition")
    #expect(rows.count == 8)
    #expect(
      rows[0][2] == "30.0 % (300/1,000)<br>27.0–33.0 cluster" && rows[1][3] == "25.0 % (250/1,000)<br>22.0–28.0 cluster"
    )
    let names = SectionsTests.text(SurveySeries(waves: Fixtures.twoWaves)).split(separator: "### Wrong name").last ?? ""
    #expect(names.contains("| MX hosts | 28.8 % (150/520) | 28.9 % (110/380) |"))
  }

  @Test func refusalsAreDeferredAndBounced() {
    let refusals = SectionsTests.whole.split(separator: "### Who would refuse, over time").last ?? ""
    #expect(refusals.contains("| workspace-ca-required | 67.3 % (1,010/1,500) |"))
  }

  @Test func rowsOfABreakdownSumToItsHosts() {
    let rows = SectionsTests.table(SectionsTests.whole, beginning: "Issuer | 2026-09 | 2026-10")
    #expect(rows.map { $0[0] } == ["Let's Encrypt", "DigiCert Inc", "**Sum**"])
    #expect(rows[0][3] == "90.0 % (450/500)" && rows[2][3] == "**500**")
  }

  @Test func rowsBeyondTheLimitAreAddedUp() throws {
    let table = try #require(
      BreakdownTable(topic: .issuer, waves: ChangeFixture.series.waves, limit: 1).table("Issuer"))
    #expect(table.rows.map { $0[0].plain } == ["Let's Encrypt", "1 others", "Sum"])
    #expect(table.rows[1][1].plain == "16.7 % (50/300)")
  }

  @Test func boldCellsEndAtABreak() {
    #expect(SectionsTests.whole.contains("| **230**<br>76.7 %<br>71.7–80.7 % |"))
    #expect(MarkdownWriter.text(["**a\(Prose.lineBreak)b**"]) == "**a**<br>**b**\n")
  }
}
