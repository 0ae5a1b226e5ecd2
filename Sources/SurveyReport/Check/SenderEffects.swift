import SurveyCore

/// Whom one problem by itself concerns: senders that would deliver to a host that is otherwise as good as can be, and
/// would not, or not encrypted, with this one problem.
struct SenderEffects {
  let domain: CheckedDomain

  /// What a problem leads to, by the names of sender policies.
  struct Effect: Hashable {
    /// They would not deliver.
    var refusing: [String] = []
    /// They would deliver in the clear.
    var exposing: [String] = []
  }

  /// What an address is like that nobody has anything against.
  func perfect(_ address: CheckedAddress?) -> DeliveryAddress {
    DeliveryAddress(
      outcome: .tls, certificateClass: .caVerified, domainMatch: address.map(domain.domainMatch) ?? .none,
      matchesTLSA: true, furtherTrust: .max)
  }

  /// The effect of a host's being like that instead of perfect.
  func effect(
    on host: CheckedHost, of address: CheckedAddress? = nil, damaged: DeliveryAddress? = nil, isListed: Bool = true
  ) -> Effect {
    let perfect = perfect(address)
    return effect(
      from: delivery(host, perfect, isListed: true), to: delivery(host, damaged ?? perfect, isListed: isListed))
  }

  /// The effect of what the DNS says of a host's DANE, compared with a matching record.
  func effectOfTLSAState(of host: CheckedHost) -> Effect {
    let perfect = perfect(nil)
    return effect(
      from: delivery(host, perfect, isListed: true, tlsa: .usable), to: delivery(host, perfect, isListed: true))
  }

  private func effect(from before: DeliveryDomain, to after: DeliveryDomain) -> Effect {
    var effect = Effect()
    for policy in domain.policies {
      guard let was = DeliverySimulation.simulate(policy, before)?.sole, was.isDelivered else { continue }
      guard let now = DeliverySimulation.simulate(policy, after)?.sole else { continue }
      if !now.isDelivered {
        effect.refusing.append(policy.name)
      } else if now == .plaintext, was != .plaintext {
        effect.exposing.append(policy.name)
      }
    }
    return effect
  }

  private func delivery(
    _ host: CheckedHost, _ address: DeliveryAddress, isListed: Bool, tlsa: TLSAState? = nil
  ) -> DeliveryDomain {
    DeliveryDomain(
      mxStatus: domain.mxStatus, mxDNSSEC: domain.mxDNSSEC, mtaSTS: domain.policyStatus,
      hosts: [
        DeliveryHost(
          preference: host.preference, tlsa: tlsa ?? host.tlsaState, isListedByPolicy: isListed,
          addresses: [address])
      ])
  }
}
