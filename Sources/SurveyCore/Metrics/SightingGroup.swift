/// The reachable sightings of one host (over its addresses) or of one address (over its names).
public struct SightingGroup: Hashable, Sendable {
  /// The result of a group.
  public enum Result: Hashable, Sendable {
    /// All sightings agree.
    case uniform(AddressResult)
    /// They do not.
    case mixed

    /// The word of `class` columns.
    public var word: String {
      switch self {
      case .uniform(let result): result.word
      case .mixed: "mixed"
      }
    }
  }

  /// The sightings.
  public private(set) var sightings: [Sighting]

  /// A group; it may be empty, then it is in no base.
  public init(_ sightings: [Sighting] = []) { self.sightings = sightings }

  /// Adds one sighting.
  public mutating func append(_ sighting: Sighting) { sightings.append(sighting) }

  /// What all share, `mixed` where they differ, `nil` where there is none.
  public var result: Result? { SightingGroup.agreement(sightings.map { .uniform($0.result) }) }

  /// The best result of any.
  public var best: AddressResult? { sightings.map(\.result).max() }
  /// The worst result of any.
  public var worst: AddressResult? { sightings.map(\.result).min() }

  /// Whether the group is in a base.
  public func isIn(_ base: Base) -> Bool { !members(of: base).isEmpty }

  /// 1 or 0 for a unit that is counted whole; `nil` where the group is not in the base.
  ///
  /// A class is the class that all reachable sightings share. `no_tls` and `starttls` ask for any completed
  /// handshake, `starttls_offered` for any offer. Every other metric asks all members of the base.
  public func value(_ metric: Metric, base: Base) -> Double? {
    let members = members(of: base)
    return members.isEmpty ? nil : value(metric, of: members)
  }

  /// What a unit that consists of these sightings comes to.
  public func figures(_ counting: TrendUnit.Counting) -> Figures {
    Figures(reachable: values(counting, base: .reachable), tls: values(counting, base: .tls))
  }

  /// The values of all metrics in the order of `Metric.all`; `nil` where the group is not in the base.
  private func values(_ counting: TrendUnit.Counting, base: Base) -> [Double]? {
    let members = members(of: base)
    guard !members.isEmpty else { return nil }
    return Metric.all.map { metric in
      switch counting {
      case .whole: value(metric, of: members)
      case .sharedOut: SightingGroup.share(metric, of: members)
      case .any: anyValue(metric, of: members)
      }
    }
  }

  /// 1 where any member of the base has the property, else 0. Only `no_tls` says something of all: no address completed
  /// a handshake.
  private func anyValue(_ metric: Metric, of members: [Sighting]) -> Double {
    let holds =
      switch metric {
      case .noTLS: members.allSatisfy(metric.holds)
      case .mixed, .mtaSTSEnforce, .authenticated: false
      case .certificateClass, .startTLS, .startTLSOffered, .caTrustedAnyName, .caVerifiedOrCommonName, .forwardSecrecy,
        .strictForwardSecrecy, .tls13,
        .postQuantumGroup, .legacyOnly, .daneMatch:
        members.contains(where: metric.holds)
      }
    return holds ? 1 : 0
  }

  private func value(_ metric: Metric, of members: [Sighting]) -> Double {
    let holds =
      switch metric {
      case .certificateClass(let wanted): result == .uniform(.tls(wanted))
      case .mixed: result == .mixed
      case .noTLS: !sightings.contains { $0.result != .noTLS }
      case .startTLS: sightings.contains { $0.result != .noTLS }
      case .startTLSOffered: sightings.contains(where: metric.holds)
      case .mtaSTSEnforce, .authenticated: false
      case .caTrustedAnyName, .caVerifiedOrCommonName, .forwardSecrecy, .strictForwardSecrecy, .tls13,
        .postQuantumGroup, .legacyOnly,
        .daneMatch:
        members.allSatisfy(metric.holds)
      }
    return holds ? 1 : 0
  }

  /// The share of the members of the base that have the property, 0–1; `nil` where there are none.
  public func share(_ metric: Metric, base: Base) -> Double? {
    let members = members(of: base)
    return members.isEmpty ? nil : SightingGroup.share(metric, of: members)
  }

  fileprivate static func share(_ metric: Metric, of members: [Sighting]) -> Double {
    Double(members.count(where: metric.holds)) / Double(members.count)
  }

  fileprivate func members(of base: Base) -> [Sighting] {
    switch base {
    case .reachable: sightings
    case .tls: sightings.filter { $0.result != .noTLS }
    }
  }

  static func agreement(_ results: some Sequence<Result>) -> Result? {
    var shared: Result?
    for result in results {
      if let shared, shared != result { return .mixed }
      shared = result
    }
    return shared
  }
}

/// The lowest-preference MX hosts of a domain: where its mail is expected to go (RFC 5321 §5.1, ties uniform).
public struct DeliveryGroup: Hashable, Sendable {
  /// One group a host.
  public let hosts: [SightingGroup]

  /// The hosts of one MX set's lowest preference.
  public init(hosts: [SightingGroup]) { self.hosts = hosts }

  /// What all hosts that answered share, else `mixed`; `nil` where none answered.
  public var result: SightingGroup.Result? { SightingGroup.agreement(hosts.compactMap(\.result)) }

  /// The expected share of deliveries with the property: the mean over the hosts in the base of the mean over their
  /// addresses; `nil` where no host is in the base.
  public func share(_ metric: Metric, base: Base) -> Double? {
    let members = members(of: base)
    return members.isEmpty ? nil : DeliveryGroup.share(metric, of: members)
  }

  /// What a unit that is shared out among these hosts comes to.
  public var figures: Figures { Figures(reachable: shares(base: .reachable), tls: shares(base: .tls)) }

  /// The shares of all metrics in the order of `Metric.all`; `nil` where no host is in the base.
  private func shares(base: Base) -> [Double]? {
    let members = members(of: base)
    return members.isEmpty ? nil : Metric.all.map { DeliveryGroup.share($0, of: members) }
  }

  private func members(of base: Base) -> [[Sighting]] {
    hosts.map { $0.members(of: base) }.filter { !$0.isEmpty }
  }

  private static func share(_ metric: Metric, of hosts: [[Sighting]]) -> Double {
    // Most domains have one host at that preference, and need no array for it.
    guard hosts.count > 1 else { return SightingGroup.share(metric, of: hosts[0]) }
    // Sorted, as the sum must not depend on the order in which the hosts were discovered, not even in its last digit.
    return hosts.map { SightingGroup.share(metric, of: $0) }.sorted().reduce(0, +) / Double(hosts.count)
  }
}
