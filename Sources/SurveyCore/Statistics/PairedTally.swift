/// How sure the change of the stayers is if operators, not hosts, act: adds operators up to a paired interval, in any
/// order.
///
/// With D for an operator's Σw·(after − before) and N for its Σw, the change is r = ΣD/ΣN, a ratio of two sums over
/// operators. Linearised, its variance is k/(k − 1)·Σ(D − r·N)²/(ΣN)², the outer sum over the k operators that were not
/// taken whole (Cochran, "Sampling Techniques", 3rd ed. (1977), chapters 6 and 9A; Kish, "Survey Sampling" (1965),
/// chapter 6; Skinner, Holt, Smith (eds.), "Analysis of Complex Surveys" (1989), chapter 2).
///
/// - Operators taken whole were certain to be there: they contribute to r and no square to its variance.
/// - The others deviate from the r of all operators, those taken whole included. That is the derivative of the ratio
///   that is published: each operator more or less pulls it by (D − r·N)/ΣN. Deviations from the others' own ratio
///   would deny that their weight beside those taken whole is itself a matter of the draw.
/// - The squares are not reduced by their mean: how many operators come is taken to be chance (Poisson sampling;
///   Särndal, Swensson, Wretman, "Model Assisted Survey Sampling" (1992), §3.5), as it is by `OperatorBootstrap`, with
///   which the variance agrees. Were their number fixed, the interval would be too wide, never too narrow. Without
///   operators taken whole the mean is 0, and both are the same.
/// - Student's t has k − 1 degrees of freedom: r is estimated. What is taken whole gives none.
public struct PairedTally: Sendable {
  /// The stayers of one operator. It takes some hundred bytes: one at a time is needed, not one for each operator.
  public struct Cluster: Sendable {
    fileprivate var units = 0
    fileprivate var weight = ExactSum()
    fileprivate var change = ExactSum()
    /// Of the units' w·(after − before) and w.
    fileprivate var moments = Moments()

    /// An operator without units.
    public init() {}

    /// Adds units that are alike, in any order.
    /// - Parameters:
    ///   - weight: what each weighs, the same in both waves; one that weighs nothing is none.
    ///   - before: its share in the earlier wave, 0–1.
    ///   - after: its share in the later wave, 0–1.
    ///   - times: how many they are.
    /// - Precondition: the weight is 0 or more and at most `ExactSum.maximumTerm`, and `times` is not negative.
    public mutating func add(weight: Double, before: Double, after: Double, times: Int = 1) {
      precondition(weight >= 0, "a unit weighs nothing or something")
      guard weight > 0 else { return }
      units += times
      self.weight.add(weight, times: times)
      change.add(weight * (after - before), times: times)
      moments.add(change: weight * (after - before), weight: weight, times: times)
    }
  }

  /// What of the squared deviations from a ratio can be summed before the ratio is known:
  /// Σ(D − r·N)² = ΣD² − 2r·ΣDN + r²·ΣN².
  fileprivate struct Moments: Sendable {
    private var changes = WideSum()
    private var products = WideSum()
    private var weights = WideSum()

    mutating func add(change: Double, weight: Double, times: Int = 1) {
      changes.add(change * change, times: times)
      products.add(change * weight, times: times)
      weights.add(weight * weight, times: times)
    }

    /// The sum of squares, at least 0.
    func squares(around ratio: Double) -> Double {
      let sum = changes.value + ratio * ratio * weights.value
      let squares = sum - 2 * ratio * products.value
      // All but equal numbers were subtracted: what is left below a 2⁻⁴⁴ th is their rounding.
      return squares > sum * 0x1p-44 ? squares : 0
    }

    static func + (left: Moments, right: Moments) -> Moments {
      var sum = left
      sum.changes = left.changes + right.changes
      sum.products = left.products + right.products
      sum.weights = left.weights + right.weights
      return sum
    }
  }

  private var operators = 0
  private var improved = 0
  private var worsened = 0
  private var weight = ExactSum()
  private var change = ExactSum()
  /// How many operators were not taken whole, their moments, and how many units they have, and theirs.
  private var drawn = 0
  private var moments = Moments()
  private var drawnUnits = 0
  private var unitMoments = Moments()

  /// A tally without operators.
  public init() {}

  /// Adds an operator, in any order; one without units is none.
  /// - Parameters:
  ///   - cluster: all of its stayers.
  ///   - isTakenWhole: whether it was certain to be in the sample.
  public mutating func add(_ cluster: Cluster, isTakenWhole: Bool) {
    guard cluster.units > 0 else { return }
    let (clusterChange, clusterWeight) = (cluster.change.value, cluster.weight.value)
    operators += 1
    // Shares are rounded: a change below a trillionth of the weight is thirds that did not quite cancel.
    if abs(clusterChange) > clusterWeight * 0x1p-40 {
      if clusterChange > 0 { improved += 1 } else { worsened += 1 }
    }
    weight = weight + cluster.weight
    change = change + cluster.change
    guard !isTakenWhole else { return }
    drawn += 1
    moments.add(change: clusterChange, weight: clusterWeight)
    drawnUnits += cluster.units
    unitMoments = unitMoments + cluster.moments
  }

  /// The change and how sure it is; `nil` with fewer than two operators, and where all were taken whole but one, whose
  /// like is not known.
  ///
  /// With all operators taken whole the interval is the point, and the design effect 1. The design effect (Kish 1965,
  /// §8.2) compares like with like: the variance over k operators with n/(n − 1)·Σw²·(after − before − r)²/(ΣN)² over
  /// the n units of these same operators, so that it is 1 where every operator has one unit.
  public var interval: PairedInterval? {
    guard operators >= 2, drawn != 1, weight.value > 0 else { return nil }
    let estimate = change.value / weight.value
    let squares = PairedTally.inflated(moments.squares(around: estimate), count: drawn)
    let unitSquares = PairedTally.inflated(unitMoments.squares(around: estimate), count: drawnUnits)
    let half = drawn < 2 ? 0 : StudentT.quantile(0.975, degrees: drawn - 1) * squares.squareRoot() / weight.value
    return PairedInterval(
      estimate: estimate, low: min(estimate, max(-1, estimate - half)), high: max(estimate, min(1, estimate + half)),
      designEffect: unitSquares > 0 ? squares / unitSquares : 1, operators: operators, improved: improved,
      worsened: worsened, probability: McNemar.exact(gained: improved, lost: worsened))
  }

  /// n/(n − 1) times the squares; none of fewer than two.
  private static func inflated(_ squares: Double, count: Int) -> Double {
    count < 2 ? 0 : squares * Double(count) / Double(count - 1)
  }
}
