import SurveyCore

/// The charts of a report: the trend and the classes of MX hosts and of weighted domains.
struct ChartSet {
  /// The charts in the order of the report.
  let all: [Chart]

  /// Draws what the waves have; without waves there is nothing to draw.
  init(waves: [WaveSummary], units: [TrendUnit]) {
    guard !waves.isEmpty else {
      all = []
      return
    }
    let customary = [TrendUnit.mxHost, .domainWeighted].filter(units.contains)
    all = (customary.isEmpty ? Array(units.prefix(1)) : customary).flatMap { unit in
      [
        TrendLines(waves: waves, unit: unit, base: .reachable).chart,
        ClassBars(waves: waves, unit: unit, base: .reachable).chart,
        ClassBars(waves: waves, unit: unit, base: .tls).chart,
      ]
    }
  }

  /// The charts of a unit and base.
  func charts(unit: TrendUnit, base: Base) -> [Chart] { all.filter { $0.unit == unit && $0.base == base } }
}

extension TrendUnit {
  /// The unit in the name of a file: nothing of a list's name but ASCII letters and digits.
  var fileWord: String {
    String(
      rawValue.map { character in
        character.isASCII && (character.isLetter || character.isNumber || character == "_") ? character : "-"
      })
  }
}
