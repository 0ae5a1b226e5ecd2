/// A change of one figure, by operator (Kitagawa 1955): what operators did, where the weight moved, who came and went.
///
/// With *w* for an operator's share of the denominator, *p* for its own figure and *P̄* for the mean of both waves'
/// figures: `rate = Σ w̄·Δp` and `weight = Σ (p̄ − P̄)·Δw` over operators of both waves, `entry = Σ w₂·(p₂ − P̄)` and
/// `exit = −Σ w₁·(p₁ − P̄)` over the others. The four add up to the change.
public struct Decomposition: Hashable, Sendable {
  /// What is counted once.
  public var unit: TrendUnit
  /// What is counted.
  public var metric: Metric
  /// The figure of the earlier wave.
  public var before: Ratio
  /// The figure of the later wave.
  public var after: Ratio
  /// The sums of the terms over all operators.
  public var terms: Terms
  /// How many operators either wave has.
  public var operatorCount: Int
  /// The operators that moved it most, by the magnitude of their total, then by name.
  public var operators: [Contribution]

  /// The terms, as shares, −1 to 1.
  public struct Terms: Hashable, Sendable {
    /// Operators of both waves whose own figure changed.
    public var rate: Double
    /// Operators of both waves whose weight changed.
    public var weight: Double
    /// Operators of the later wave alone.
    public var entry: Double
    /// Operators of the earlier wave alone.
    public var exit: Double
    /// What they add up to.
    public var total: Double { rate + weight + entry + exit }

    /// Terms; none where nothing is said.
    public init(rate: Double = 0, weight: Double = 0, entry: Double = 0, exit: Double = 0) {
      self.rate = rate
      self.weight = weight
      self.entry = entry
      self.exit = exit
    }

    /// The terms of both together.
    public static func + (left: Terms, right: Terms) -> Terms {
      Terms(
        rate: left.rate + right.rate, weight: left.weight + right.weight, entry: left.entry + right.entry,
        exit: left.exit + right.exit)
    }
  }

  /// One operator's part.
  public struct Contribution: Hashable, Sendable {
    /// The operator.
    public var name: String
    /// Its terms.
    public var terms: Terms
    /// Its own figure in the earlier wave; `nil` where it was not there.
    public var before: Ratio?
    /// Its own figure in the later wave; `nil` where it is not there.
    public var after: Ratio?

    /// A contribution.
    public init(name: String, terms: Terms, before: Ratio?, after: Ratio?) {
      self.name = name
      self.terms = terms
      self.before = before
      self.after = after
    }
  }

  /// A decomposition.
  public init(
    unit: TrendUnit, metric: Metric, before: Ratio, after: Ratio, terms: Terms, operatorCount: Int,
    operators: [Contribution]
  ) {
    self.unit = unit
    self.metric = metric
    self.before = before
    self.after = after
    self.terms = terms
    self.operatorCount = operatorCount
    self.operators = operators
  }
}
