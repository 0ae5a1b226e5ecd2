/// A rule that makes any number of domains for a bulk population.
///
/// Domain *i* is `d<i>.bulk.example`; few hosts serve many domains, and most hosts few, as in the world.
public struct BulkDomains: Hashable, Sendable, Sequence, Codable {
  /// How many domains there are.
  public let count: Int
  /// How many hosts they are spread over.
  public let hostCount: Int

  /// That many domains over that many hosts.
  public init(count: Int, hostCount: Int) {
    precondition(count >= 0 && hostCount >= 1, "domains need a host")
    self.count = count
    self.hostCount = hostCount
  }

  /// The domain at a place in the list.
  public subscript(index: Int) -> Domain {
    let draw = Draw.number(UInt64(index))
    let primary = host(fraction: Double(draw >> 11) / 0x1p53)
    var exchangers = [MailExchanger(preference: 10, host: BulkHost(index: primary).name)]
    // A third of the domains has a second exchanger, half of those of the same preference.
    if hostCount > 1 && draw % 3 == 0 {
      let secondary = (primary + 1) % hostCount
      let preference: UInt16 = draw / 3 % 2 == 0 ? 10 : 20
      exchangers.append(MailExchanger(preference: preference, host: BulkHost(index: secondary).name))
    }
    return Domain(
      name: "d\(index).bulk.example", weight: Swift.max(1, count / (index + 1)), mail: .mx(exchangers))
  }

  /// The domains in their order.
  public func makeIterator() -> AnyIterator<Domain> {
    AnyIterator((0..<count).lazy.map { self[$0] }.makeIterator())
  }

  /// The cube puts half of the domains on an eighth of the hosts.
  private func host(fraction: Double) -> Int {
    Swift.min(hostCount - 1, Int(Double(hostCount) * fraction * fraction * fraction))
  }
}
