/// The ranges by which lifetimes and remaining days of certificates are told.
public enum ValidityRange {
  /// The keys of topic `lifetime` in their order.
  public static let lifetimes = ["0-10", "11-50", "51-100", "101-200", "201-398", "399+"]
  /// The keys of topic `days_left` in their order.
  public static let daysLeft = [
    "expired", "not-yet-valid", "0-6", "7-13", "14-29", "30-59", "60-89", "90-179", "180+",
  ]

  private static let secondsOfDay: Int64 = 86_400

  /// The range of a lifetime. Both ends are part of it (RFC 5280 §4.1.2.5), and a day begun counts as a day
  /// (CA/Browser Forum, Baseline Requirements §6.3.2).
  public static func lifetime(from notBefore: Instant, through notAfter: Instant) -> String {
    let days = notAfter < notBefore ? 0 : days(from: notBefore, through: notAfter) + 1
    return lifetimes[[11, 51, 101, 201, 399].firstIndex { days < $0 } ?? 5]
  }

  /// The range of the whole days that are left of a validity at an instant.
  public static func daysLeft(at instant: Instant, from notBefore: Instant, through notAfter: Instant) -> String {
    if instant > notAfter { return daysLeft[0] }
    if instant < notBefore { return daysLeft[1] }
    let days = days(from: instant, through: notAfter)
    return daysLeft[2 + ([7, 14, 30, 60, 90, 180].firstIndex { days < $0 } ?? 6)]
  }

  /// Whole days between two instants. What a database holds may be further apart than a number can say.
  private static func days(from start: Instant, through end: Instant) -> Int64 {
    let (seconds, isTooLong) = end.epoch.subtractingReportingOverflow(start.epoch)
    return (isTooLong ? .max : seconds) / secondsOfDay
  }
}
