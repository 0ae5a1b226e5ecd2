/// Student's t: the distribution of a mean over its estimated standard error. Few operators make wide intervals.
///
/// Source: Student, "The Probable Error of a Mean", Biometrika 6 (1908); Abramowitz and Stegun, "Handbook of
/// Mathematical Functions" (1964), 26.5 and 26.7.
public enum StudentT {
  /// The value that a variable stays below with probability `p`.
  /// - Precondition: `p` is between 0 and 1, neither of them, and there is a degree of freedom at least.
  public static func quantile(_ p: Double, degrees: Int) -> Double {
    precondition(p > 0 && p < 1, "a quantile belongs to a probability between 0 and 1")
    precondition(degrees > 0, "there is a degree of freedom at least")
    if p < 0.5 { return -quantile(1 - p, degrees: degrees) }
    if p == 0.5 { return 0 }
    // The distribution grows with the value, so halving finds it; two neighbouring numbers end the search.
    var (low, high) = (0.0, 1.0)
    while upperTail(high, degrees: degrees) > 1 - p { (low, high) = (high, high * 2) }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if upperTail(middle, degrees: degrees) > 1 - p { low = middle } else { high = middle }
    }
  }

  /// The probability of a value above `t`, for `t` ≥ 0.
  ///
  /// With w = ν/(ν + t²) it is half the incomplete beta function I_w(ν/2, 1/2), for whose tail and middle there is a
  /// power series each in which every term is positive and that shrinks by half at least in the end.
  private static func upperTail(_ t: Double, degrees: Int) -> Double {
    let half = Double(degrees) / 2
    let inside = Double(degrees) / (Double(degrees) + t * t)
    let outside = t * t / (Double(degrees) + t * t)
    let factor = power(inside, halves: degrees) * outside.squareRoot() * gammaRatio(half) / Double.pi.squareRoot()
    if inside < 0.5 {
      return factor / (2 * half) * series(inside, from: half + 0.5, over: half + 1)
    }
    return 0.5 - factor * series(outside, from: half + 0.5, over: 1.5)
  }

  /// 1 + a/c·x + a(a + 1)/(c(c + 1))·x² + …
  private static func series(_ x: Double, from a: Double, over c: Double) -> Double {
    var (sum, term, step) = (1.0, 1.0, 0.0)
    repeat {
      term *= x * (a + step) / (c + step)
      sum += term
      step += 1
    } while term > sum * 0x1p-54
    return sum
  }

  /// x^(halves/2).
  private static func power(_ x: Double, halves: Int) -> Double {
    var (product, square, rest) = (halves.isMultiple(of: 2) ? 1 : x.squareRoot(), x, halves / 2)
    while rest > 0 {
      if !rest.isMultiple(of: 2) { product *= square }
      square *= square
      rest /= 2
    }
    return product
  }

  /// Γ(x + 1/2)/Γ(x): by its asymptotic series from 128 on (Tricomi and Erdélyi 1951), below by Γ(x + 1) = x·Γ(x).
  private static func gammaRatio(_ x: Double) -> Double {
    var (x, factor) = (x, 1.0)
    while x < 128 {
      factor *= x / (x + 0.5)
      x += 1
    }
    let y = 1 / x
    return factor * x.squareRoot()
      * (1 - y / 8 * (1 - y / 16 * (1 + y * 5 / 8 * (1 - y * 21 / 160 * (1 + y * 19 / 8)))))
  }
}
