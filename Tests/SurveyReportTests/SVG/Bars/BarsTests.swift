import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct StackedBarTests {
  private static let parts = ["A", "B", "C"].map {
    StackedBar.Part(letter: $0, title: "part", fill: .bright(Palette.sky))
  }

  @Test(arguments: [
    ([0, 0, 10], ["C part 100.0 %"]), ([10, 0, 0], ["A part 100.0 %"]),
    ([5, 5, 0], ["A part 50.0 %", "B part 50.0 %"]),
    ([1, 9_998, 1], ["B part > 99.9 %"]), ([0, 0, 0], ["no value"]),
    ([88, 12, 0], ["A part 88.0 %", "B 12.0 %"]),
  ]) func partsSayAsMuchAsFits(numbers: [Double], texts: [String]) {
    let whole = numbers.reduce(0, +)
    let shares = numbers.map { Share(numerator: $0, denominator: whole) }
    let box = Box(x: 100, y: 10, width: 600, height: 18)
    let drawing = StackedBar(parts: StackedBarTests.parts, shares: shares, box: box).drawing
    let shown = drawing.texts.map(\.text)
    #expect(shown == texts)
    #expect(drawing.shapes.count == numbers.count { $0 > 0 })
    #expect(drawing.texts.allSatisfy { box.x <= $0.box.x && $0.box.x + $0.box.width <= box.x + box.width })
  }
}

@Suite struct SenderBarsTests {
  @Test func everyPolicyHasARowInItsOrderWithWhatItWouldRefuse() throws {
    let waves = ChartFixture.waves(3)
    for layout in Layout.allCases {
      let texts = SenderBars(waves: waves).chart(layout).drawing.texts.map(\.text)
      let policies = waves[2].senders.map(\.policy)
      #expect(texts.filter(Set(policies).contains) == policies)
      #expect(texts.filter { $0 == "100.0 %" }.count == 1)
    }
    let finding = try #require(SenderBars(waves: waves).figure).wide.finding
    #expect(finding.contains("our=appliance from 100.0 % (1,500/1,500) to 100.0 % (1,500/1,500)"))
    #expect(finding.contains("from wave 2024-01 (2024-01-15) to wave 2024-03 (2024-03-15)"))
  }

  @Test func lettersAreTheWordsFirstAndDiffer() {
    let letters = DeliveryResult.allCases.map { SenderBars.part($0).letter }
    #expect(letters == ["A", "E", "P", "D", "B", "U", "I"])
  }

  @Test func wavesWithoutPoliciesAreNoFirstOnes() throws {
    var waves = ChartFixture.waves(2)
    waves[0].senders = []
    #expect(try #require(SenderBars(waves: waves).figure).wide.finding.contains("in wave 2024-02"))
    waves[1].senders = []
    #expect(SenderBars(waves: waves).figure == nil)
  }
}

@Suite struct BreakdownBarsTests {
  @Test func theLargestIssuersOfTheNewestWaveAreToldApart() throws {
    var waves = ChartFixture.waves(2)
    waves[1].breakdown = [("New", 50), ("Let's Encrypt", 40)].map {
      BreakdownRow(topic: .issuer, key: $0.0, hosts: $0.1, certificates: 1)
    }
    let finding = try #require(IssuerBars.figure(waves: waves)).wide.finding
    #expect(finding.contains("New from 0.0 % (0/1,086) to 55.6 % (50/90); Let's Encrypt from 36.8 % (400/1,086)"))
    #expect(finding.contains("3 others from "))
  }

  @Test func unknownRangesOfDaysAreNotLost() throws {
    var waves = ChartFixture.waves(1)
    waves[0].breakdown = [("0-6", 3), ("a new range", 1)].map {
      BreakdownRow(topic: .daysLeft, key: $0.0, hosts: $0.1, certificates: 1)
    }
    let finding = try #require(ExpiryBars.figure(waves: waves)).wide.finding
    #expect(finding.contains("0–6 days left 75.0 % (3/4); others 25.0 % (1/4)"))
  }
}

@Suite struct TermBarsTests {
  @Test func termsAndOperatorsAddUpToTheChange() throws {
    let waves = ChartFixture.waves(2)
    let decomposition = ChartFixture.decomposition(.mxHost)
    let bars = TermBars(decomposition: decomposition, from: "2024-01", to: "2024-02", waves: waves)
    let finding = try #require(bars.figure).wide.finding
    let told = finding.split(separator: ". In percentage points: ")[1].split(separator: ". ")[0].split(separator: "; ")
    let points = try told.map { part in
      try #require(Double(part.split(separator: " ").last?.replacing("−", with: "-").replacing("±", with: "") ?? ""))
    }
    #expect(points.count == 5 + 11)
    #expect(abs(points[0..<4].reduce(0, +) - points[4]) < 0.21 && abs(points[5...].reduce(0, +) - points[4]) < 0.6)
    #expect(finding.contains("48.0 % (480/1,000) in 2024-01"))
  }

  @Test(arguments: [(0.1, "+10.0"), (-0.1, "−10.0"), (0.0004, "±0.0"), (-0.0004, "±0.0"), (0, "±0.0")])
  func pointsHaveTheirSign(change: Double, text: String) { #expect(TermBars.points(change) == text) }

  @Test(arguments: [[0.0], [-100, 100], [0.001], [-3, -1], [12, 99.9], [50, -0.4]]) func scalesHoldAllAndZero(
    values: [Double]
  ) {
    let scale = ChangeScale(values: values, left: 100, width: 400, ticks: 5)
    #expect((values + [0]).allSatisfy { (100...500).contains(scale.x($0)) })
    #expect(scale.x(1) > scale.x(0))
    #expect(scale.labels(top: 0, title: "").texts.contains { $0.text == "0" })
  }
}
