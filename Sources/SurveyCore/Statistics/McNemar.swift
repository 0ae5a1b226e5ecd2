/// McNemar's exact test: whether as many units gained a property as lost it.
///
/// If gaining and losing were a coin's toss, so uneven a split, or a more uneven one, would come with the probability
/// told. Source: McNemar, Psychometrika 12 (1947), 153–157; exact: Mosteller, Biometrics 8 (1952), 220–226.
public enum McNemar {
  /// The two-sided probability, 0–1; 1 for nothing.
  ///
  /// The binomial's terms are computed from the middle one outwards, each from its neighbour, and divided by their sum:
  /// that needs no factorial, and of millions of terms only those near the middle have a size.
  /// - Precondition: neither is negative.
  public static func exact(gained: Int, lost: Int) -> Double {
    precondition(gained >= 0 && lost >= 0, "units are counted from 0 on")
    let count = gained + lost
    let fewer = min(gained, lost)
    guard abs(gained - lost) > 1 else { return 1 }
    // Relative to the term in the middle, which both halves share where the number is even.
    var term = 1.0
    var half = count.isMultiple(of: 2) ? 0.5 : 1
    var tail = 0.0
    var chosen = count / 2
    // What is smaller than any normal number adds nothing, and would not get smaller either.
    while chosen > 0, term >= Double.leastNormalMagnitude {
      // C(n, k − 1) = C(n, k)·k/(n − k + 1).
      term *= Double(chosen) / Double(count - chosen + 1)
      chosen -= 1
      half += term
      if chosen <= fewer { tail += term }
    }
    return tail / half
  }
}
