import SurveyCore

/// The charts of a report.
struct ChartSet {
  /// The charts of one unit and base.
  private struct Placed {
    let unit: TrendUnit
    let base: Base
    let figure: Figure
  }

  private let placed: [Placed]
  /// The panel of fixed domains beside the current lists; `nil` without a panel.
  let panel: Figure?
  /// What moved the figures, a chart a unit; empty where nothing was decomposed.
  let terms: [Figure]
  /// Figures without the largest operators, a chart a unit.
  let concentration: [Figure]
  /// Where MX hosts, and where domains went; empty for a single wave.
  let transitions: [Figure]
  /// What each sender would do; `nil` for waves judged without sender policies.
  let senders: Figure?
  /// Certificate authorities; `nil` where the waves tell of none.
  let issuers: Figure?
  /// Days that certificates have left; `nil` where the waves tell of none.
  let expiry: Figure?

  /// Draws what the series has; without waves there is nothing to draw.
  init(series: SurveySeries, units: [TrendUnit]) {
    let waves = series.waves
    let verified = Metric.certificateClass(.caVerified)
    let hasWaves = !waves.isEmpty
    placed = hasWaves ? ChartSet.placed(waves: waves, units: units) : []
    panel = hasWaves ? series.panel.flatMap { PanelLines(waves: waves, panel: $0, metric: verified).figure } : nil
    let change = series.overall ?? series.changes.last
    terms =
      change.map { change in
        change.decompositions.filter { $0.metric == verified && units.contains($0.unit) }.compactMap {
          TermBars(decomposition: $0, from: change.from, to: change.to, waves: waves).figure
        }
      } ?? []
    concentration = units.compactMap {
      ConcentrationLines(waves: waves, curves: series.concentration, unit: $0, metric: verified).figure
    }
    transitions =
      change.map { change in
        [TrendUnit.mxHost, .domain].filter(units.contains).compactMap {
          TransitionMap(transitions: change.transitions, unit: $0, from: change.from, to: change.to, waves: waves)
            .figure
        }
      } ?? []
    senders = SenderBars(waves: waves).figure
    issuers = IssuerBars.figure(waves: waves)
    expiry = ExpiryBars.figure(waves: waves)
  }

  /// Every chart, in the order of the report; those beside published figures are drawn by their sections.
  var all: [Figure] {
    placed.map(\.figure) + [panel].compactMap(\.self) + terms + concentration + transitions
      + [senders, issuers, expiry].compactMap(\.self)
  }

  /// The charts of a unit and base.
  func figures(unit: TrendUnit, base: Base) -> [Figure] {
    placed.filter { $0.unit == unit && $0.base == base }.map(\.figure)
  }

  /// Trend and classes of MX hosts and of weighted domains; of the first unit where neither is asked for.
  private static func placed(waves: [WaveSummary], units: [TrendUnit]) -> [Placed] {
    let customary = [TrendUnit.mxHost, .domainWeighted].filter(units.contains)
    return (customary.isEmpty ? Array(units.prefix(1)) : customary).flatMap { unit in
      unit.bases.flatMap { base -> [Placed] in
        // The trend of those with TLS would tell the same again.
        let trend = base == unit.bases.first ? TrendLines(waves: waves, unit: unit, base: base).figure : nil
        return [trend, ClassBars(waves: waves, unit: unit, base: base).figure].compactMap(\.self)
          .map { Placed(unit: unit, base: base, figure: $0) }
      }
    }
  }
}

extension TrendUnit {
  /// The unit in the name of a file: nothing of a list's name but ASCII letters and digits, and, where that loses
  /// something, a digest that tells it from its like.
  var fileWord: String {
    let word = String(
      rawValue.prefix(60).map { character in
        character.isASCII && (character.isLetter || character.isNumber || character == "_") ? character : "-"
      })
    guard word != rawValue else { return word }
    // FNV-1a: enough to tell a few lists of one wave apart.
    let digest = rawValue.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return word + "-" + String(digest, radix: 16)
  }
}
