import SurveyCore

/// The axes of a trend: 0–100 % upwards, dates to the right.
struct TrendAxes {
  /// The rectangle between the axes.
  let plot: Box
  /// The dates of the waves.
  let dates: [Instant]

  /// The place of a wave's percentage.
  func point(_ wave: Int, _ percent: Double) -> Point { Point(x: x(dates[wave]), y: y(percent)) }

  /// Grid lines and ticks.
  var shapes: [SVGElement] {
    let grid = TrendAxes.percents.map { percent in
      SVGElement.line(
        [Point(x: plot.x, y: y(percent)), Point(x: plot.x + plot.width, y: y(percent))],
        stroke: percent == 0 ? Palette.paleInk : Palette.grid, width: 1)
    }
    let foot = plot.y + plot.height
    let ticks = Set(dates).sorted().map { date in
      SVGElement.line(
        [Point(x: x(date), y: foot), Point(x: x(date), y: foot + 5)], stroke: Palette.paleInk, width: 1)
    }
    return grid + ticks
  }

  /// Percentages and as many dates as there is room for, the newest and the oldest first of all.
  var texts: [PlacedText] {
    let percents = TrendAxes.percents.map { percent in
      PlacedText(
        "\(NumberText.roundTrip(percent)) %", x: plot.x - 8, y: y(percent) + 4, anchor: .end,
        fill: Palette.paleInk)
    }
    var labels: [PlacedText] = []
    let sorted = Set(dates).sorted()
    for date in sorted.suffix(1) + sorted.prefix(1) + sorted.dropFirst().dropLast().reversed() {
      let text = PlacedText(
        date.date, x: x(date), y: plot.y + plot.height + 20, anchor: .middle, fill: Palette.paleInk)
      let isFree = labels.allSatisfy { abs($0.origin.x - text.origin.x) >= text.box.width + 8 }
      if isFree { labels.append(text) }
    }
    return percents + labels.sorted { $0.origin.x < $1.origin.x }
  }

  private static let percents: [Double] = [0, 20, 40, 60, 80, 100]

  /// The dates keep a distance from both ends, so that marks and labels do not touch the axis.
  private func x(_ date: Instant) -> Double {
    guard let first = dates.min(), let last = dates.max(), first < last else {
      return plot.x + plot.width / 2
    }
    let inset: Double = 28
    let fraction = Double(date.epoch - first.epoch) / Double(last.epoch - first.epoch)
    return plot.x + inset + fraction * (plot.width - 2 * inset)
  }

  private func y(_ percent: Double) -> Double { plot.y + plot.height * (1 - percent / 100) }
}
