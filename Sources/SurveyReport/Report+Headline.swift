public import SurveyCore

extension Report {
  /// The main figures of each wave as lines of plain text, for a terminal; no line holds a control character.
  ///
  /// ```
  /// 2014-08 (2014-08-19, laboratory data)
  ///   MX hosts: CA-verified 62.0 % (620 of 1,000), self-signed 10.0 % (100 of 1,000), …
  ///   weighted: CA-verified 70.0 % (700 of 1,000), …
  /// ```
  public static func headline(for waves: [WaveSummary]) -> [String] {
    guard !waves.isEmpty else { return ["no finished wave"] }
    let lines = waves.flatMap { wave in
      let laboratory = wave.isSynthetic ? ", laboratory data" : ""
      return [
        "\(wave.label.visible) (\(wave.waveDate.visible)\(laboratory))",
        "  MX hosts: \(figures(of: wave, unit: .mxHost))",
        "  weighted: \(figures(of: wave, unit: .domainWeighted))",
      ]
    }
    return lines + [
      "Of MX hosts and domains that were reachable. \(Caveat.short)"
    ]
  }

  private static func figures(of wave: WaveSummary, unit: TrendUnit) -> String {
    Metric.headline(base: .reachable).map { metric in
      let share = Share(wave.point(metric, unit: unit, base: .reachable))
      return "\(metric.title) \(share?.spoken ?? "no value")"
    }.joined(separator: ", ")
  }
}
