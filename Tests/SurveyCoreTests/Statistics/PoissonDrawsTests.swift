import Testing

@testable import SurveyCore

@Suite struct PoissonDrawsTests {
  private static func times(_ name: String, seed: UInt64 = 1, replicates: Int = 1_000) -> [Int] {
    var draws = PoissonDraws(seed: seed, replicates: replicates)
    var times = [Int](repeating: 0, count: replicates)
    for draw in draws.draws(for: name) { times[Int(draw.replicate)] = Int(draw.times) }
    return times
  }

  /// e⁻¹/k!, and within four standard errors of it.
  @Test func areAsOftenAsPoissonHasThem() {
    var counts = [Int](repeating: 0, count: PoissonDraws.maximum + 1)
    for number in 0..<200 {
      for times in PoissonDrawsTests.times("operator\(number).example") { counts[times] += 1 }
    }
    let all = 200_000.0
    var probability = 0.367_879_441_171_442_3
    for (times, count) in counts.enumerated() {
      if times > 0 { probability /= Double(times) }
      let error = (all * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(count) - all * probability) < 4 * error + 1)
    }
  }

  /// Names that differ in one letter, seeds that differ by one, replicates next to each other.
  @Test func areIndependentOfTheirLike() {
    func correlation(_ left: [Int], _ right: [Int]) -> Double {
      zip(left, right).reduce(0) { $0 + Double(($1.0 - 1) * ($1.1 - 1)) } / Double(min(left.count, right.count))
    }
    let some = PoissonDrawsTests.times("mx1.example", replicates: 20_000)
    // Uncorrelated variables of variance 1: a standard error of 1/√20000.
    let bound = 4 * 0.00707
    #expect(abs(correlation(some, some) - 1) < 0.1)
    #expect(abs(correlation(some, PoissonDrawsTests.times("mx2.example", replicates: 20_000))) < bound)
    #expect(abs(correlation(some, PoissonDrawsTests.times("mx1.example", seed: 2, replicates: 20_000))) < bound)
    for lag in 1...4 { #expect(abs(correlation(some, Array(some[lag...]))) < bound) }
  }

  @Test func areTheSameWhateverWasAskedBefore() {
    var draws = PoissonDraws(seed: 5, replicates: 400)
    let first = Array(draws.draws(for: "a.example"))
    #expect(Array(draws.draws(for: "b.example")) != first)
    #expect(Array(draws.draws(for: "a.example")) == first)
    #expect(first.map(\.replicate) == first.map(\.replicate).sorted())
    #expect(first.allSatisfy { (1...8).contains($0.times) })
  }

  /// Intervals of published waves must not change: the first draws of a name, recorded.
  @Test func areThoseOfEveryMachine() {
    #expect(
      PoissonDrawsTests.times("example.org", seed: 20_140_513, replicates: 16)
        == [1, 0, 2, 3, 1, 3, 2, 0, 2, 1, 0, 0, 1, 2, 1, 2])
  }
}
