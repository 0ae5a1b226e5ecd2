import SurveyCore

/// The legend of stacked bars: letter, class, and the values of the first and the newest wave.
struct ClassLegend {
  let metrics: [Metric]
  let waves: [WaveSummary]
  let unit: TrendUnit
  let base: Base
  /// Where it begins.
  let top: Double

  private static let rowHeight: Double = 21
  private static let nameX: Double = 48
  private static let valueX: [Double] = [520, 844]

  /// Where it ends.
  var bottom: Double { top + Double(metrics.count + 1) * ClassLegend.rowHeight }

  /// Letters' boxes and lines between rows.
  var shapes: [SVGElement] {
    metrics.indices.flatMap { place in
      let y = rowTop(place)
      return [
        SVGElement.line(
          [Point(x: Chart.padding, y: y), Point(x: Chart.width - Chart.padding, y: y)], stroke: Palette.grid,
          width: 1),
        .rectangle(
          Box(x: Chart.padding, y: y + 3, width: 20, height: 15), fill: Palette.fill(metrics[place]).fill,
          stroke: Palette.ink),
      ]
    }
  }

  /// Header, letters, names and values.
  var texts: [PlacedText] {
    let header = zip(columns, waves).map { x, wave in
      PlacedText(
        PlacedText.fitted("\(wave.label)", width: 250, size: 12, isBold: true), x: x, y: top + 14,
        anchor: .end,
        isBold: true)
    }
    return header
      + metrics.enumerated().flatMap { place, metric in
        let y = rowTop(place) + 15
        let values = zip(columns, waves).map { x, wave in
          PlacedText(
            Share(wave.point(metric, unit: unit, base: base))?.text ?? "no value", x: x, y: y, anchor: .end)
        }
        return [
          PlacedText(
            ClassBars.letter(metric), x: Chart.padding + 10, y: y - 1, anchor: .middle, isBold: true,
            fill: Palette.fill(metric).ink),
          PlacedText(metric.title, x: ClassLegend.nameX, y: y),
        ] + values
      }
  }

  private var columns: [Double] { waves.count == 1 ? [520] : ClassLegend.valueX }

  private func rowTop(_ place: Int) -> Double { top + Double(place + 1) * ClassLegend.rowHeight }
}
