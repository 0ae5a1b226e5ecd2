public import SurveyCore

/// What changed between two waves, as text.
public enum Comparison {
  /// The comparison in Markdown, without charts: what `compare` prints.
  /// - Parameters:
  ///   - change: what changed.
  ///   - from: the earlier wave.
  ///   - to: the later wave.
  public static func markdown(change: WaveChange, from: WaveSummary, to: WaveSummary) -> String {
    MarkdownWriter.text(ChangeDocument(change: change, from: from, to: to).blocks)
  }
}
