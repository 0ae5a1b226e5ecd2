/// A month of Facebook's two posts on STARTTLS deployment.
public enum FacebookMonth: String, Hashable, Sendable, CaseIterable {
  /// The post of 13 May 2014.
  case may = "2014-05"
  /// The post of 19 August 2014.
  case august = "2014-08"

  /// The day of the post.
  var date: CalendarDate {
    switch self {
    case .may: CalendarDate(daysSinceEpoch: 16_203)
    case .august: CalendarDate(daysSinceEpoch: 16_301)
    }
  }
}
