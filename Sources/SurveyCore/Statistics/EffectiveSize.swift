/// How many units of equal weight a weighted sample is worth: Kish's (Σw)²/Σw².
///
/// It is the number of units where all weigh the same, and less the more the weights differ. Source: Kish, "Survey
/// Sampling" (1965), §11.7; "Weighting for Unequal Pᵢ", Journal of Official Statistics 8 (1992).
public struct EffectiveSize: Hashable, Sendable {
  private var sum = ExactSum()
  private var squares = WideSum()

  /// The size of nothing.
  public init() {}

  /// Adds units of one weight, in any order.
  /// - Precondition: the weight is 0 or more and at most `ExactSum.maximumTerm`, and `times` is not negative.
  public mutating func add(weight: Double, times: Int = 1) {
    precondition(weight >= 0, "a unit weighs nothing or something")
    sum.add(weight, times: times)
    squares.add(weight * weight, times: times)
  }

  /// The size; 0 of nothing, and where nothing has a weight.
  public var value: Double {
    let squares = squares.value
    return squares > 0 ? sum.value * sum.value / squares : 0
  }
}
