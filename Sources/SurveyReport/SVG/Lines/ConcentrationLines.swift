import SurveyCore

/// A figure over the waves, with all operators and without those that weigh most: how much of it is a few providers'.
struct ConcentrationLines {
  let waves: [WaveSummary]
  let curves: [ConcentrationCurve]
  let unit: TrendUnit
  let metric: Metric

  /// The chart in both layouts; `nil` where no curve is of this unit and metric.
  var figure: Figure? { shown.isEmpty ? nil : Figure(chart) }

  private var shown: [ConcentrationCurve] {
    let own = curves.filter { $0.unit == unit && $0.metric == metric && $0.ratios.count == waves.count }
    return Array(own.sorted { $0.without < $1.without }.prefix(LineStyle.all.count))
  }

  private static func title(_ without: Int) -> String {
    switch without {
    case 0: "all operators"
    case 1: "without the top one"
    default: "without the top \(NumberText.grouped(without))"
    }
  }

  func chart(_ layout: Layout) -> Chart {
    let shown = shown
    let lines = zip(shown, LineStyle.all).compactMap { curve, style in
      PlottedLine(
        ConcentrationLines.title(curve.without), style: style, waves: waves,
        values: curve.ratios.map { PlottedLine.Value($0) }, ratios: curve.ratios)
    }
    let counted = unit.title(in: .reachable)
    let parts = shown.map { curve -> String in
      let shares = curve.ratios.map { Share(numerator: $0.numerator, denominator: $0.denominator) }
      return Finding.movement(
        ConcentrationLines.title(curve.without), from: shares.first ?? nil, to: shares.last ?? nil,
        isSingle: waves.count == 1)
    }
    let caption = Caption(
      layout, name: "concentration-\(unit.fileWord)-\(metric.word)",
      title: "\(metric.title) without the largest operators",
      subtitle: "In percent of \(counted); left out are the operators that weigh most in the newest wave",
      finding: Finding.text(
        "\(metric.title) of \(counted), \(Finding.period(of: waves)): \(parts.joined(separator: "; "))", waves: waves),
      isLaboratory: waves.areLaboratory)
    return Chart(caption: caption, drawing: LinePlot(lines, under: caption).drawing)
  }
}
