/// The score interval of a share of a simple random sample: for units that were drawn on their own, never for hosts of a
/// few operators.
///
/// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927), 209–212;
/// Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001).
public enum Wilson {
  /// The 97.5 % quantile of the normal distribution.
  static let z = 1.959_963_984_540_054

  /// The interval at 95 % of a share, 0–1; `nil` of nothing.
  /// - Parameters:
  ///   - ratio: the share; its numerator may be a sum of shares.
  ///   - size: how many units it is worth; the denominator where nothing is said, so that weighted shares need one
  ///     (`EffectiveSize`).
  public static func interval(_ ratio: Ratio, size: Double? = nil) -> ClosedRange<Double>? {
    let size = size ?? ratio.denominator
    guard let share = ratio.share, size > 0 else { return nil }
    let p = min(1, max(0, share))
    let whole = 1 + z * z / size
    let centre = (p + z * z / (2 * size)) / whole
    let half = z * (p * (1 - p) / size + z * z / (4 * size * size)).squareRoot() / whole
    // The bounds of nothing and of all are 0 and 1, which rounding may miss by a bit; the share is always inside.
    return (p == 0 ? 0 : min(p, max(0, centre - half)))...(p == 1 ? 1 : max(p, min(1, centre + half)))
  }
}
