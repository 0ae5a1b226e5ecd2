/// One point of a trend: a numerator and a denominator, and what they are of.
public struct TrendPoint: Hashable, Sendable {
  /// How the uncertainty was computed; a census has none.
  public enum Interval: String, Sendable, Hashable {
    /// No sampling error.
    case none
  }

  /// What is counted once.
  public let unit: TrendUnit
  /// What is counted.
  public let metric: Metric
  /// What is divided by.
  public let base: Base
  /// Sum of shares, weighted where the unit says so.
  public let numerator: Double
  /// Number, or sum of the weights, of the units in the base.
  public let denominator: Double
  /// How the uncertainty was computed.
  public let interval: Interval

  /// A point.
  public init(
    unit: TrendUnit, metric: Metric, base: Base, numerator: Double, denominator: Double, interval: Interval = .none
  ) {
    self.unit = unit
    self.metric = metric
    self.base = base
    self.numerator = numerator
    self.denominator = denominator
    self.interval = interval
  }

  /// 0–100; `nil` where nothing is in the base.
  public var percent: Double? { denominator > 0 ? numerator / denominator * 100 : nil }
}
