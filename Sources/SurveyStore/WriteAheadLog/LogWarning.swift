/// Somebody's transaction keeps the write-ahead log from being written back.
public struct LogWarning: Sendable, Hashable {
  /// For how long it has been so.
  public let held: Duration
  /// The log's octets.
  public let size: Int
  /// Other processes that read, by number; empty where the kernel does not tell.
  public let readers: [Int32]
  /// Whether writing waits for them.
  public let isWaiting: Bool
}
