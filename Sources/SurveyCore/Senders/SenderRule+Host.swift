/// What stands between a sender and an MX host beside the sender's own rule.
enum HostDemand: UInt8, Hashable, Sendable {
  /// Nothing: the sender's own rule decides.
  case none
  /// TLS, whatever the certificate: TLSA records, none of them usable (RFC 7672 §2.2).
  case encryption
  /// A certificate that a usable TLSA record matches.
  case tlsaMatch
  /// A certificate that a trusted chain vouches for under the MX name (RFC 8461 §4.2), beside the sender's own rule.
  case mxName
  /// The host is not to be used.
  case exclusion
  /// The survey did not look at what the sender looks at, so that its demand is not known.
  case unknown
}

extension SenderRule {
  /// What DANE and MTA-STS demand of a host from this sender.
  ///
  /// DANE comes first and decides alone where a usable record is there: MTA-STS must not override its failure (RFC 8461
  /// §2), and where it succeeds, it has proven more.
  func demand(on host: DeliveryHost, of domain: DeliveryDomain) -> HostDemand {
    if dane.scope != .nothing {
      // A domain without MX records is its own host: there is no MX RRset whose answer could be forged.
      let isNamedSecurely = domain.mxDNSSEC == .secure || domain.mxStatus == .implicit
      let counts = isNamedSecurely || dane.scope == .anyMX
      switch counts ? host.tlsa : domain.mxDNSSEC == .unknown ? .unknown : .insecure {
      case .unknown: return .unknown
      case .usable: return .tlsaMatch
      case .bogus, .error: return .exclusion
      case .unusable where dane.isRequired || dane.unusable != .encrypted: return .exclusion
      case .unusable where !isBoundByMTASTS(domain): return .encryption
      case .none, .insecure, .unusable: if dane.isRequired { return .exclusion }
      }
    }
    if honoursMTASTS, domain.mtaSTS == nil { return .unknown }
    guard isBoundByMTASTS(domain) else { return .none }
    return host.isListedByPolicy ? .mxName : .exclusion
  }

  private func isBoundByMTASTS(_ domain: DeliveryDomain) -> Bool { honoursMTASTS && domain.mtaSTS == .enforce }

  /// What the sender comes to at one address; `nil` where the survey got no EHLO answered.
  func result(at address: DeliveryAddress, demand: HostDemand) -> DeliveryResult? {
    guard let own = ownResult(at: address) else { return nil }
    switch demand {
    case .none: return own
    // Whatever is demanded, it makes no sender deliver that would not by itself.
    case .unknown: return own.isDelivered ? .inconclusive : own
    case .exclusion: return .deferred
    case .encryption: return isEncrypted(to: address) ? .encrypted : .deferred
    case .tlsaMatch:
      return isEncrypted(to: address, wantsProof: true) && address.matchesTLSA ? .authenticated : .deferred
    case .mxName:
      guard own.isDelivered else { return own }
      let isProven = isEncrypted(to: address) && address.certificateClass == .caVerified
      return isProven ? .authenticated : .deferred
    }
  }

  /// What the sender comes to where neither DANE nor MTA-STS asks for anything.
  private func ownResult(at address: DeliveryAddress) -> DeliveryResult? {
    switch address.outcome {
    case .smtpRejected, .unreachable, .notProbed, .inconclusive: return nil
    case .noStartTLS: return unoffered
    case .startTLSRejected: return rejected
    case .tls, .handshakeFailed:
      guard isEncrypted(to: address, wantsProof: check != .none) else { return failed }
      guard check.isMet(by: address) else { return unproven }
      // Nothing was asked for, so nothing was proven, however good the certificate.
      return check == .none ? .encrypted : .authenticated
    }
  }

  /// Whether the handshake of this sender's library with the address completes.
  private func isEncrypted(to address: DeliveryAddress, wantsProof: Bool = false) -> Bool {
    guard address.outcome == .tls else { return false }
    switch library {
    case .unused: return false
    case .modern: return !address.isLegacyOnly && address.certificateClass != .anonymous
    case .tolerant: return address.certificateClass != .anonymous
    case .postfix: return !wantsProof || address.certificateClass != .anonymous && !address.isBelowTLS12
    }
  }
}

extension DeliveryResult {
  /// Whether the mail has arrived.
  public var isDelivered: Bool {
    switch self {
    case .authenticated, .encrypted, .plaintext: true
    case .deferred, .bounced, .undeliverable, .inconclusive: false
    }
  }
}
