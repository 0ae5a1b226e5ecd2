import SurveyCore

/// A part of a whole, with both numbers.
struct Share: Hashable {
  let numerator: Double
  let denominator: Double

  /// `nil` where nothing is in the base.
  init?(numerator: Double, denominator: Double) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// `nil` where there is no point, or nothing in its base.
  init?(_ point: TrendPoint?) {
    guard let point else { return nil }
    self.init(numerator: point.numerator, denominator: point.denominator)
  }

  /// `nil` of nothing.
  init?(_ ratio: Ratio) {
    self.init(numerator: ratio.numerator, denominator: ratio.denominator)
  }

  /// 0–100.
  var percent: Double { numerator / denominator * 100 }

  /// One decimal; what is neither nothing nor all is never printed as such.
  var percentText: String {
    let text = NumberText.fixed(percent, decimals: 1)
    if text == "0.0", numerator > 0 { return "< 0.1 %" }
    // Sums of binary fractions miss their whole by less than this.
    if text == "100.0", numerator < denominator * (1 - 0x1p-40) { return "> 99.9 %" }
    return text + " %"
  }

  /// `62.0 % (620/1,000)`.
  var text: String { "\(percentText) (\(fraction))" }

  /// `62.0 % (620 of 1,000)`.
  var spoken: String { "\(percentText) (\(number(numerator)) of \(number(denominator)))" }

  /// `620/1,000`.
  var fraction: String { "\(number(numerator))/\(number(denominator))" }

  /// `37.5 % (22.5/60)`: of counts, which are shared out by tenths at most.
  var countText: String { "\(percentText) (\(NumberText.count(numerator))/\(NumberText.count(denominator)))" }

  /// The numerator by itself.
  var numeratorText: String { number(numerator) }

  /// The denominator by itself.
  var denominatorText: String { number(denominator) }

  /// `+10.0 points`.
  func change(from earlier: Share) -> String {
    let points = NumberText.fixed(percent - earlier.percent, decimals: 1)
    let isRise = percent > earlier.percent && points != "0.0"
    return points == "0.0" ? "±0.0 points" : (isRise ? "+" : "") + points + " points"
  }

  /// Whole numbers as such, parts of domains and of weights with as many decimals as the denominator needs.
  private func number(_ value: Double) -> String {
    guard value != value.rounded() else { return NumberText.fixed(value, decimals: 0) }
    let decimals =
      denominator >= 1e6 ? 0 : denominator >= 1_000 ? 1 : denominator >= 100 ? 2 : denominator >= 1 ? 3 : 6
    return NumberText.fixed(value, decimals: decimals)
  }
}
