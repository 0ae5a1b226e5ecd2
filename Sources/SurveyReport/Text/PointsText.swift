/// Differences of shares as percentage points.
enum PointsText {
  /// `+10.0`, `−0.3`, `0.0`; of a difference of shares, −1 to 1.
  static func signed(_ difference: Double, decimals: Int = 1) -> String {
    let text = NumberText.fixed(difference * 100, decimals: decimals)
    let isNothing = text == NumberText.fixed(0, decimals: decimals)
    return difference > 0 && !isNothing ? "+" + text : text
  }

  /// `+1.2 to +3.4`.
  static func range(_ low: Double, _ high: Double) -> String { "\(signed(low)) to \(signed(high))" }
}
