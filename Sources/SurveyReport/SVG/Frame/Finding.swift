import SurveyCore

/// What a chart shows, in a sentence with the numbers.
enum Finding {
  /// The newest figures, each with the first beside it.
  static func sentence(of metrics: [Metric], waves: [WaveSummary], unit: TrendUnit, base: Base) -> String {
    guard let first = waves.first, let newest = waves.last else { return "" }
    let parts = metrics.map { metric in
      movement(
        metric.title, from: waves.count > 1 ? Share(first.point(metric, unit: unit, base: base)) : nil,
        to: Share(newest.point(metric, unit: unit, base: base)), isSingle: waves.count == 1)
    }
    return text("Of \(unit.title(in: base)), \(period(of: waves)): \(parts.joined(separator: "; "))", waves: waves)
  }

  /// A sentence with what has to stand beside it.
  static func text(_ sentence: String, waves: [WaveSummary]) -> String {
    (waves.areLaboratory ? "\(Caveat.laboratory). " : "") + sentence + ". " + Caveat.short
  }

  /// `in wave 2014-05 (2014-05-13)`, or from the first to the newest.
  static func period(of waves: [WaveSummary]) -> String {
    guard let first = waves.first, let newest = waves.last else { return "" }
    return waves.count > 1
      ? "from wave \(first.label) (\(first.waveDate)) to wave \(newest.label) (\(newest.waveDate))"
      : "in wave \(newest.label) (\(newest.waveDate))"
  }

  /// `CA-verified from 24.0 % (240/1,000) to 42.0 % (420/1,000)`; the newest alone where there is but one wave.
  static func movement(_ name: String, from first: Share?, to newest: Share?, isSingle: Bool) -> String {
    let now = newest?.text ?? "no value"
    return isSingle ? "\(name) \(now)" : "\(name) from \(first?.text ?? "no value") to \(now)"
  }
}
