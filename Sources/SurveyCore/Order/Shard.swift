/// One of several shares of a wave that are surveyed apart, perhaps on as many machines.
///
/// What belongs to which share is known from the name or the network and the wave's seed alone, so that nobody has to
/// hand out work, and all shares together are the whole, each thing once.
public struct Shard: Hashable, Sendable {
  /// How many shards there are.
  public let count: Int
  /// Which of them this is: 0 is the first.
  public let number: Int

  /// A share; `nil` where there is no such one.
  public init?(_ number: Int, of count: Int) {
    guard count > 0, (0..<count).contains(number) else { return nil }
    self.count = count
    self.number = number
  }

  /// The share that is everything.
  public static let whole = Shard(uncheckedNumber: 0, count: 1)

  /// Whether a domain is looked up here.
  public func holds(_ domain: DomainName, seed: UInt64) -> Bool {
    holds(domain.text.utf8, seed: seed ^ 0x6461_6d61_696e_5f6f)
  }

  /// Whether a network, a /24 or a /48, is dialled from here: a network is never dialled from two places.
  public func holds(_ network: Network, seed: UInt64) -> Bool {
    holds(network.base.octets, seed: seed ^ 0x6e65_7477_6f72_6b5f)
  }

  private init(uncheckedNumber number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  private func holds(_ octets: some Sequence<UInt8>, seed: UInt64) -> Bool {
    guard count > 1 else { return true }
    let hash = octets.reduce(SplitMix64.mix(seed)) { SplitMix64.mix(($0 ^ UInt64($1)) &+ 0x9e37_79b9_7f4a_7c15) }
    return Int(hash % UInt64(count)) == number
  }
}
