import SurveyCore
import Testing

@Suite struct WilsonTests {
  /// `statsmodels.stats.proportion.proportion_confint(x, n, method="wilson")`, statsmodels 0.15.0. The rows 81/263,
  /// 15/148, 0/20 and 1/29 are those of table I in Newcombe, Statistics in Medicine 17 (1998), 857–872.
  private static let intervals: [(Double, Double, Double, Double)] = [
    (121, 336, 0.310639034044583, 0.41276140001018), (81, 263, 0.255288519878274, 0.3662095769828),
    (15, 148, 0.0623863995307363, 0.160487241723308), (0, 20, 0, 0.161125158052819),
    (1, 29, 0.00611321429276267, 0.171755218793203), (29, 29, 0.883030201500259, 1),
    (0, 10, 0, 0.277532799862889), (10, 10, 0.722467200137111, 1), (5, 10, 0.236593090512564, 0.763406909487436),
    (0, 1, 0, 0.793450685622763), (1, 1, 0.206549314377237, 1),
    (50, 1_000_000, 3.79294243953952e-05, 6.59116355241433e-05), (12.5, 40, 0.190744872137749, 0.467113228311233),
  ]

  @Test(arguments: intervals)
  func isThatOfTheTables(numerator: Double, denominator: Double, low: Double, high: Double) throws {
    let interval = try #require(Wilson.interval(Ratio(numerator, of: denominator)))
    #expect(abs(interval.lowerBound - low) < 1e-14)
    #expect(abs(interval.upperBound - high) < 1e-14)
  }

  /// EFF's 121 of 336 hosts with an invalid certificate (2018), had they been a simple random sample: 31–41 %.
  @Test func ofPublishedHostsIsTenPointsWide() throws {
    let interval = try #require(Wilson.interval(Ratio(121, of: 336)))
    #expect((interval.lowerBound * 1_000).rounded() == 311)
    #expect((interval.upperBound * 1_000).rounded() == 413)
  }

  @Test func ofNothingIsNone() {
    #expect(Wilson.interval(Ratio()) == nil)
    #expect(Wilson.interval(Ratio(), size: 10) == nil)
    #expect(Wilson.interval(Ratio(1, of: 2), size: 0) == nil)
  }

  /// The bounds of none and of all are 0 and 1 to the last bit, and the share is always inside.
  @Test(arguments: 1...60)
  func holdsTheShareAndEndsAtNoneAndAll(size: Int) throws {
    for count in 0...size {
      let interval = try #require(Wilson.interval(Ratio(Double(count), of: Double(size))))
      #expect(interval.contains(Double(count) / Double(size)))
      #expect((interval.lowerBound == 0) == (count == 0))
      #expect((interval.upperBound == 1) == (count == size))
    }
  }

  @Test func aSizeStandsForTheDenominator() {
    #expect(Wilson.interval(Ratio(250, of: 1_000), size: 40) == Wilson.interval(Ratio(10, of: 40)))
    #expect(Wilson.interval(Ratio(10, of: 40), size: 40) == Wilson.interval(Ratio(10, of: 40)))
  }

  /// Rounding may make the sum of all a bit more than the sum of the weights.
  @Test func aShareThatRoundingPutsPastOneIsOne() throws {
    let interval = try #require(Wilson.interval(Ratio(3.000_000_000_000_001, of: 3)))
    #expect(interval == Wilson.interval(Ratio(3, of: 3)))
  }
}
