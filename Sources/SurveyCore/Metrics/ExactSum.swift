/// A sum that does not depend on the order of its terms: fixed point with 52 binary places in 128 bits.
///
/// Floating-point addition is not associative. A wave that was interrupted visits its rows in another order, shards
/// are merged in any order, and their figures must be the same to the last digit. A term is rounded once, to 2⁻⁵².
public struct ExactSum: Hashable, Sendable {
  private var units: Int128 = 0

  /// The largest magnitude of a term: beyond the weights of any list together.
  public static let maximumTerm: Double = 0x1p72

  /// An empty sum.
  public init() {}

  /// The sum as a number.
  public var value: Double { Double(units) * 0x1p-52 }

  /// Adds a term as often as given: the same as adding it so many times.
  /// - Precondition: its magnitude is at most `maximumTerm`, and `times` is not negative.
  public mutating func add(_ term: Double, times: Int = 1) {
    precondition(abs(term) <= ExactSum.maximumTerm, "a term of a survey's sum is finite and at most 2^72")
    precondition(times >= 0, "a term is added a number of times")
    units += Int128((term * 0x1p52).rounded()) * Int128(times)
  }

  /// The sum of both sums' terms.
  public static func + (left: ExactSum, right: ExactSum) -> ExactSum {
    var sum = left
    sum.units += right.units
    return sum
  }
}
