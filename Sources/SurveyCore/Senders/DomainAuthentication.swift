extension DeliveryDomain {
  /// Whether mail to the domain withstands an active attacker (the `authenticated` column): over all MX hosts of any
  /// preference that are reachable, the MX RRset is secure and every address matches DANE (RFC 7672 §2.2), or every
  /// address is CA-verified and every host listed by an enforced MTA-STS policy (RFC 8461 §5).
  ///
  /// `nil` where no address is reachable, and where neither way holds but one of them could not be looked at.
  public var isAuthenticated: Bool? {
    let reachable = hosts.map { host in
      (host: host, addresses: host.addresses.filter(\.outcome.isReachable))
    }.filter { !$0.addresses.isEmpty }
    guard !reachable.isEmpty else { return nil }
    let ways = [
      Conjunction(
        [mxDNSSEC.isSecure] + reachable.map { $0.host.tlsa.matches($0.addresses) }),
      Conjunction(
        [mtaSTS.map { $0 == .enforce }]
          + reachable.map { host, addresses in
            // Without a policy it is open which hosts it would list.
            (mtaSTS == nil || host.isListedByPolicy) && addresses.allSatisfy { $0.certificateClass == .caVerified }
          }),
    ]
    if ways.contains(where: { $0.value == true }) { return true }
    return ways.contains { $0.value == nil } ? nil : false
  }
}

/// All of several statements, of which some may be unknown: one that is false decides.
private struct Conjunction {
  let value: Bool?

  init(_ statements: [Bool?]) {
    value = statements.contains(false) ? false : statements.contains(nil) ? nil : true
  }
}

extension DNSSECStatus {
  /// `nil` where nothing was validated.
  fileprivate var isSecure: Bool? { self == .unknown ? nil : self == .secure }
}

extension TLSAState {
  /// Whether all of a host's reachable addresses match; `nil` where nothing was validated.
  fileprivate func matches(_ addresses: [DeliveryAddress]) -> Bool? {
    self == .unknown ? nil : self == .usable && addresses.allSatisfy(\.matchesTLSA)
  }
}
