import SurveyCore

/// Receiving domains for the tests of sender policies.
enum Delivery {
  /// An address that presents a certificate of a class.
  static func tls(
    _ certificateClass: CertificateClass, legacyOnly: Bool = false, belowTLS12: Bool = false,
    domain: RecipientDomainMatch = .none, matchesTLSA: Bool = false
  ) -> DeliveryAddress {
    DeliveryAddress(
      outcome: .tls, certificateClass: certificateClass, isLegacyOnly: legacyOnly, isBelowTLS12: belowTLS12,
      domainMatch: domain, matchesTLSA: matchesTLSA)
  }

  /// An address without a completed handshake.
  static func without(_ outcome: Outcome) -> DeliveryAddress { DeliveryAddress(outcome: outcome) }

  /// A host of some addresses.
  static func host(
    _ preference: UInt16, tlsa: TLSAState = .insecure, listed: Bool = false, _ addresses: DeliveryAddress...
  ) -> DeliveryHost {
    DeliveryHost(preference: preference, tlsa: tlsa, isListedByPolicy: listed, addresses: addresses)
  }

  /// A host of preference 10.
  static func host(_ addresses: DeliveryAddress...) -> DeliveryHost {
    DeliveryHost(preference: 10, tlsa: .insecure, isListedByPolicy: false, addresses: addresses)
  }

  /// A domain of some hosts.
  static func domain(
    _ mxStatus: MXStatus, mx: DNSSECStatus = .insecure, _ hosts: DeliveryHost...
  ) -> DeliveryDomain {
    DeliveryDomain(mxStatus: mxStatus, mxDNSSEC: mx, mtaSTS: MTASTSStatus.none, hosts: hosts)
  }

  /// A domain with an MX RRset.
  static func domain(
    mx: DNSSECStatus = .insecure, sts: MTASTSStatus? = MTASTSStatus.none, _ hosts: DeliveryHost...
  ) -> DeliveryDomain {
    DeliveryDomain(mxStatus: .mx, mxDNSSEC: mx, mtaSTS: sts, hosts: hosts)
  }

  /// A policy by its name.
  static func policy(_ name: String) -> SenderPolicy? { SenderPolicy.all.first { $0.name == name } }
}

extension DeliveryShares {
  /// All shares, in the order of the results.
  var values: [Double] { DeliveryResult.allCases.map { self[$0] } }

  /// The share that arrives in one way or another.
  var delivered: Double { authenticated + encrypted + plaintext }
}
