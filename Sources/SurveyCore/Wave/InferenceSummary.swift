/// How many names of a wave were not connected to but taken from others at their address, and how often that was found to
/// be wrong.
public struct InferenceSummary: Hashable, Sendable {
  /// Addresses with such names.
  public var addresses: Int
  /// Such names, one for each address that they lead to.
  public var names: Int
  /// Names that were to be inferred and were probed all the same.
  public var checks: Int
  /// Those of them that differed from what would have been inferred.
  public var wrong: Int
  /// The same as shares, each check weighing as many names as it stands for.
  public var error: Ratio
  /// How many checks of equal weight they are worth (`EffectiveSize`).
  public var size: Double

  /// A summary.
  public init(addresses: Int, names: Int, checks: Int = 0, wrong: Int = 0, error: Ratio = Ratio(), size: Double = 0) {
    self.addresses = addresses
    self.names = names
    self.checks = checks
    self.wrong = wrong
    self.error = error
    self.size = size
  }

  /// How often inference is wrong, 0–1, at 95 %: Wilson's interval; `nil` where nothing was checked.
  public var interval: ClosedRange<Double>? { Wilson.interval(error, size: size) }
}
