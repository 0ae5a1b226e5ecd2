/// Why another database can't be merged into this one; then nothing of it was.
public struct MergeRefusal: Error, Sendable, Hashable {
  /// What is in the way.
  public enum Reason: Sendable, Hashable {
    /// The other database's schema is an older one.
    case older
    /// The other database has no wave.
    case empty
    /// Laboratory and real data don't mix.
    case kind(databaseIsSynthetic: Bool)
    /// The wave has another value of a setting here.
    case setting(name: String, here: String, there: String)
    /// The wave is of other lists here.
    case lists(here: String, there: String)
    /// The lists are the same, and yet not their domains: something was forgotten in one of the two.
    case domains
    /// The wave's lists are not read yet.
    case unread
    /// The wave is under way, or was interrupted.
    case unfinished
    /// The wave was finished without all of its parts: it says of what lacked that nobody looked.
    case forced
    /// The wave is compacted there: when its probes were made is given up, which decides between rows.
    case compacted
    /// The wave was given up, here or there.
    case abandoned
  }

  /// The other database.
  public let path: String
  /// The wave; `nil` where it is about the whole database.
  public let label: String?
  /// What is in the way.
  public let reason: Reason
}
