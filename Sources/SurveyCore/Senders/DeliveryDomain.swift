/// A mail domain as a sender's mail system finds it: what the simulation of sender policies works on.
///
/// ```
/// DeliveryDomain ──▶ DeliveryHost (by preference) ──▶ DeliveryAddress (what one connection brings)
/// ```
public struct DeliveryDomain: Hashable, Sendable {
  /// How the domain receives mail.
  public let mxStatus: MXStatus
  /// Security of the MX RRset; `unknown` where nothing was validated.
  public let mxDNSSEC: DNSSECStatus
  /// The published MTA-STS policy; `nil` where that is not known.
  public let mtaSTS: MTASTSStatus?
  /// The MX hosts in any order; empty for a domain without any.
  public let hosts: [DeliveryHost]

  /// A domain.
  public init(mxStatus: MXStatus, mxDNSSEC: DNSSECStatus, mtaSTS: MTASTSStatus?, hosts: [DeliveryHost]) {
    self.mxStatus = mxStatus
    self.mxDNSSEC = mxDNSSEC
    self.mtaSTS = mtaSTS
    self.hosts = hosts
  }
}

/// One MX host of a domain.
public struct DeliveryHost: Hashable, Sendable {
  /// Lower is tried first.
  public let preference: UInt16
  /// What the DNS says of the host's DANE.
  public let tlsa: TLSAState
  /// Whether the domain's MTA-STS policy, of whatever mode, lists this host; `false` without a policy.
  public let isListedByPolicy: Bool
  /// What each address brings; empty for a host without an address.
  public let addresses: [DeliveryAddress]

  /// A host.
  public init(preference: UInt16, tlsa: TLSAState, isListedByPolicy: Bool, addresses: [DeliveryAddress]) {
    self.preference = preference
    self.tlsa = tlsa
    self.isListedByPolicy = isListedByPolicy
    self.addresses = addresses
  }
}

/// What one address of an MX host brings, under the host's name.
public struct DeliveryAddress: Hashable, Sendable {
  /// The outcome of the final look.
  public let outcome: Outcome
  /// The certificate's class where the outcome is `tls`.
  public let certificateClass: CertificateClass?
  /// Whether only the tolerant look completed the handshake, so that a sender with a modern TLS library has none.
  public let isLegacyOnly: Bool
  /// Whether the handshake agreed on less than TLS 1.2, which OpenSSL 3 speaks at security level 0 only.
  public let isBelowTLS12: Bool
  /// Whether a DNS-ID of the leaf names the recipient domain, for senders that want that.
  public let domainMatch: RecipientDomainMatch
  /// Whether what is presented matches a usable TLSA record of the host.
  public let matchesTLSA: Bool
  /// Which of the further senders (`--sender`) trust what is presented: bit *n* stands for the *n*-th.
  public let furtherTrust: UInt64

  /// What an address brings.
  public init(
    outcome: Outcome, certificateClass: CertificateClass? = nil, isLegacyOnly: Bool = false,
    isBelowTLS12: Bool = false, domainMatch: RecipientDomainMatch = .none, matchesTLSA: Bool = false,
    furtherTrust: UInt64 = 0
  ) {
    self.outcome = outcome
    self.certificateClass = certificateClass
    self.isLegacyOnly = isLegacyOnly
    self.isBelowTLS12 = isBelowTLS12
    self.domainMatch = domainMatch
    self.matchesTLSA = matchesTLSA
    self.furtherTrust = furtherTrust
  }
}

/// How a certificate's DNS-IDs relate to the recipient domain, the best of them.
public enum RecipientDomainMatch: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  /// None is the domain or below it.
  case none
  /// One is a name below the domain: Postfix's `dot-nexthop`.
  case subdomain
  /// One matches the domain itself as RFC 9525 §6.3 has it.
  case exact

  /// Orders by strength.
  public static func < (left: RecipientDomainMatch, right: RecipientDomainMatch) -> Bool {
    left.rawValue < right.rawValue
  }
}
