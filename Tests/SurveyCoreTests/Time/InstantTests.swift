import Foundation
import SurveyCore
import Testing

@Suite struct InstantTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"),
      (-86_400, "1969-12-31T00:00:00Z"),
      (-86_401, "1969-12-30T23:59:59Z"),
      (68_169_600, "1972-02-29T00:00:00Z"),
      (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (951_868_800, "2000-03-01T00:00:00Z"),
      (-2_203_977_600, "1900-02-28T00:00:00Z"),
      (-2_203_891_200, "1900-03-01T00:00:00Z"),
      (4_107_456_000, "2100-02-28T00:00:00Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
      (1_399_939_200, "2014-05-13T00:00:00Z"),
      (2_147_483_647, "2038-01-19T03:14:07Z"),
      (2_147_483_648, "2038-01-19T03:14:08Z"),
      (-62_135_596_800, "0001-01-01T00:00:00Z"),
      (-62_167_219_200, "0000-01-01T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func knowsDates(epoch: Int64, text: String) {
    #expect(Instant(epoch: epoch).iso8601 == text)
    #expect(Instant(iso8601: text)?.epoch == epoch)
  }

  @Test func readsADateAsItsMidnight() {
    #expect(Instant(iso8601: "2014-08-19") == Instant(iso8601: "2014-08-19T00:00:00Z"))
    #expect(Instant(iso8601: "2014-08-19")?.epoch == 1_408_406_400)
  }

  @Test func cutsDateAndMonthOutOfTheTime() {
    let instant = Instant(epoch: 951_868_799)
    #expect(instant.date == "2000-02-29")
    #expect(instant.month == "2000-02")
  }

  @Test(arguments: [
    "", "2024", "2024-02", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32", "2024-04-31",
    "2023-02-29", "1900-02-29", "2100-02-29", "2024-1-1", "2024-1-001", "24-01-01", "+024-01-01",
    "-001-01-01",
    "2024T01T01", "2024:01:01", "2024-01-01Z", "2024-01-01 ", " 2024-01-01", "2024-01-01T00:00:00",
    "2024-01-01 00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z",
    "2024-01-01T-1:00:00Z", "2024-01-01T+1:+2:+3Z", "2024-01-01T1:002:03Z", "2024-01-01T01-02-03Z",
    "2024-01-01-01Z02T03Z", "2024-01-01T00:00:00z", "2024-01-01t00:00:00Z", "2024-01-01T00:00:00+00:00",
    "2024-01-01T00:00:00.5Z", "２024-01-01", "abcd-ef-gh",
  ])
  func refusesAnythingElse(text: String) { #expect(Instant(iso8601: text) == nil) }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func agreesWithFoundationsCalendar(seed: UInt64) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var generator = SplitMix64(seed: seed)
    for _ in 0..<1_000 {
      // 1600 to 9999: before 1582 Foundation's calendar is Julian.
      let instant = Instant(epoch: Int64.random(in: -11_676_096_000...253_402_300_799, using: &generator))
      let date = Date(timeIntervalSince1970: TimeInterval(instant.epoch))
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      let numbers = try [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second].map {
        try #require($0)
      }
      let fields = instant.iso8601.split { !$0.isNumber }.compactMap { Int($0) }
      #expect(fields == numbers, "epoch \(instant.epoch)")
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func printingAndReadingAreInverse(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let instant = Instant(epoch: Int64.random(in: -62_167_219_200...253_402_300_799, using: &generator))
      #expect(Instant(iso8601: instant.iso8601) == instant)
    }
  }

  /// A database or a file may hold any number.
  @Test(arguments: [
    (Int64.min, "-292277022657-01-27T08:29:52Z"), (Int64.max, "292277026596-12-04T15:30:07Z"),
  ])
  func printsTheWidestNumbers(epoch: Int64, text: String) { #expect(Instant(epoch: epoch).iso8601 == text) }

  @Test func isOrderedByTime() {
    let instants = [-1, 0, 1, 951_782_400].map { Instant(epoch: $0) }
    #expect(instants.reversed().sorted() == instants)
  }
}
