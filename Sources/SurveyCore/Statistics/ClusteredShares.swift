/// How sure the shares of a whole are if operators, not hosts, act: the row of a transition matrix, by where its units went.
/// Operators are added in any order.
///
/// With nⱼ for an operator's units that went to j and N for all it has in the row, the share is p = Σnⱼ/ΣN, with the
/// linearised variance of `PairedTally`: k/(k − 1)·Σ(nⱼ − p·N)²/(ΣN)², the outer sum over the k operators that were not
/// taken whole. Shares of a row are often next to all or to nothing, where p ± t·s leads out of 0–1 and is a point at the
/// ends. So the interval is Wilson's, of as many units drawn on their own as would have that variance, fewer by the square
/// of what Student's t is wider than the normal distribution (after Korn and Graubard, "Confidence Intervals for
/// Proportions with Small Expected Number of Positive Counts Estimated from Survey Data", Survey Methodology 24 (1998),
/// who have Clopper's and Pearson's interval in its place). Where all operators are of one mind, the row is worth as many
/// units as operators of equal weight, (ΣN)²/ΣN².
public struct ClusteredShares: Sendable {
  /// The units of one share.
  private struct Part: Sendable {
    var sum = ExactSum()
    /// Of what was not taken whole: nⱼ² and nⱼ·N.
    var squares = WideSum()
    var products = WideSum()
  }

  private var operators = 0
  private var drawn = 0
  private var whole = ExactSum()
  /// N² of what was not taken whole.
  private var squares = WideSum()
  private var parts: [Part]

  /// Shares without operators.
  /// - Parameter count: how many shares.
  public init(count: Int) { parts = Array(repeating: Part(), count: count) }

  /// Adds operators that are alike.
  /// - Parameters:
  ///   - units: what an operator has in each share, 0 or more; one that has nothing is none.
  ///   - isTakenWhole: whether it was certain to be in the sample.
  ///   - times: how many such operators.
  /// - Precondition: there are as many numbers as shares, their sum at most `ExactSum.maximumTerm`.
  public mutating func add(_ units: [Double], isTakenWhole: Bool, times: Int = 1) {
    precondition(units.count == parts.count, "an operator has a number for each share")
    let weight = units.reduce(0, +)
    guard weight > 0 else { return }
    operators += times
    whole.add(weight, times: times)
    for (place, count) in units.enumerated() where count > 0 { parts[place].sum.add(count, times: times) }
    guard !isTakenWhole else { return }
    drawn += times
    squares.add(weight * weight, times: times)
    for (place, count) in units.enumerated() where count > 0 {
      parts[place].squares.add(count * count, times: times)
      parts[place].products.add(count * weight, times: times)
    }
  }

  /// The interval of a share at 95 %, 0–1; `nil` with fewer than two operators, and where all were taken whole but one, whose
  /// like is not known. With all operators taken whole it is the point.
  public func interval(_ place: Int) -> ClosedRange<Double>? {
    let all = whole.value
    guard operators >= 2, drawn != 1, all > 0 else { return nil }
    let part = parts[place]
    let ratio = Ratio(part.sum.value, of: all)
    let share = part.sum.value / all
    guard drawn > 1 else { return share...share }
    let weights = squares.value
    let sum = part.squares.value + share * share * weights
    let deviations = sum - 2 * share * part.products.value
    // All but equal numbers were subtracted: what is left below a 2⁻⁴⁴ th is their rounding.
    let variance = deviations > sum * 0x1p-44 ? deviations * Double(drawn) / Double(drawn - 1) / (all * all) : 0
    let size = variance > 0 ? share * (1 - share) / variance : all * all / weights
    let widening = StudentT.quantile(0.975, degrees: drawn - 1) / Wilson.z
    return Wilson.interval(ratio, size: size / (widening * widening))
  }
}
