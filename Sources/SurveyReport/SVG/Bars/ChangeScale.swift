/// A scale of percentage points around 0.
struct ChangeScale {
  /// Where the lowest value stands.
  private let left: Double
  private let width: Double
  private let lowest: Double
  private let highest: Double
  private let step: Double

  /// A scale that holds all values and 0.
  /// - Parameter ticks: at most so many steps.
  init(values: [Double], left: Double, width: Double, ticks: Int) {
    let low = min(0, values.min() ?? 0)
    let high = max(0, values.max() ?? 0)
    // No change at all still needs a scale.
    let span = max(high - low, 0.1)
    let steps: [Double] = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
    step = steps.first { span / $0 <= Double(ticks - 1) } ?? 100
    lowest = (low / step).rounded(.down) * step
    highest = max(lowest + step, (high / step).rounded(.up) * step)
    // The labels of the ends stand under them.
    self.left = left + ChangeScale.inset
    self.width = width - 2 * ChangeScale.inset
  }

  private static let inset: Double = 20

  /// The place of a value.
  func x(_ value: Double) -> Double { left + (value - lowest) / (highest - lowest) * width }

  private var ticks: [Double] {
    (0...Int(((highest - lowest) / step).rounded())).map { lowest + Double($0) * step }
  }

  /// What is measured, and the numbers of the lines.
  func labels(top: Double, title: String) -> Drawing {
    var drawing = Drawing(top: top + 32)
    let decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 2
    drawing.texts = [PlacedText(title, x: left - ChangeScale.inset, y: top + 10, size: 11, fill: Palette.paleInk)]
    drawing.texts += ticks.map { tick in
      let text = NumberText.fixed(tick, decimals: decimals)
      let isZero = abs(tick) < step / 2
      return PlacedText(
        isZero ? "0" : tick > 0 ? "+" + text : text, x: x(tick), y: top + 26, size: 11, anchor: .middle,
        fill: Palette.paleInk)
    }
    return drawing
  }

  /// Its lines, that of 0 in ink.
  func grid(top: Double, bottom: Double) -> [SVGElement] {
    ticks.map { tick in
      .line(
        [Point(x: x(tick), y: top), Point(x: x(tick), y: bottom)],
        stroke: abs(tick) < step / 2 ? Palette.paleInk : Palette.grid, width: 1)
    }
  }
}
