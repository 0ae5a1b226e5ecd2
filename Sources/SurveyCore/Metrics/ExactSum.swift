/// A sum that does not depend on the order of its terms: fixed point with 52 binary places in 128 bits.
///
/// Floating-point addition is not associative. A wave that was interrupted visits its rows in another order, shards
/// are merged in any order, and their figures must be the same to the last digit. A term is rounded once, to 2⁻⁵².
///
/// The 128 bits are two words: conversions between `Int128` and `Double` are generic code of the standard library and
/// took some 10 µs each (Swift 6.3), more than all else that is done for a host.
public struct ExactSum: Hashable, Sendable {
  private var high: Int64
  private var low: UInt64

  /// The largest magnitude of a term: beyond the weights of any list together.
  public static let maximumTerm: Double = 0x1p72

  /// An empty sum.
  public init() {
    high = 0
    low = 0
  }

  /// The sum as a number, rounded to the nearest.
  public var value: Double {
    guard high < 0 else { return ExactSum.number(UInt64(high), low) * 0x1p-52 }
    let negated = (~low).addingReportingOverflow(1)
    return -ExactSum.number(UInt64(bitPattern: ~high) &+ (negated.overflow ? 1 : 0), negated.partialValue) * 0x1p-52
  }

  private static func number(_ high: UInt64, _ low: UInt64) -> Double {
    guard high > 0 else { return Double(low) }
    // The upper 64 bits that count decide the rounding, and whether there is anything at all below them.
    let shift = UInt64(high.leadingZeroBitCount)
    let upper = shift == 0 ? high : high << shift | low >> (64 - shift)
    let number = Double(low << shift == 0 ? upper : upper | 1)
    return number * Double(sign: .plus, exponent: 64 - Int(shift), significand: 1)
  }

  /// Adds a term as often as given: the same as adding it so many times.
  /// - Precondition: its magnitude is at most `maximumTerm`, and `times` is not negative.
  public mutating func add(_ term: Double, times: Int = 1) {
    precondition(abs(term) <= ExactSum.maximumTerm, "a term of a survey's sum is finite and at most 2^72")
    precondition(times >= 0, "a term is added a number of times")
    let scaled = (term * 0x1p52).rounded()
    // Beyond 2⁶² a number of 53 significant bits is a multiple of 2¹⁰.
    let shift = abs(scaled) < 0x1p62 ? 0 : Int64(scaled.exponent) - 52
    let digits = Int64(shift == 0 ? scaled : scaled * Double(sign: .plus, exponent: -Int(shift), significand: 1))
    var sum = ExactSum()
    sum.high = shift >= 64 ? digits << (shift - 64) : digits >> (64 - shift)
    sum.low = shift >= 64 ? 0 : UInt64(bitPattern: digits) << UInt64(shift)
    if times != 1 {
      let product = sum.low.multipliedFullWidth(by: UInt64(times))
      sum.high = sum.high * Int64(times) + Int64(product.high)
      sum.low = product.low
    }
    self += sum
  }

  /// The sum as two words, to be kept in a table: the upper and the lower 64 bits.
  public var words: (high: Int64, low: Int64) { (high, Int64(bitPattern: low)) }

  /// From `words`.
  public init(high: Int64, low: Int64) {
    self.high = high
    self.low = UInt64(bitPattern: low)
  }

  /// Adds another sum's terms.
  public static func += (left: inout ExactSum, right: ExactSum) {
    let low = left.low.addingReportingOverflow(right.low)
    left.high = left.high + right.high + (low.overflow ? 1 : 0)
    left.low = low.partialValue
  }

  /// The sum of both sums' terms.
  public static func + (left: ExactSum, right: ExactSum) -> ExactSum {
    var sum = left
    sum += right
    return sum
  }
}
