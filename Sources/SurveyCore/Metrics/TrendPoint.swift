/// One point of a trend: a numerator and a denominator, and what they are of.
public struct TrendPoint: Hashable, Sendable {
  /// How the sampling error was computed, with its bounds at 95 % in percent.
  public enum Interval: Hashable, Sendable {
    /// No sampling error: a census.
    case none
    /// Wilson's score interval: a simple random sample.
    case wilson(low: Double, high: Double)
    /// Operators with at least 1 % of the unit taken whole, the others drawn again and again.
    case cluster(low: Double, high: Double)

    /// The word of the `interval` column.
    public var word: String {
      switch self {
      case .none: "none"
      case .wilson: "wilson"
      case .cluster: "cluster"
      }
    }

    /// The bounds in percent; `nil` where there is no sampling error.
    public var bounds: ClosedRange<Double>? {
      switch self {
      case .none: nil
      case .wilson(let low, let high), .cluster(let low, let high): low...high
      }
    }

    /// From the columns of the database; `nil` for a word that is none, and for bounds that are missing.
    public init?(word: String, low: Double?, high: Double?) {
      switch (word, low, high) {
      case ("none", _, _): self = .none
      case ("wilson", let low?, let high?) where low <= high: self = .wilson(low: low, high: high)
      case ("cluster", let low?, let high?) where low <= high: self = .cluster(low: low, high: high)
      default: return nil
      }
    }
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
  /// Number, or sum of the weights, of the units that have an address and of which none was reachable: in no base.
  public let silent: Double
  /// The sampling error.
  public let interval: Interval

  /// A point.
  public init(
    unit: TrendUnit, metric: Metric, base: Base, numerator: Double, denominator: Double, silent: Double = 0,
    interval: Interval = .none
  ) {
    self.unit = unit
    self.metric = metric
    self.base = base
    self.numerator = numerator
    self.denominator = denominator
    self.silent = silent
    self.interval = interval
  }

  /// Both numbers.
  public var ratio: Ratio { Ratio(numerator, of: denominator) }

  /// 0–100; `nil` where nothing is in the base.
  public var percent: Double? { ratio.share.map { $0 * 100 } }

  /// The percentage had none of what was silent the property, and had all of it (Manski 1989): what non-response alone
  /// leaves open. `nil` where there is nothing.
  public var worstCase: ClosedRange<Double>? {
    let whole = denominator + silent
    guard whole > 0 else { return nil }
    return (numerator / whole * 100)...((numerator + silent) / whole * 100)
  }
}
