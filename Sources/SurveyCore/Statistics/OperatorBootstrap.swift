/// How sure the shares of a sample are if operators, not hosts, are what was drawn: a bootstrap over operators in one
/// pass.
///
/// Hosts of one operator share their fate, so a sample of 10,000 hosts of 50 operators says as much as 50 draws. In each
/// replicate every operator counts as often as a Poisson variable of mean 1 says, which needs no list of operators
/// (Hanley and MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", Computer Methods and
/// Programs in Biomedicine 83 (2006); Chamandy, Muralidharan, Najmi, Naidu, "Estimating Uncertainty for Massive Data
/// Streams", Google 2012). How often is a function of seed, name and replicate alone: neither the order of operators nor
/// their division into shards changes an interval, parts of an operator may be added one by one, and an operator counts
/// the same in every unit and wave that has the seed. An operator that was taken whole was certain to be there: it
/// counts once in every replicate.
///
/// Memory is one sum for each replicate and column, however many operators there are.
public struct OperatorBootstrap: Sendable {
  /// How often the sample is drawn anew.
  public static let replicates = 1_000
  /// The share of a unit from which on an operator is taken whole: there is only one of its kind.
  public static let wholeShare = 0.01

  /// By column, the denominator last; within it by replicate.
  private var drawn: [ExactSum]
  /// What was taken whole, by column, the denominator last.
  private var whole: [ExactSum]
  private var poisson: PoissonDraws

  /// A bootstrap without operators.
  /// - Parameters:
  ///   - seed: the same seed gives the same intervals.
  ///   - columns: how many numerators share a denominator.
  public init(seed: UInt64, columns: Int) {
    self.init(seed: seed, columns: columns, replicates: OperatorBootstrap.replicates)
  }

  /// A bootstrap of any size, for laws that need many small ones.
  init(seed: UInt64, columns: Int, replicates: Int) {
    drawn = [ExactSum](repeating: ExactSum(), count: (columns + 1) * replicates)
    whole = [ExactSum](repeating: ExactSum(), count: columns + 1)
    poisson = PoissonDraws(seed: seed, replicates: replicates)
  }

  /// Adds an operator, or a part of one.
  /// - Parameters:
  ///   - operatorName: by which it is the same operator elsewhere.
  ///   - numerators: one for each column.
  ///   - denominator: what it weighs.
  ///   - isTakenWhole: whether it was certain to be in the sample.
  /// - Precondition: there are as many numerators as columns, each and the denominator an eighth of
  ///   `ExactSum.maximumTerm` at most.
  public mutating func add(_ operatorName: String, numerators: [Double], denominator: Double, isTakenWhole: Bool) {
    precondition(numerators.count + 1 == whole.count, "an operator has a numerator for each column")
    if isTakenWhole {
      for (column, numerator) in numerators.enumerated() { whole[column].add(numerator) }
      whole[numerators.count].add(denominator)
      return
    }
    let draws = poisson.draws(for: operatorName)
    for (column, numerator) in numerators.enumerated() where numerator != 0 {
      add(numerator, column: column, draws: draws)
    }
    add(denominator, column: numerators.count, draws: draws)
  }

  private mutating func add(_ term: Double, column: Int, draws: ArraySlice<PoissonDraws.Draw>) {
    // A term is rounded once, not a thousand times.
    let multiples = (0...PoissonDraws.maximum).map { times in
      var sum = ExactSum()
      sum.add(term, times: times)
      return sum
    }
    let start = column * poisson.replicates
    var sums = drawn.mutableSpan
    for draw in draws {
      let place = start + Int(draw.replicate)
      sums[place] = sums[place] + multiples[Int(draw.times)]
    }
  }

  /// The intervals of numerator over denominator at 95 %, one for each column; `nil` where the denominator is 0.
  ///
  /// They are the percentiles of the replicates that have a denominator (Davison and Hinkley, "Bootstrap Methods and
  /// their Application" (1997), §5.3). A single operator that was not taken whole is the same in all of them: what it
  /// says of others can't be told, and its interval is a point.
  public func intervals() -> [ClosedRange<Double>?] {
    let replicates = poisson.replicates
    let denominators = sums(column: whole.count - 1)
    return (0..<whole.count - 1).map { column in
      let shares = zip(sums(column: column), denominators).compactMap { Ratio($0, of: $1).share }.sorted()
      guard !shares.isEmpty else { return nil }
      return OperatorBootstrap.quantile(0.025, of: shares)...OperatorBootstrap.quantile(0.975, of: shares)
    }

    func sums(column: Int) -> [Double] {
      drawn[column * replicates..<(column + 1) * replicates].map { ($0 + whole[column]).value }
    }
  }

  /// The quantile `p` of sorted values: the value at place p·(n + 1), between two neighbours in proportion.
  private static func quantile(_ p: Double, of sorted: [Double]) -> Double {
    let place = min(max(p * Double(sorted.count + 1) - 1, 0), Double(sorted.count - 1))
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }
}
