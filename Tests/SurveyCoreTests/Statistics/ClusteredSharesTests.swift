import Testing

@testable import SurveyCore

@Suite struct ClusteredSharesTests {
  private func shares(_ operators: [[Double]], whole: Set<Int> = []) -> ClusteredShares {
    var shares = ClusteredShares(count: 2)
    for (place, units) in operators.enumerated() { shares.add(units, isTakenWhole: whole.contains(place)) }
    return shares
  }

  /// p = 12/20; each operator's squared deviation from it, worked out by hand, makes the variance.
  @Test func isWilsonsOfTheSizeThatTheVarianceHas() throws {
    let shares = shares([[4, 0], [1, 3], [0, 4], [0, 0], [3, 1], [4, 0]])
    let interval = try #require(shares.interval(0))
    let deviations = [4.0, 1, 0, 3, 4].map { ($0 - 0.6 * 4) * ($0 - 0.6 * 4) }.reduce(0, +)
    let variance = deviations * 5 / 4 / 400
    let ratio = Wilson.z / StudentT.quantile(0.975, degrees: 4)
    let expected = try #require(Wilson.interval(Ratio(12, of: 20), size: 0.24 / variance * ratio * ratio))
    #expect(abs(interval.lowerBound - expected.lowerBound) < 1e-12)
    #expect(abs(interval.upperBound - expected.upperBound) < 1e-12)
  }

  /// A thousand hosts of five operators of one mind are five, not a thousand.
  @Test func operatorsOfOneMindAreWorthAsManyAsTheyAre() throws {
    let few = try #require(shares(Array(repeating: [200, 0], count: 5)).interval(0))
    let many = try #require(shares(Array(repeating: [1, 0], count: 1_000)).interval(0))
    #expect(few.upperBound == 1 && many.upperBound == 1)
    #expect(few.lowerBound < 0.45)
    #expect(many.lowerBound > 0.995)
    let none = try #require(shares(Array(repeating: [200, 0], count: 5)).interval(1))
    #expect(none.lowerBound == 0 && abs(none.upperBound - (1 - few.lowerBound)) < 1e-12)
  }

  @Test func whereThereIsNothingToCompareThereIsNone() {
    #expect(ClusteredShares(count: 2).interval(0) == nil)
    #expect(shares([[3, 1]]).interval(0) == nil)
    #expect(shares([[3, 1], [2, 2]], whole: [0]).interval(0) == nil)
    #expect(shares([[3, 1], [0, 0]]).interval(0) == nil)
    #expect(shares([[3, 1], [2, 2]], whole: [0, 1]).interval(0) == 0.625...0.625)
  }

  /// What was taken whole moves the share, and leaves it surer.
  @Test func operatorsTakenWholeHaveNoSamplingError() throws {
    let small = Array(repeating: [1.0, 0.0], count: 20) + Array(repeating: [0.0, 1.0], count: 20)
    let drawn = try #require(shares([[1_000, 0]] + small).interval(0))
    let whole = try #require(shares([[1_000, 0]] + small, whole: [0]).interval(0))
    #expect(whole.contains(1_020.0 / 1_040) && drawn.contains(1_020.0 / 1_040))
    #expect(whole.upperBound - whole.lowerBound < (drawn.upperBound - drawn.lowerBound) / 3)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func theOrderIsOfNoConsequenceAndTheShareIsInside(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let operators = (0..<50).map { _ in (0..<2).map { _ in Double(Int.random(in: 0...9, using: &generator)) / 7 } }
    let straight = shares(operators)
    let shuffled = shares(operators.shuffled(using: &generator))
    let share = operators.map { $0[0] }.reduce(0, +) / operators.map { $0[0] + $0[1] }.reduce(0, +)
    let interval = try #require(straight.interval(0))
    #expect(shuffled.interval(0) == interval)
    #expect(interval.contains(share) && interval.lowerBound >= 0 && interval.upperBound <= 1)
    var times = shares(operators)
    for _ in 0..<3 { times.add([1, 2], isTakenWhole: false) }
    var once = shares(operators)
    once.add([1, 2], isTakenWhole: false, times: 3)
    #expect(times.interval(0) == once.interval(0))
  }

  /// Operators that decide for all their hosts, drawn again and again from a population of a known share: some nineteen of
  /// twenty intervals hold it; next to the end, where some samples have few of the other kind and these small, a few less.
  @Test(arguments: [0.5, 0.1, 0.95])
  func someNineteenOfTwentyHoldTheShareOfThePopulation(share: Double) {
    var generator = SplitMix64(seed: 7)
    var held = 0
    let draws = 1_000
    for _ in 0..<draws {
      var shares = ClusteredShares(count: 2)
      for _ in 0..<60 {
        let hosts = Double(Int.random(in: 1...12, using: &generator))
        let isIn = Double.random(in: 0..<1, using: &generator) < share
        shares.add(isIn ? [hosts, 0] : [0, hosts], isTakenWhole: false)
      }
      if shares.interval(0)?.contains(share) ?? false { held += 1 }
    }
    #expect((900...985).contains(held), "\(held)")
  }
}
