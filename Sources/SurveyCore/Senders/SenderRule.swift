/// What a sender does at an MX host: the axes along which sender policies differ, without a name or a source.
struct SenderRule: Hashable, Sendable {
  /// Whom the sender's TLS library can talk to.
  let library: SenderTLS
  /// What becomes of the mail at a host that doesn't offer STARTTLS: `plaintext`, `deferred` or `bounced`.
  let unoffered: DeliveryResult
  /// The same at a host that offers STARTTLS and answers it by anything but its 220.
  let rejected: DeliveryResult
  /// The same after a handshake that failed.
  let failed: DeliveryResult
  /// What the sender wants of the certificate.
  let check: CertificateCheck
  /// What becomes of the mail where the certificate is not that.
  let unproven: DeliveryResult
  /// What the sender makes of TLSA records.
  let dane: DANEHandling
  /// Whether a policy of mode `enforce` binds the sender (RFC 8461 §5).
  let honoursMTASTS: Bool

  /// A sender that encrypts where it can and delivers in the clear where it can't (RFC 7435).
  static func opportunistic(
    _ library: SenderTLS, failed: DeliveryResult = .plaintext, check: CertificateCheck = .none,
    unproven: DeliveryResult = .encrypted, dane: DANEHandling = .ignored, honoursMTASTS: Bool = false
  ) -> SenderRule {
    SenderRule(
      library: library, unoffered: .plaintext, rejected: .plaintext, failed: failed, check: check,
      unproven: unproven, dane: dane, honoursMTASTS: honoursMTASTS)
  }

  /// A sender that delivers over TLS or not at all.
  static func mandatory(
    _ library: SenderTLS, check: CertificateCheck, refusal: DeliveryResult = .deferred,
    dane: DANEHandling = .ignored, honoursMTASTS: Bool = false
  ) -> SenderRule {
    SenderRule(
      library: library, unoffered: refusal, rejected: refusal, failed: refusal, check: check, unproven: refusal,
      dane: dane, honoursMTASTS: honoursMTASTS)
  }
}

/// Whom a sender's TLS library can talk to.
enum SenderTLS: UInt8, Hashable, Sendable {
  /// It isn't used at all.
  case unused
  /// The kind of BoringSSL or of Windows: a host that only the tolerant look reached fails the handshake.
  case modern
  /// OpenSSL at security level 0, or at 1 where it verifies: every host that shows a certificate.
  case tolerant
  /// OpenSSL 3 as Postfix drives it. Where it wants no proof, it is at security level 0 and offers suites without a
  /// certificate too, so that even an `anonymous` host is one to talk to. Where it wants one, it is at level 1, which
  /// since OpenSSL 3.0 has nothing below TLS 1.2 (SSL_CTX_set_security_level(3)).
  case postfix
}

/// What a sender wants of a certificate, in chain and name.
enum CertificateCheck: Hashable, Sendable {
  /// Nothing, or nothing that would change what it does.
  case none
  /// A trusted chain in date, under any name.
  case chain
  /// A trusted chain in date that names the MX host.
  case mxName
  /// A trusted chain in date that names the recipient domain, or a name below it where that is enough.
  case recipientDomain(atLeast: RecipientDomainMatch)
  /// A trusted chain in date that names the MX host or the recipient domain.
  case mxNameOrRecipientDomain
  /// A chain that the *n*-th further trust file vouches for.
  case trustFile(UInt8)

  /// Whether what an address presents is that.
  func isMet(by address: DeliveryAddress) -> Bool {
    let isTrusted = address.certificateClass == .caVerified || address.certificateClass == .caWrongName
    switch self {
    case .none: return true
    case .chain: return isTrusted
    case .mxName: return address.certificateClass == .caVerified
    case .recipientDomain(let least): return isTrusted && address.domainMatch >= least
    case .mxNameOrRecipientDomain:
      return address.certificateClass == .caVerified || isTrusted && address.domainMatch == .exact
    case .trustFile(let number): return address.furtherTrust & (1 << UInt64(number)) != 0
    }
  }
}

/// What a sender makes of TLSA records (RFC 7672).
struct DANEHandling: Hashable, Sendable {
  /// What records are looked up at all.
  enum Scope: UInt8, Hashable, Sendable {
    /// None.
    case nothing
    /// Those of hosts that a secure MX RRset names (RFC 7672 §2.2.1).
    case secureMX
    /// Those of every host, whoever named it.
    case anyMX
  }

  /// Which records count.
  let scope: Scope
  /// Whether mail is deferred where no usable record is there.
  let isRequired: Bool
  /// What becomes of the mail where none of the records is usable: `encrypted`, as RFC 7672 §2.2 has it, or `deferred`.
  let unusable: DeliveryResult

  /// TLSA records mean nothing to the sender.
  static let ignored = DANEHandling(scope: .nothing, isRequired: false, unusable: .encrypted)
}
