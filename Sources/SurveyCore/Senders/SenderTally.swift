/// Adds up what each sender policy comes to over the domains of a wave. Tallies of disjoint parts add up to the tally of
/// the whole, in any order.
public struct SenderTally: Sendable {
  /// One policy's line: how many domains count, and how they come out; the results sum to `domains`.
  public struct Row: Hashable, Sendable {
    /// The policy's word.
    public let policy: String
    /// Domains that count: all but those that take no mail or do not exist.
    public let domains: Double
    /// How many come to each result; a domain may be shared out among several.
    public let shares: [DeliveryResult: Double]

    /// A line.
    public init(policy: String, domains: Double, shares: [DeliveryResult: Double]) {
      self.policy = policy
      self.domains = domains
      self.shares = shares
    }
  }

  private let policies: [SenderPolicy]
  private var sums: [[ExactSum]]
  private var domains = 0
  /// Domains that are not simulated yet: most of a wave's look like many others to a sender.
  private var waiting: [DeliveryDomain: Int] = [:]

  /// Kinds of domains that wait at a time.
  private static let capacity = 4_096

  /// An empty tally of every policy, and of further senders in their order.
  public init(further: [FurtherSender] = []) {
    policies =
      SenderPolicy.all
      + further.enumerated().map { number, sender in SenderPolicy.further(name: sender.name, number: number) }
    sums = policies.map { _ in DeliveryResult.allCases.map { _ in ExactSum() } }
  }

  /// Counts domains that a sender can't tell apart.
  public mutating func add(_ domain: DeliveryDomain, count: Int) {
    waiting[domain, default: 0] += count
    if waiting.count > SenderTally.capacity {
      for (domain, count) in waiting { simulate(domain, count: count) }
      waiting = [:]
    }
  }

  private mutating func simulate(_ domain: DeliveryDomain, count: Int) {
    var isCounted = false
    for (index, policy) in policies.enumerated() {
      guard let shares = DeliverySimulation.simulate(policy, domain) else { return }
      isCounted = true
      for (place, result) in DeliveryResult.allCases.enumerated() where shares[result] != 0 {
        sums[index][place].add(shares[result], times: count)
      }
    }
    if isCounted { domains += count }
  }

  /// The lines, in the order of the policies.
  public var rows: [Row] {
    var whole = self
    for (domain, count) in waiting { whole.simulate(domain, count: count) }
    return zip(policies, whole.sums).map { policy, sums in
      Row(
        policy: policy.name, domains: Double(whole.domains),
        shares: Dictionary(uniqueKeysWithValues: zip(DeliveryResult.allCases, sums.map(\.value))))
    }
  }
}
