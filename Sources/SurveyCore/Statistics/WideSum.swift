/// A sum that does not depend on the order of its terms, for terms too far apart for `ExactSum`: products of two weights.
///
/// Weights reach from those of ranks past 10⁸ to 10¹² and more, their products over twice as many binary places. Terms
/// of like magnitude share an `ExactSum`, each scaled by a power of two, which rounds nothing. A term of 2⁻¹⁰⁴ or more
/// is kept whole, a smaller one is rounded to 2⁻¹⁵⁶.
struct WideSum: Hashable, Sendable {
  /// The bands begin at 2⁻¹⁰⁴, 2⁻⁶⁰, 2⁻¹⁶, 2²⁸, 2⁷² and 2¹¹⁶: from the square of `ExactSum`'s last place to that of its
  /// largest term. 44 places leave room for 2³⁰ of the largest terms of a band.
  private var bands = [ExactSum](repeating: ExactSum(), count: 6)
  private static let places = 44

  /// The sum as a number.
  var value: Double {
    // From the smallest on: what is small adds up before it meets what is large.
    bands.enumerated().reduce(0) {
      $0 + Double(sign: .plus, exponent: WideSum.start(of: $1.offset), significand: $1.element.value)
    }
  }

  /// Adds a term as often as given.
  /// - Precondition: its magnitude is at most 2¹⁴⁴, and `times` is not negative.
  mutating func add(_ term: Double, times: Int = 1) {
    precondition(
      abs(term) <= ExactSum.maximumTerm * ExactSum.maximumTerm, "a product of two weights is finite and at most 2^144")
    guard term != 0 else { return }
    let band = min(max((Int(term.exponent) - WideSum.start(of: 0)) / WideSum.places, 0), bands.count - 1)
    bands[band].add(Double(sign: .plus, exponent: -WideSum.start(of: band), significand: term), times: times)
  }

  /// The sum of both sums' terms.
  static func + (left: WideSum, right: WideSum) -> WideSum {
    var sum = left
    for band in sum.bands.indices { sum.bands[band] = sum.bands[band] + right.bands[band] }
    return sum
  }

  private static func start(of band: Int) -> Int { -104 + places * band }
}
