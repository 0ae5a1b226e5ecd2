import Testing

@testable import SurveyReport

@Suite struct PointsTextTests {
  @Test(arguments: [
    (0.1, 1, "+10.0"), (-0.003, 1, "−0.3"), (0.0, 1, "0.0"), (0.0004, 1, "0.0"), (-0.0004, 1, "0.0"),
    (0.0004, 2, "+0.04"), (1, 1, "+100.0"),
  ])
  func differencesHaveASign(difference: Double, decimals: Int, text: String) {
    #expect(PointsText.signed(difference, decimals: decimals) == text)
  }

  @Test func aRangeHasBothEnds() { #expect(PointsText.range(-0.01, 0.02) == "−1.0 to +2.0") }
}
