/// A numerator over a denominator, both kept: parts of a whole that can be added to others.
public struct Ratio: Hashable, Sendable {
  /// Sum of shares, weighted where the unit says so.
  public var numerator: Double
  /// Number, or sum of the weights, of the units.
  public var denominator: Double

  /// A ratio; nothing of nothing where nothing is said.
  public init(_ numerator: Double = 0, of denominator: Double = 0) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// 0–1; `nil` of nothing.
  public var share: Double? { denominator > 0 ? numerator / denominator : nil }

  /// The ratio of both together.
  public static func + (left: Ratio, right: Ratio) -> Ratio {
    Ratio(left.numerator + right.numerator, of: left.denominator + right.denominator)
  }

  /// What is left without the other.
  public static func - (left: Ratio, right: Ratio) -> Ratio {
    Ratio(left.numerator - right.numerator, of: left.denominator - right.denominator)
  }
}
