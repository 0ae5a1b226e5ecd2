import SurveyCore
import Testing

@Suite struct TrendPointTests {
  @Test(arguments: [(0, 4, 0), (1, 4, 25), (4, 4, 100), (0.5, 8, 6.25)] as [(Double, Double, Double)])
  func percentIsNumeratorOverDenominator(numerator: Double, denominator: Double, percent: Double) {
    let point = TrendPoint(
      unit: .mxHost, metric: .mixed, base: .tls, numerator: numerator, denominator: denominator)
    #expect(point.percent == percent)
    #expect(point.interval.word == "none")
  }

  @Test func nothingInTheBaseHasNoPercent() {
    #expect(
      TrendPoint(unit: .mxHost, metric: .mixed, base: .tls, numerator: 0, denominator: 0).percent == nil)
  }
}
