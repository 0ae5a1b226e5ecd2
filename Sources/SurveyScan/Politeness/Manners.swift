/// The manners of a survey towards the hosts that it visits.
public struct Manners: Sendable {
  /// Pause between the end of a connection to an address and the start of the next.
  public var gap: Duration
  /// Most connections to one address in one wave.
  public var connectionsPerAddress: Int
  /// Most addresses of one /24 or /48 that are visited at the same time; 0 lifts the limit.
  public var perNetwork: Int
  /// New connections a second, over all; 0 lifts the limit.
  public var rate: Double
  /// What is tried again, and when.
  public var retries: RetryRule

  /// Manners; the defaults are those of a polite survey that asks nobody twice.
  public init(
    gap: Duration = .seconds(1), connectionsPerAddress: Int = 8, perNetwork: Int = 4, rate: Double = 50,
    retries: RetryRule = .none
  ) {
    self.gap = gap
    self.connectionsPerAddress = connectionsPerAddress
    self.perNetwork = perNetwork
    self.rate = rate
    self.retries = retries
  }
}
