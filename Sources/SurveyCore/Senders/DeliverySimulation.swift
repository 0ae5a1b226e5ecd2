/// What a sender would come to with a domain's mail.
///
/// ```
/// MX hosts by preference:  10 mx1 ─┬─ 192.0.2.1   delivers   ┐ each host: the mean over its addresses that deliver
///                                  └─ 2001:db8::1 does not   ├ the level: the mean over its hosts that deliver
///                          10 mx2 ─── 192.0.2.2   delivers   ┘
///                          20 mx3 ───                          only where no host of level 10 delivers
/// ```
public enum DeliverySimulation {
  /// The shares of a sender's results; `nil` for a domain that takes no mail or does not exist, which is not counted.
  ///
  /// Neither the order of hosts nor that of addresses plays a part, to the last digit. Nothing is allocated.
  public static func simulate(_ policy: SenderPolicy, _ domain: DeliveryDomain) -> DeliveryShares? {
    switch domain.mxStatus {
    case .null, .nodata, .nxdomain: nil
    case .servfail, .timeout, .bogus, .malformed, .inconclusive: DeliveryShares(undelivered: .inconclusive)
    case .mx, .implicit, .nullMixed, .invalid: walk(policy.rule, domain)
    }
  }

  private static func walk(_ rule: SenderRule, _ domain: DeliveryDomain) -> DeliveryShares {
    var isRefused = false
    var isBounced = false
    var preference = lowestPreference(in: domain.hosts, above: nil)
    while let current = preference {
      var level = LevelTally()
      for host in domain.hosts where host.preference == current {
        level.add(host, demand: rule.demand(on: host, of: domain), rule: rule)
      }
      if let shares = level.shares { return shares }
      // A sender may be let in where the survey was turned away, and then the next level is never asked.
      if level.isUnknown { return DeliveryShares(undelivered: .inconclusive) }
      isRefused = isRefused || level.isRefused
      isBounced = isBounced || level.isBounced
      preference = lowestPreference(in: domain.hosts, above: current)
    }
    guard isRefused else { return DeliveryShares(undelivered: .undeliverable) }
    return DeliveryShares(undelivered: isBounced ? .bounced : .deferred)
  }

  private static func lowestPreference(in hosts: [DeliveryHost], above floor: UInt16?) -> UInt16? {
    var lowest: UInt16?
    for host in hosts where floor.map({ host.preference > $0 }) ?? true {
      lowest = min(lowest ?? .max, host.preference)
    }
    return lowest
  }
}

/// What one preference level adds up to.
private struct LevelTally {
  /// Shares add up as whole multiples of 2⁻⁴⁴, since sums of floating-point numbers depend on their order. `ExactSum`
  /// would do, at five times the cost. An MX RRset has at most 65,535 records (RFC 1035 §4.1.1): no sum overflows.
  private static let one = 0x1p44

  private var authenticated: Int64 = 0
  private var encrypted: Int64 = 0
  private var plaintext: Int64 = 0
  private var deliveringHosts = 0
  /// Whether the sender turns away from a host that answers.
  private(set) var isRefused = false
  /// Whether it does so for good.
  private(set) var isBounced = false
  /// Whether a host might deliver for all that the survey knows: no address of it is reachable, and not all are silent;
  /// or the survey did not look at what the sender asks for.
  private(set) var isUnknown = false

  mutating func add(_ host: DeliveryHost, demand: HostDemand, rule: SenderRule) {
    var counts = (authenticated: 0, encrypted: 0, plaintext: 0)
    var isReachable = false
    var isSilent = true
    for address in host.addresses {
      guard let result = rule.result(at: address, demand: demand) else {
        isSilent = isSilent && address.outcome == .unreachable
        continue
      }
      isReachable = true
      switch result {
      case .authenticated: counts.authenticated += 1
      case .encrypted: counts.encrypted += 1
      case .plaintext: counts.plaintext += 1
      case .bounced:
        isRefused = true
        isBounced = true
      case .deferred, .undeliverable: isRefused = true
      case .inconclusive: isUnknown = true
      }
    }
    if !isReachable, !isSilent { isUnknown = true }
    let delivering = counts.authenticated + counts.encrypted + counts.plaintext
    guard delivering > 0 else { return }
    deliveringHosts += 1
    authenticated += LevelTally.units(counts.authenticated, of: delivering)
    encrypted += LevelTally.units(counts.encrypted, of: delivering)
    plaintext += LevelTally.units(counts.plaintext, of: delivering)
  }

  /// The level's shares; `nil` where it doesn't deliver.
  var shares: DeliveryShares? {
    guard deliveringHosts > 0 else { return nil }
    let whole = LevelTally.one * Double(deliveringHosts)
    return DeliveryShares(
      authenticated: Double(authenticated) / whole, encrypted: Double(encrypted) / whole,
      plaintext: Double(plaintext) / whole)
  }

  private static func units(_ count: Int, of all: Int) -> Int64 {
    Int64((Double(count) / Double(all) * one).rounded())
  }
}
