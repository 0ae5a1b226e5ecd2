import SurveyCore

/// What a chart shows, in a sentence with the numbers.
enum Finding {
  /// The newest figures, each with the first beside it.
  static func sentence(of metrics: [Metric], waves: [WaveSummary], unit: TrendUnit, base: Base) -> String {
    guard let first = waves.first, let newest = waves.last else { return "" }
    let parts = metrics.map { metric -> String in
      let now = Share(newest.point(metric, unit: unit, base: base)).map(\.text) ?? "no value"
      guard waves.count > 1 else { return "\(metric.title) \(now)" }
      let before = Share(first.point(metric, unit: unit, base: base)).map(\.text) ?? "no value"
      return "\(metric.title) from \(before) to \(now)"
    }
    let when =
      waves.count > 1
      ? "from wave \(first.label) (\(first.waveDate)) to wave \(newest.label) (\(newest.waveDate))"
      : "in wave \(newest.label) (\(newest.waveDate))"
    let data = waves.areLaboratory ? "\(Caveat.laboratory). " : ""
    return "\(data)Of \(unit.title(in: base)), \(when): \(parts.joined(separator: "; ")). \(Caveat.short)"
  }
}
