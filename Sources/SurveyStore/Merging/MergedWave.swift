/// What became of one wave of a database that was merged.
public struct MergedWave: Sendable, Hashable {
  /// The wave.
  public let label: String
  /// Whether it is finished here already, and took nothing.
  public let isFinished: Bool
  /// Names at addresses whose probes were taken.
  public let names: Int
}
