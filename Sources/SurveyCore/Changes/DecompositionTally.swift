/// Adds operators up to a decomposition, in any order, and keeps the largest by name.
///
/// With *w* for an operator's share of its wave's denominator, *p* for its own figure, *P* = Σ*wp* for the wave's and *P̄*
/// for the mean of *P*₁ and *P*₂, the change is *P*₂ − *P*₁ = Σ(*w*₂*p*₂ − *w*₁*p*₁). Why the terms add up to it:
///
/// 1. The operators of a wave share its denominator: Σ*w*₁ = Σ*w*₂ = 1. So Σ(*w*₂ − *w*₁) = 0, and *P̄* times that may be
///    subtracted: the change is Σ[*w*₂(*p*₂ − *P̄*) − *w*₁(*p*₁ − *P̄*)].
/// 2. An operator of the later wave alone has *w*₁ = 0 and leaves *w*₂(*p*₂ − *P̄*), `entry`; one of the earlier alone
///    −*w*₁(*p*₁ − *P̄*), `exit`.
/// 3. For one of both, *a*₂*b*₂ − *a*₁*b*₁ = *ā*·Δ*b* + *b̄*·Δ*a* with *a* = *w* and *b* = *p* − *P̄*, of which Δ*b* = Δ*p*:
///    *w̄*·Δ*p*, `rate`, and (*p̄* − *P̄*)·Δ*w*, `weight`.
///
/// Without *P̄* every operator that grew would count as a gain, however bad it is: with it, growing is a gain for those
/// better than the whole and a loss for the others. Source: Kitagawa, "Components of a Difference Between Two Rates",
/// JASA 50 (1955), 1168–1194; for *P̄*: Griliches and Regev, "Firm productivity in Israeli industry
/// 1979–1988", Journal of Econometrics 65 (1995).
public struct DecompositionTally: Sendable {
  private let before: Ratio
  private let after: Ratio
  /// How many operators are kept.
  private let keep: Int
  private var rate = ExactSum()
  private var weight = ExactSum()
  private var entry = ExactSum()
  private var exit = ExactSum()
  private var operatorCount = 0
  /// The operators that moved it most so far, in the order of `Decomposition.operators`.
  private var largest: [Decomposition.Contribution] = []

  /// Terms are shares of a share, and of millions of operators each is tiny: 40 binary places more than a sum has.
  private static let scale = 0x1p40

  /// A tally without operators.
  /// - Parameters:
  ///   - before: the figure of the earlier wave: what its operators add up to.
  ///   - after: the figure of the later wave.
  ///   - keep: how many operators are named.
  /// - Precondition: `keep` is not negative.
  public init(before: Ratio, after: Ratio, keep: Int = 50) {
    precondition(keep >= 0, "a number of operators is kept")
    self.before = before
    self.after = after
    self.keep = keep
  }

  /// Adds an operator, in any order.
  /// - Parameters:
  ///   - name: the operator, once.
  ///   - before: its part of the earlier wave's figure; `nil` or of nothing where it was not there.
  ///   - after: its part of the later wave's figure; `nil` or of nothing where it is not there.
  public mutating func add(_ name: String, before: Ratio?, after: Ratio?) {
    let before = before.flatMap { $0.denominator > 0 ? $0 : nil }
    let after = after.flatMap { $0.denominator > 0 ? $0 : nil }
    guard before != nil || after != nil else { return }
    let terms = terms(before: before, after: after)
    operatorCount += 1
    rate.add(terms.rate * DecompositionTally.scale)
    weight.add(terms.weight * DecompositionTally.scale)
    entry.add(terms.entry * DecompositionTally.scale)
    exit.add(terms.exit * DecompositionTally.scale)
    rank(Decomposition.Contribution(name: name, terms: terms, before: before, after: after))
  }

  /// The decomposition of what was added. Nothing is decomposed where either wave has nothing: there is no change.
  public func decomposition(unit: TrendUnit, metric: Metric) -> Decomposition {
    let terms = Decomposition.Terms(
      rate: rate.value / DecompositionTally.scale, weight: weight.value / DecompositionTally.scale,
      entry: entry.value / DecompositionTally.scale, exit: exit.value / DecompositionTally.scale)
    return Decomposition(
      unit: unit, metric: metric, before: before, after: after, terms: terms, operatorCount: operatorCount,
      operators: largest)
  }

  private func terms(before: Ratio?, after: Ratio?) -> Decomposition.Terms {
    guard let wholeBefore = self.before.share, let wholeAfter = self.after.share else { return Decomposition.Terms() }
    let middle = (wholeBefore + wholeAfter) / 2
    let earlier = before.flatMap { part in part.share.map { (weight: part.denominator / self.before.denominator, $0) } }
    let later = after.flatMap { part in part.share.map { (weight: part.denominator / self.after.denominator, $0) } }
    switch (earlier, later) {
    case ((let oldWeight, let oldShare)?, (let newWeight, let newShare)?):
      return Decomposition.Terms(
        rate: (oldWeight + newWeight) / 2 * (newShare - oldShare),
        weight: ((oldShare + newShare) / 2 - middle) * (newWeight - oldWeight))
    case (nil, (let newWeight, let newShare)?): return Decomposition.Terms(entry: newWeight * (newShare - middle))
    case ((let oldWeight, let oldShare)?, nil): return Decomposition.Terms(exit: -oldWeight * (oldShare - middle))
    case (nil, nil): return Decomposition.Terms()
    }
  }

  /// Puts a contribution in its place among the largest, and lets the least of too many go.
  private mutating func rank(_ contribution: Decomposition.Contribution) {
    if largest.count == keep {
      guard let least = largest.last, DecompositionTally.precedes(contribution, least) else { return }
    }
    let place = largest.firstIndex { DecompositionTally.precedes(contribution, $0) } ?? largest.endIndex
    largest.insert(contribution, at: place)
    if largest.count > keep { largest.removeLast() }
  }

  private static func precedes(_ left: Decomposition.Contribution, _ right: Decomposition.Contribution) -> Bool {
    let (leftSize, rightSize) = (abs(left.terms.total), abs(right.terms.total))
    return leftSize == rightSize ? left.name < right.name : leftSize > rightSize
  }
}
