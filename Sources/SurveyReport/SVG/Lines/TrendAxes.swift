import SurveyCore

/// The axes of a trend: 0–100 % upwards, dates to the right.
struct TrendAxes {
  /// What is written below the axis of time.
  enum Ticks {
    /// The dates themselves, as many as there is room for.
    case dates
    /// The beginnings of years, as many as there is room for.
    case years
  }

  /// The rectangle between the axes.
  let plot: Box
  /// The dates of the points.
  let dates: [Instant]
  let ticks: Ticks

  /// The room that the percentages take left of the plot.
  static let labelWidth: Double = 48
  /// The room that the dates take below it.
  static let labelHeight: Double = 32

  /// The place of a date's percentage.
  func point(_ date: Instant, _ percent: Double) -> Point { Point(x: x(date), y: y(percent)) }

  /// Axes with their grid.
  var drawing: Drawing {
    var drawing = Drawing(top: plot.y + plot.height + TrendAxes.labelHeight)
    for percent in TrendAxes.percents {
      drawing.shapes.append(
        .line(
          [Point(x: plot.x, y: y(percent)), Point(x: plot.x + plot.width, y: y(percent))],
          stroke: percent == 0 ? Palette.paleInk : Palette.grid, width: 1))
      drawing.texts.append(
        PlacedText(
          "\(NumberText.roundTrip(percent)) %", x: plot.x - 8, y: y(percent) + 4, size: 11, anchor: .end,
          fill: Palette.paleInk))
    }
    let foot = plot.y + plot.height
    let marks = marks
    let labels = dateLabels
    // Where ticks would be a comb, only those with a date stand.
    let isComb = Double(marks.count) * 8 > plot.width
    let labelled = Set(labels.map(\.origin.x))
    for (date, _) in marks where !isComb || labelled.contains(x(date)) {
      drawing.shapes.append(
        .line(
          [Point(x: x(date), y: foot), Point(x: x(date), y: foot + 5)], stroke: Palette.paleInk, width: 1))
    }
    drawing.texts += labels
    return drawing
  }

  /// As many labels as there is room for, the newest and the oldest first of all.
  private var dateLabels: [PlacedText] {
    var labels: [PlacedText] = []
    for (date, text) in marks.suffix(1) + marks.prefix(1) + marks.dropFirst().dropLast().reversed() {
      let label = PlacedText(
        text, x: x(date), y: plot.y + plot.height + 20, size: 11, anchor: .middle, fill: Palette.paleInk)
      let isFree = labels.allSatisfy { abs($0.origin.x - label.origin.x) >= label.box.width + 8 }
      if isFree { labels.append(label) }
    }
    return labels.sorted { $0.origin.x < $1.origin.x }
  }

  /// Where the ticks stand, oldest first, and what they say.
  private var marks: [(Instant, String)] {
    let sorted = Set(dates).sorted()
    switch ticks {
    case .dates: return sorted.map { ($0, $0.date) }
    case .years:
      guard let first = sorted.first, let last = sorted.last else { return [] }
      let years = TrendAxes.year(first)...TrendAxes.year(last)
      // As many years as there is room for, at even distances.
      let room = max(1, Int(plot.width / 44))
      let step = [1, 2, 5, 10].first { years.count <= room * $0 } ?? 20
      let begins = years.filter { $0.isMultiple(of: step) }.compactMap { year in
        Instant(iso8601: "\(year)-01-01").map { ($0, String(year)) }
      }.filter { $0.0 >= first }
      // Within one year there is none to name.
      return begins.count < 2 ? sorted.map { ($0, $0.date) } : begins
    }
  }

  private static func year(_ date: Instant) -> Int { Int(date.date.prefix(4)) ?? 1970 }

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
