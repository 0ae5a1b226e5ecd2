/// How large the write-ahead log may become while somebody reads the database, and how long a survey waits for them.
///
/// SQLite can't use the log from its beginning again while a transaction reads from it, so with every commit it grows. From
/// a quarter of the limit on, what is in the log is written back and the log cut off as soon as nobody reads; from half of
/// it on, a reader is warned of. At the limit nothing more is written until the reader is gone: nothing is lost by that, as
/// workers wait with what they have. When the patience is over, the survey goes on and the log grows: a forgotten shell must
/// not end a survey, and a disk that it fills does so in order, as every full disk.
public struct LogRule: Sendable, Hashable {
  /// Octets at which writing waits.
  public var limit: Int
  /// How long it waits at most, from when the reader was met.
  public var patience: Duration
  /// From one warning to the next.
  public var interval: Duration
  /// From one attempt to cut the log off to the next.
  public var pause: Duration

  /// A rule.
  public init(
    limit: Int = 64 << 20, patience: Duration = .seconds(600), interval: Duration = .seconds(60),
    pause: Duration = .seconds(1)
  ) {
    precondition(limit >= 4, "a log has a size")
    self.limit = limit
    self.patience = patience
    self.interval = interval
    self.pause = pause
  }
}
