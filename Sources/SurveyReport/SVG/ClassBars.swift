import SurveyCore

/// Stacked bars, one a wave: all classes of a unit and base, from the best on the left to the worst.
struct ClassBars {
  let waves: [WaveSummary]
  let unit: TrendUnit
  let base: Base

  /// Bars in one picture; of more waves the first and the newest are shown.
  static let mostBars = 24

  private static let left: Double = 190
  private static let barWidth = Chart.width - left - Chart.padding
  private static let gap: Double = 10

  private var shown: [WaveSummary] { waves.ends(limit: ClassBars.mostBars) }
  private var metrics: [Metric] { Metric.bestToWorst(base: base, unit: unit) }
  private var barHeight: Double { shown.count <= 8 ? 42 : 28 }

  /// The chart.
  var chart: Chart {
    let bars = shown.enumerated().map { index, wave in
      bar(wave, y: Chart.top + Double(index) * (barHeight + ClassBars.gap))
    }
    let foot = Chart.top + Double(shown.count) * (barHeight + ClassBars.gap)
    let legend = ClassLegend(
      metrics: metrics, waves: waves.ends(limit: 2), unit: unit, base: base, top: foot + 10)
    let scope =
      shown.count < waves.count ? "; the first and the newest \(shown.count - 1) of \(waves.count) waves" : ""
    return Chart(
      unit: unit, base: base, name: "classes-\(unit.fileWord)-\(base.rawValue)",
      title: "Classes of \(unit.title(in: base))",
      subtitle: "Each bar is 100 % of its wave, the best class on the left; letters as below\(scope)",
      finding: Finding.sentence(of: metrics.filter(isSeen), waves: waves, unit: unit, base: base),
      isLaboratory: waves.areLaboratory, height: legend.bottom + 8 + Chart.foot,
      shapes: bars.flatMap(\.shapes) + legend.shapes, texts: bars.flatMap(\.texts) + legend.texts)
  }

  /// The letter of a class in bars and legends, the same in every chart.
  static func letter(_ metric: Metric) -> String {
    let place = Metric.bestToWorst(base: .reachable, unit: .mxHost).firstIndex(of: metric) ?? 0
    return String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place)))
  }

  private func isSeen(_ metric: Metric) -> Bool {
    waves.contains { ($0.point(metric, unit: unit, base: base)?.numerator ?? 0) > 0 }
  }

  private func bar(_ wave: WaveSummary, y: Double) -> (shapes: [SVGElement], texts: [PlacedText]) {
    let shares = metrics.map { Share(wave.point($0, unit: unit, base: base)) }
    let room = ClassBars.left - Chart.padding - 12
    let count = shares.compactMap(\.self).first.map { "of \($0.denominatorText)" } ?? "no value"
    let middle = y + barHeight / 2
    var texts = [
      PlacedText(
        PlacedText.fitted(wave.label, width: room, size: 13, isBold: true), x: Chart.padding, y: middle - 2,
        size: 13,
        isBold: true),
      PlacedText(
        PlacedText.fitted("\(wave.dateInstant.date), \(count)", width: room, size: 11), x: Chart.padding,
        y: middle + 12, size: 11, fill: Palette.paleInk),
    ]
    var shapes: [SVGElement] = []
    var x = ClassBars.left
    for (place, share) in shares.enumerated() {
      guard let share, share.numerator > 0 else { continue }
      let box = Box(x: x, y: y, width: ClassBars.barWidth * share.percent / 100, height: barHeight)
      shapes.append(.rectangle(box, fill: Palette.fill(metrics[place]).fill, stroke: Palette.ink))
      texts += label(place, share, box)
      x += box.width
    }
    return (shapes, texts)
  }

  /// As much as fits: name and percentage, letter and percentage, letter, nothing.
  private func label(_ place: Int, _ share: Share, _ box: Box) -> [PlacedText] {
    let metric = metrics[place]
    let ink = Palette.fill(metric).ink
    let letter = ClassBars.letter(metric)
    func text(_ text: String, _ y: Double, isBold: Bool = false) -> PlacedText {
      PlacedText(text, x: box.x + box.width / 2, y: y, anchor: .middle, isBold: isBold, fill: ink)
    }
    func fits(_ candidate: PlacedText) -> Bool { candidate.box.width <= box.width - 6 }
    let middle = box.y + box.height / 2
    let isTall = box.height > 36
    let named =
      isTall
      ? [text("\(letter) \(metric.title)", middle - 4, isBold: true), text(share.percentText, middle + 12)]
      : [text("\(letter) \(metric.title) \(share.percentText)", middle + 4)]
    let lettered =
      isTall
      ? [text(letter, middle - 4, isBold: true), text(share.percentText, middle + 12)]
      : [text("\(letter) \(share.percentText)", middle + 4)]
    let candidates = [named, lettered, [text(letter, middle + 4, isBold: true)]]
    return candidates.first { $0.allSatisfy(fits) } ?? []
  }
}
