/// A second of UTC, counted since 1970-01-01T00:00:00Z without leap seconds (POSIX time).
///
/// Observations and certificate validity are kept in whole seconds: X.509 has no finer unit (RFC 5280 §4.1.2.5).
public struct Instant: Hashable, Comparable, Sendable, Codable {
  /// Seconds since the epoch; negative before 1970.
  public var epoch: Int64

  /// An instant at the given number of seconds since the epoch.
  public init(epoch: Int64) { self.epoch = epoch }

  /// Reads `YYYY-MM-DD` (midnight UTC) or `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339); `nil` for anything else.
  public init?(iso8601 text: String) {
    let fields = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "T" || $0 == ":" || $0 == "Z" }
    let numbers = fields.compactMap { Int64($0) }
    let isDate = text.utf8.count == 10 && fields.count == 3
    let isTime = text.utf8.count == 20 && fields.count == 7 && text.hasSuffix("Z")
    guard isDate || isTime, numbers.count == (isDate ? 3 : 6) else { return nil }
    guard (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
    var seconds = Instant.days(year: numbers[0], month: numbers[1], day: numbers[2]) * 86_400
    if isTime {
      guard (0...23).contains(numbers[3]), (0...59).contains(numbers[4]), (0...59).contains(numbers[5]) else {
        return nil
      }
      seconds += numbers[3] * 3_600 + numbers[4] * 60 + numbers[5]
    }
    self.init(epoch: seconds)
    // Signs, wrong separators and days that the month lacks don't come out as they went in.
    guard (isDate ? date : iso8601) == text else { return nil }
  }

  /// The calendar date in UTC as `YYYY-MM-DD`.
  public var date: String {
    let (year, month, day) = civil
    return "\(Instant.padded(year, 4))-\(Instant.padded(month, 2))-\(Instant.padded(day, 2))"
  }

  /// The month in UTC as `YYYY-MM`, the default label of a wave.
  public var month: String { String(date.prefix(7)) }

  /// RFC 3339 in UTC: `YYYY-MM-DDTHH:MM:SSZ`.
  public var iso8601: String {
    let second = (epoch % 86_400 + 86_400) % 86_400
    let clock = [second / 3_600, second / 60 % 60, second % 60].map { Instant.padded($0, 2) }
    return "\(date)T\(clock.joined(separator: ":"))Z"
  }

  /// Orders by time.
  public static func < (left: Instant, right: Instant) -> Bool { left.epoch < right.epoch }

  /// Days since the epoch of a date in the proleptic Gregorian calendar, counted in eras of 400 years that start
  /// in March, so that the leap day is the last of its year.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDiv(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var civil: (year: Int64, month: Int64, day: Int64) {
    let day = Instant.floorDiv(epoch, 86_400) + 719_468
    let era = Instant.floorDiv(day, 146_097)
    let dayOfEra = day - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func floorDiv(_ value: Int64, _ by: Int64) -> Int64 {
    value % by < 0 ? value / by - 1 : value / by
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
