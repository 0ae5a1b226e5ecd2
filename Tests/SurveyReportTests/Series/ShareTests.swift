import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct ShareTests {
  @Test(arguments: [
    (620.0, 1_000.0, "62.0 % (620/1,000)"), (0, 10, "0.0 % (0/10)"), (10, 10, "100.0 % (10/10)"),
    (1, 100_000, "< 0.1 % (1/100,000)"), (99_999, 100_000, "> 99.9 % (99,999/100,000)"),
    (2.140844, 7.48547, "28.6 % (2.141/7.485)"), (333.3333, 1_000, "33.3 % (333.3/1,000)"),
  ])
  func textHasBothNumbers(numerator: Double, denominator: Double, text: String) {
    #expect(Share(numerator: numerator, denominator: denominator)?.text == text)
  }

  @Test func nothingHasNoShare() {
    #expect(Share(numerator: 0, denominator: 0) == nil)
    #expect(Share(nil) == nil)
  }

  @Test(arguments: [(60.0, 50.0, "+10.0 points"), (50, 60, "−10.0 points"), (50, 50, "±0.0 points")])
  func changesHaveASign(now: Double, before: Double, text: String) throws {
    let earlier = try #require(Share(numerator: before, denominator: 100))
    #expect(Share(numerator: now, denominator: 100)?.change(from: earlier) == text)
  }
}
