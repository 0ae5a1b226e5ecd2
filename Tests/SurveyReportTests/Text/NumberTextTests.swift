import Testing

@testable import SurveyReport

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, 0, "0"), (999, 0, "999"), (1_000, 0, "1,000"), (1_234_567.25, 1, "1,234,567.3"), (0.05, 2, "0.05"),
    (-3.24, 1, "−3.2"), (-0.01, 1, "0.0"), (99.95, 1, "100.0"),
  ])
  func decimalsAreFixedAndThousandsGrouped(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test func coordinatesHaveATenthAtMost() {
    #expect([10, 10.04, 10.06, -0.01].map(NumberText.coordinate) == ["10", "10", "10.1", "0"])
  }
}
