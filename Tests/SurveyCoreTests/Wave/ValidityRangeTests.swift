import SurveyCore
import Testing

@Suite struct ValidityRangeTests {
  private static let day: Int64 = 86_400

  @Test(
    arguments: [
      (10 * day - 1, "0-10"), (10 * day, "11-50"), (50 * day - 1, "11-50"), (50 * day, "51-100"),
      (90 * day - 1, "51-100"), (100 * day, "101-200"), (200 * day - 1, "101-200"), (398 * day - 1, "201-398"),
      (398 * day, "399+"), (0, "0-10"), (-1, "0-10"), (36_500 * day, "399+"),
    ] as [(Int64, String)])
  func aDayBegunIsADayOfTheLifetime(seconds: Int64, range: String) {
    let start = Instant(epoch: 1_700_000_000)
    #expect(ValidityRange.lifetime(from: start, through: Instant(epoch: start.epoch + seconds)) == range)
    #expect(ValidityRange.lifetimes.contains(range))
  }

  @Test(
    arguments: [
      (-1, "expired"), (0, "0-6"), (7 * day - 1, "0-6"), (7 * day, "7-13"), (14 * day, "14-29"), (30 * day, "30-59"),
      (60 * day, "60-89"), (90 * day, "90-179"), (180 * day - 1, "90-179"), (180 * day, "180+"),
    ] as [(Int64, String)])
  func wholeDaysAreLeft(seconds: Int64, range: String) {
    let now = Instant(epoch: 1_700_000_000)
    let found = ValidityRange.daysLeft(
      at: now, from: Instant(epoch: 0), through: Instant(epoch: now.epoch + seconds))
    #expect(found == range)
    #expect(ValidityRange.daysLeft.contains(range))
  }

  @Test func whatHasNotBegunIsNotYetValid() {
    let (start, end) = (Instant(epoch: 100), Instant(epoch: 200))
    #expect(ValidityRange.daysLeft(at: Instant(epoch: 99), from: start, through: end) == "not-yet-valid")
    #expect(ValidityRange.daysLeft(at: start, from: start, through: end) == "0-6")
    #expect(ValidityRange.daysLeft(at: end, from: start, through: end) == "0-6")
  }

  @Test func theLongestSpanIsLong() {
    let (first, last) = (Instant(epoch: .min), Instant(epoch: .max))
    #expect(ValidityRange.lifetime(from: first, through: last) == "399+")
    #expect(ValidityRange.lifetime(from: last, through: first) == "0-10")
    #expect(ValidityRange.daysLeft(at: first, from: first, through: last) == "180+")
  }
}
