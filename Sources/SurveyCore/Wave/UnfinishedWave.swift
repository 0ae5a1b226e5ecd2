/// A wave that was begun and not finished, so that it is in no figure.
public struct UnfinishedWave: Hashable, Sendable {
  /// The wave's name, for example `2026-11`.
  public var label: String
  /// The nominal date, `YYYY-MM-DD`.
  public var waveDate: String
  /// What became of it so far; never `finished`.
  public var state: WaveState

  /// A wave that is missing in a trend.
  public init(label: String, waveDate: String, state: WaveState) {
    self.label = label
    self.waveDate = waveDate
    self.state = state
  }
}
