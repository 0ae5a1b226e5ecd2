/// What became of a wave that was compacted.
public struct CompactedWave: Hashable, Sendable {
  /// The wave.
  public let label: String
  /// The rows that it had, all tables together.
  public let rows: Int
  /// The rows that are kept instead, where earlier ones do not go on.
  public let keptRows: Int
  /// What the whole database took before, in octets, without pages that are free.
  public let octetsBefore: Int
  /// What it takes now.
  public let octetsAfter: Int
}
