import SurveyCore

/// Seeded receiving domains of every kind.
struct RandomDelivery {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func domain() -> DeliveryDomain {
    DeliveryDomain(
      mxStatus: pick([.mx, .mx, .mx, .implicit, .nullMixed]), mxDNSSEC: pick([.secure, .secure, .insecure, .unknown]),
      mtaSTS: pick([MTASTSStatus.none, .enforce, .enforce, .testing, nil]),
      hosts: (0..<Int.random(in: 0...5, using: &generator)).map { _ in host() })
  }

  mutating func host(preference: UInt16? = nil) -> DeliveryHost {
    DeliveryHost(
      preference: preference ?? pick([0, 10, 10, 20, 20, 65535]), tlsa: pick(TLSAState.allCases + [.usable, .none]),
      isListedByPolicy: Bool.random(using: &generator),
      addresses: (0..<Int.random(in: 0...4, using: &generator)).map { _ in address() })
  }

  mutating func address() -> DeliveryAddress {
    let outcome = pick(Outcome.allCases + [.tls, .tls, .tls, .tls, .tls, .unreachable])
    guard outcome == .tls else { return DeliveryAddress(outcome: outcome) }
    return DeliveryAddress(
      outcome: .tls, certificateClass: pick(CertificateClass.allCases), isLegacyOnly: pick([false, false, true]),
      isBelowTLS12: pick([false, false, true]),
      domainMatch: pick(RecipientDomainMatch.allCases), matchesTLSA: Bool.random(using: &generator))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &generator) }
}

extension DeliveryDomain {
  /// The same domain with other hosts.
  func with(hosts: [DeliveryHost]) -> DeliveryDomain {
    DeliveryDomain(mxStatus: mxStatus, mxDNSSEC: mxDNSSEC, mtaSTS: mtaSTS, hosts: hosts)
  }

  /// The same domain with each address made into another.
  func mapAddresses(_ change: (DeliveryAddress) -> DeliveryAddress) -> DeliveryDomain {
    with(hosts: hosts.map { $0.with(addresses: $0.addresses.map(change)) })
  }
}

extension DeliveryHost {
  /// The same host with other addresses.
  func with(addresses: [DeliveryAddress]) -> DeliveryHost {
    DeliveryHost(preference: preference, tlsa: tlsa, isListedByPolicy: isListedByPolicy, addresses: addresses)
  }
}
