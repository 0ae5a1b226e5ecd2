public import SurveyCore

/// What one sender would come to with the domain's mail, and why.
public struct SenderOutlook: Hashable, Sendable {
  /// The sender.
  public let policy: SenderPolicy
  /// Its shares; `nil` for a domain that takes no mail or does not exist.
  public let shares: DeliveryShares?
  /// Words of the advice that stands in its way, or what the sender wants that is not there: `no-dane`,
  /// `domain-not-named`, `not-in-trust-file`. Empty where all is delivered over TLS.
  public let because: [String]
}

extension CheckedDomain {
  /// Every sender, in the order of the reports.
  /// - Parameter advice: that of the domain.
  public func senders(advice: [Advice]) -> [SenderOutlook] {
    let domain = delivery
    return policies.map { policy in
      let shares = DeliverySimulation.simulate(policy, domain)
      return SenderOutlook(policy: policy, shares: shares, because: because(policy, shares, domain, advice))
    }
  }

  private func because(
    _ policy: SenderPolicy, _ shares: DeliveryShares?, _ domain: DeliveryDomain, _ advice: [Advice]
  ) -> [String] {
    guard let shares, shares.undelivered != .undeliverable, shares.undelivered != .inconclusive else { return [] }
    guard shares.undelivered != nil || shares.plaintext > 0 else { return [] }
    var words: [String] = []
    for item in advice where item.refusing.contains(policy.name) || item.exposing.contains(policy.name) {
      if !words.contains(item.word) { words.append(item.word) }
    }
    guard words.isEmpty, shares.undelivered != nil else { return words }
    // Nothing is wrong by itself: the sender wants more than others do.
    let wants: [(String, DeliveryDomain)] = [
      ("domain-not-named", domain.perfected(namesDomain: true, hasDANE: false)),
      ("no-dane", domain.perfected(namesDomain: false, hasDANE: true)),
    ]
    let missing = wants.first { DeliverySimulation.simulate(policy, $0.1)?.undelivered == nil }?.0
    return [missing ?? (further.contains { $0.name == policy.name } ? "not-in-trust-file" : nil)].compactMap { $0 }
  }
}

extension DeliveryDomain {
  /// The domain with certificates that verify and one property more.
  fileprivate func perfected(namesDomain: Bool, hasDANE: Bool) -> DeliveryDomain {
    DeliveryDomain(
      mxStatus: mxStatus, mxDNSSEC: hasDANE ? .secure : mxDNSSEC, mtaSTS: mtaSTS,
      hosts: hosts.map { host in
        DeliveryHost(
          preference: host.preference, tlsa: hasDANE ? .usable : host.tlsa, isListedByPolicy: true,
          addresses: host.addresses.filter(\.outcome.isReachable).map { _ in
            DeliveryAddress(
              outcome: .tls, certificateClass: .caVerified, domainMatch: namesDomain ? .exact : .none,
              matchesTLSA: true)
          })
      })
  }
}
