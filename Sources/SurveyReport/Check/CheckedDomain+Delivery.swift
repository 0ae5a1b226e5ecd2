public import SurveyCore

extension CheckedDomain {
  /// The domain as a sender finds it.
  public var delivery: DeliveryDomain {
    DeliveryDomain(
      mxStatus: mxStatus, mxDNSSEC: mxDNSSEC, mtaSTS: policyStatus,
      hosts: hosts.map { host in
        DeliveryHost(
          preference: host.preference, tlsa: host.tlsaState, isListedByPolicy: isListed(host),
          addresses: host.addresses.map(delivery))
      })
  }

  /// What a sender that honours MTA-STS goes by; a host by itself is looked at as without a policy.
  var policyStatus: MTASTSStatus? { kind == .host ? MTASTSStatus.none : mtaSTS?.status }

  /// Every sender that is simulated.
  public var policies: [SenderPolicy] {
    SenderPolicy.all
      + further.enumerated().map { SenderPolicy.further(name: $0.element.name, number: $0.offset) }
  }

  /// Whether the domain's MTA-STS policy, of whatever mode, lists a host; `false` without a policy.
  public func isListed(_ host: CheckedHost) -> Bool {
    guard let policy = mtaSTS?.policy, let name = host.name else { return false }
    return policy.matches(name)
  }

  /// One address as a sender finds it.
  func delivery(_ address: CheckedAddress) -> DeliveryAddress {
    DeliveryAddress(
      outcome: address.outcome, certificateClass: address.certificateClass,
      isLegacyOnly: address.failedModernLook != nil,
      isBelowTLS12: address.final.session.map { $0.version < .tls12 } ?? false, domainMatch: domainMatch(of: address),
      matchesTLSA: address.dane?.isMatch ?? false, furtherTrust: address.furtherTrust)
  }

  /// How the certificate of an address names the recipient domain; a host by itself has no such domain.
  func domainMatch(of address: CheckedAddress) -> RecipientDomainMatch {
    guard kind == .domain, address.outcome == .tls, let judged = address.judged else { return .none }
    return RecipientNames(dnsNames: judged.dnsNames).match(name)
  }
}
