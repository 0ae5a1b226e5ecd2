public import SurveyCore

/// One mail domain, or one mail host by itself, as a check found it: facts and the judgement of the moment together.
///
/// ```
/// CheckedDomain ──▶ CheckedHost (by preference) ──▶ CheckedAddress ──▶ Observation, one a look
///      └──▶ Advice, SenderOutlook ──▶ CheckText, CheckJSON
/// ```
public struct CheckedDomain: Hashable, Sendable {
  /// What the name was taken for.
  public enum Kind: String, Hashable, Sendable {
    /// A mail domain: what stands behind the `@`.
    case domain
    /// A mail host, looked at as if it were the only MX of a domain that publishes no policy.
    case host
  }

  /// The name that was asked for.
  public let name: DomainName
  /// What it was taken for.
  public let kind: Kind
  /// How the domain receives mail; `mx` for a host.
  public let mxStatus: MXStatus
  /// Security of the MX RRset; for a host that of its address RRset.
  public let mxDNSSEC: DNSSECStatus
  /// The MX hosts, lowest preference first.
  public let hosts: [CheckedHost]
  /// The MTA-STS policy; `nil` where it was not asked for.
  public let mtaSTS: MTASTS?
  /// The TLSRPT record; `nil` where it was not asked for.
  public let tlsrpt: TLSRPT?
  /// The TCP port of the mail hosts.
  public let port: UInt16
  /// The instant at which certificates were judged.
  public let judgedAt: Instant
  /// Senders of the command line beside `SenderPolicy.all`.
  public let further: [FurtherSender]

  /// A checked domain.
  public init(
    name: DomainName, kind: Kind = .domain, mxStatus: MXStatus, mxDNSSEC: DNSSECStatus, hosts: [CheckedHost],
    mtaSTS: MTASTS? = nil, tlsrpt: TLSRPT? = nil, port: UInt16 = 25, judgedAt: Instant, further: [FurtherSender] = []
  ) {
    self.name = name
    self.kind = kind
    self.mxStatus = mxStatus
    self.mxDNSSEC = mxDNSSEC
    self.hosts = hosts
    self.mtaSTS = mtaSTS
    self.tlsrpt = tlsrpt
    self.port = port
    self.judgedAt = judgedAt
    self.further = further
  }

  /// The hosts that are tried first.
  public var lowestHosts: [CheckedHost] {
    let lowest = hosts.map(\.preference).min()
    return hosts.filter { $0.preference == lowest }
  }

  /// What the lowest-preference hosts that answered share; `nil` where none answered.
  public var result: SightingGroup.Result? { DeliveryGroup(hosts: lowestHosts.map(\.sightings)).result }

  /// Whether mail to the domain withstands an active attacker; `nil` where that can't be told, and for a host.
  public var isAuthenticated: Bool? { kind == .domain ? delivery.isAuthenticated : nil }
}

/// One MX host with what the DNS says of it and what its addresses presented.
public struct CheckedHost: Hashable, Sendable {
  /// Lower is tried first.
  public let preference: UInt16
  /// The target of the MX record.
  public let host: MXExchange.Host
  /// What its address lookups found.
  public let lookup: HostLookup
  /// What its TLSA lookup found; `nil` where it was not looked at.
  public let tlsa: TLSALookup?
  /// Its addresses, lowest first.
  public let addresses: [CheckedAddress]

  /// A host.
  public init(
    preference: UInt16, host: MXExchange.Host, lookup: HostLookup, tlsa: TLSALookup?, addresses: [CheckedAddress]
  ) {
    self.preference = preference
    self.host = host
    self.lookup = lookup
    self.tlsa = tlsa
    self.addresses = addresses
  }

  /// The host name; `nil` where the MX record names none.
  public var name: DomainName? { if case .name(let name) = host { name } else { nil } }

  /// The host as it is shown; what is no host name is shortened, as each of its octets may take four characters.
  public var text: String { CertificateText.shortened(host.text.visible, to: DomainName.maximumLength) }

  /// The reachable addresses.
  public var sightings: SightingGroup {
    SightingGroup(addresses.compactMap { $0.result.map { Sighting(result: $0) } })
  }

  /// What the DNS says of DANE, less records that turned out not to be usable.
  public var tlsaState: TLSAState {
    guard let state = tlsa?.state else { return .unknown }
    return state == .usable && addresses.contains { $0.dane == .unusable } ? .unusable : state
  }

  /// The `dane` column.
  public var dane: DANEStatus {
    let reachable = addresses.filter { $0.outcome.isReachable }
    return (tlsa?.state ?? .unknown).status(findings: reachable.map { $0.outcome == .tls ? $0.dane : nil })
  }

  /// Whether nobody can deliver to it: no address, or none that lets anyone in. `false` where we did not dial, and
  /// where the fault is ours.
  public var isUnreachable: Bool {
    if addresses.isEmpty { return true }
    return addresses.allSatisfy { address in
      switch address.outcome {
      case .smtpRejected, .unreachable: true
      case .notProbed: address.final.ending.reason == .policy(.reserved)
      case .tls, .noStartTLS, .startTLSRejected, .handshakeFailed, .inconclusive: false
      }
    }
  }
}

/// One address of an MX host, under that host's name.
public struct CheckedAddress: Hashable, Sendable {
  /// The address.
  public let address: Address
  /// What was seen, a look each, in the order of the connections. Never empty.
  public let observations: [Observation]
  /// The presented certificates, leaf first; `nil` stands for one that can't be read.
  public let certificates: [CertificateFields?]
  /// The chain judged; `nil` without a completed handshake or a certificate.
  public let judged: JudgedChain?
  /// The verdict under the host's name, beside `judged`.
  public let verdict: Verdict?
  /// What is presented is worth under the host's TLSA records; `nil` where none is usable by its form.
  public let dane: DANEFinding?
  /// Which further senders trust what is presented: bit *n* stands for the *n*-th.
  public let furtherTrust: UInt64

  /// An address.
  public init(
    address: Address, observations: [Observation], certificates: [CertificateFields?] = [],
    judged: JudgedChain? = nil, verdict: Verdict? = nil, dane: DANEFinding? = nil, furtherTrust: UInt64 = 0
  ) {
    precondition(!observations.isEmpty, "an address was looked at once, or there is a reason why not")
    self.address = address
    self.observations = observations
    self.certificates = certificates
    self.judged = judged
    self.verdict = verdict
    self.dane = dane
    self.furtherTrust = furtherTrust
  }

  /// The observation that counts.
  public var final: Observation { LookSequence.final(of: observations) ?? observations[0] }

  /// Its outcome.
  public var outcome: Outcome { final.ending.outcome }

  /// The class; `nil` without a completed handshake.
  public var certificateClass: CertificateClass? {
    guard outcome == .tls else { return nil }
    return verdict?.certificateClass ?? .anonymous
  }

  /// A class or `no-tls`; `nil` where the address is not reachable.
  public var result: AddressResult? {
    guard outcome.isReachable else { return nil }
    return certificateClass.map(AddressResult.tls) ?? .noTLS
  }

  /// The modern look that failed, where a more tolerant one completed the handshake.
  public var failedModernLook: Observation? {
    guard outcome == .tls, final.look != .modern else { return nil }
    return observations.first { $0.look == .modern }
  }

  /// The server's own certificate.
  public var leaf: CertificateFields? { certificates.first ?? nil }
}
