import SurveyCore
import Testing

@Suite struct McNemarTests {
  /// `scipy.stats.binomtest(gained, gained + lost, 0.5).pvalue`, SciPy 1.17.1.
  private static let probabilities: [(Int, Int, Double)] = [
    (0, 0, 1), (1, 0, 1), (5, 0, 0.0625), (8, 2, 0.109375), (10, 10, 1), (11, 9, 0.823802947998047),
    (25, 4, 0.000103715807199478), (121, 59, 4.43444926375516e-06), (60, 30, 0.00206026568096307),
    (3, 40, 3.02134139928967e-09), (1_000, 1_100, 0.0307207078642425), (500_500, 499_000, 0.133776363347551),
  ]

  @Test(arguments: probabilities)
  func isTheExactBinomial(gained: Int, lost: Int, probability: Double) {
    #expect(abs(McNemar.exact(gained: gained, lost: lost) - probability) < 1e-11 * probability + 1e-15)
    #expect(McNemar.exact(gained: gained, lost: lost) == McNemar.exact(gained: lost, lost: gained))
  }

  /// As many as a survey has hosts; SciPy says 0.0679166717638305, of which the last places are its own rounding.
  @Test func isStableForMillions() {
    #expect(abs(McNemar.exact(gained: 15_005_000, lost: 14_995_000) - 0.067_916_671_76) < 1e-9)
    #expect(McNemar.exact(gained: 30_000_000, lost: 0) == 0)
  }

  /// Every split of a number, and those that are less even than it, have all the probability there is.
  @Test(arguments: 1...40)
  func isASumOfBinomialCoefficients(count: Int) {
    var coefficients = [1.0]
    for place in 1...count { coefficients.append(coefficients[place - 1] * Double(count - place + 1) / Double(place)) }
    let all = coefficients.reduce(0, +)
    for gained in 0...count {
      let split = abs(count - 2 * gained)
      let less = coefficients.indices.filter { abs(count - 2 * $0) >= split }.reduce(0) { $0 + coefficients[$1] }
      #expect(abs(McNemar.exact(gained: gained, lost: count - gained) - less / all) < 1e-12)
    }
  }
}
