/// How a soak population is mixed.
public struct SoakMix: Hashable, Sendable {
  /// How many of a hundred addresses play the cases of the population `faults`.
  public var faulty: Int
  /// How many of a hundred addresses take connections and never say a word.
  public var tarpits: Int

  /// A mix; the rest is in order.
  public init(faulty: Int = 30, tarpits: Int = 0) {
    precondition(faulty >= 0 && tarpits >= 0 && faulty + tarpits <= 100, "shares are of a hundred")
    self.faulty = faulty
    self.tarpits = tarpits
  }
}
