/// A wave that is old enough to be compacted, and is not yet.
public struct CompactableWave: Hashable, Sendable {
  /// The wave.
  public let label: String
  /// Its nominal date, YYYY-MM-DD.
  public let waveDate: String
  /// The rows that would become stretches, all tables together.
  public let rows: Int
}
