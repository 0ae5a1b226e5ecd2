import SurveyCore
import Testing

@Suite struct SampleRankTests {
  private func name(_ number: Int) -> DomainName { DomainName(uncheckedCanonical: "d\(number).example") }

  /// Which of so many names rank first by a seed.
  private func drawn(_ count: Int, of total: Int, seed: UInt64) -> Set<Int> {
    let ranks = (0..<total).map { (SampleRank(of: name($0), seed: seed), $0) }.sorted { $0.0 < $1.0 }
    return Set(ranks.prefix(count).map(\.1))
  }

  /// Chi-square: each of 40 names is drawn with chance ¼, over 4,000 seeds. With 39 degrees of freedom, more than 72.1
  /// comes up by chance once in a thousand; sampling without replacement scales the sum by (1 − ¼) · 40/39.
  @Test func everyNameHasTheSameChance() {
    let (seeds, total, count) = (4_000, 40, 10)
    var hits = [Int](repeating: 0, count: total)
    for seed in 0..<seeds { for index in drawn(count, of: total, seed: UInt64(seed)) { hits[index] += 1 } }
    let expected = Double(seeds * count) / Double(total)
    let chance = Double(count) / Double(total)
    let sum = hits.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    let statistic = sum / (1 - chance) * Double(total - 1) / Double(total)
    #expect(statistic < 72.1, "\(statistic)")
    // Far below its mean it would be no chance either.
    #expect(statistic > 15, "\(statistic)")
  }

  /// Two names are drawn together as often as independent draws without replacement have it: 10·9 / (40·39).
  @Test func pairsAreAsIndependentAsTheyCanBe() {
    let seeds = 4_000
    var together = [Int](repeating: 0, count: 39)
    for seed in 0..<seeds {
      let sample = drawn(10, of: 40, seed: UInt64(seed))
      for index in 0..<39 where sample.contains(index) && sample.contains(index + 1) { together[index] += 1 }
    }
    let chance = 90.0 / 1_560
    let expected = Double(seeds) * chance
    // Four and a half standard deviations, once in 147,000 by chance for each of 39.
    let bound = 4.5 * (expected * (1 - chance)).squareRoot()
    for (index, count) in together.enumerated() {
      #expect(abs(Double(count) - expected) < bound, "\(index): \(count) of \(expected)")
    }
  }

  @Test func theSameSeedDrawsTheSameNamesFromALargerList() {
    let before = drawn(50, of: 500, seed: 9)
    let after = drawn(55, of: 550, seed: 9)
    // A tenth of the names are new and no more than they can push an old one out.
    #expect(before.subtracting(after).count <= 50 * 50 / 550 + 10)
    #expect(!before.isDisjoint(with: after))
    #expect(drawn(50, of: 500, seed: 9) == before)
    #expect(drawn(50, of: 500, seed: 10) != before)
  }

  @Test func everyOctetAndTheLengthCount() {
    let texts = [
      "a.example", "b.example", "aa.example", "a.exampla", "12345678", "123456781", "12345678.12345678",
      "1234567812345678", "b", "a",
    ]
    let numbers = texts.map { SampleRank(of: DomainName(uncheckedCanonical: $0), seed: 1).number }
    #expect(Set(numbers).count == texts.count)
  }
}

@Suite struct SampleSizeTests {
  @Test(arguments: [
    ("1", SampleSize.domains(1)), ("1000", .domains(1_000)), ("10%", .percent(10)), ("0.5%", .percent(0.5)),
    ("100%", .percent(100)),
  ])
  func isANumberOrAPart(text: String, size: SampleSize) { #expect(SampleSize(text) == size) }

  @Test(arguments: [
    "", "0", "-1", "1.5", "0%", "100.1%", "-5%", "%", "ten", "nan%", "inf%", "10 %", "99999999999999999999",
  ])
  func anythingElseIsRefused(text: String) { #expect(SampleSize(text) == nil) }

  @Test(arguments: [
    (SampleSize.domains(10), 100, 10), (.domains(10), 10, 10), (.domains(10), 3, 3), (.percent(10), 100, 10),
    (.percent(10), 104, 10), (.percent(10), 106, 11), (.percent(0.1), 100, 1), (.percent(100), 7, 7),
    (.percent(5), 0, 0),
  ])
  func isNeverMoreThanThereAre(size: SampleSize, listed: Int, count: Int) {
    #expect(size.count(of: listed) == count)
  }

  @Test func theSameSizeHasTheSameText() {
    #expect(SampleSize("10%")?.text == SampleSize("10.0%")?.text)
    #expect(SampleSize("0010")?.text == "10")
  }
}
