import SurveyCore

/// Stacked bars, one a wave: all classes of a unit and base, from the best on the left to the worst.
struct ClassBars {
  let waves: [WaveSummary]
  let unit: TrendUnit
  let base: Base

  /// The chart in both layouts; `nil` for a unit whose classes overlap, and in a base that it does not have.
  var figure: Figure? { metrics.isEmpty ? nil : Figure(chart) }

  private var metrics: [Metric] { Metric.bestToWorst(base: base, unit: unit) }

  func chart(_ layout: Layout) -> Chart {
    let metrics = metrics
    let caption = Caption(
      layout, name: "classes-\(unit.fileWord)-\(base.rawValue)", title: "Classes of \(unit.title(in: base))",
      subtitle: "Each bar is 100 % of its wave, the best class on the left; letters as below"
        + WaveBars.scope(of: waves.count),
      finding: Finding.sentence(of: metrics.filter(isSeen), waves: waves, unit: unit, base: base),
      isLaboratory: waves.areLaboratory)
    let rows = waves.map { wave in
      WaveBars.Row(wave: wave, shares: metrics.map { Share(wave.point($0, unit: unit, base: base)) })
    }
    let bars = WaveBars(parts: metrics.map(ClassBars.part), rows: rows, layout: layout, top: caption.drawingTop)
    return Chart(caption: caption, drawing: bars.drawing)
  }

  /// A class in bars and legends.
  static func part(_ metric: Metric) -> StackedBar.Part {
    StackedBar.Part(letter: letter(metric), title: metric.title, fill: Palette.fill(metric))
  }

  /// The letter of a class in bars and legends, the same in every chart.
  static func letter(_ metric: Metric) -> String {
    let place = Metric.bestToWorst(base: .reachable, unit: .mxHost).firstIndex(of: metric) ?? 0
    return String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place)))
  }

  private func isSeen(_ metric: Metric) -> Bool {
    waves.contains { ($0.point(metric, unit: unit, base: base)?.numerator ?? 0) > 0 }
  }
}
