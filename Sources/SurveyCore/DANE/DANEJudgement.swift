/// What a presented chain is worth under the TLSA records of its host.
public enum DANEFinding: Hashable, Sendable {
  /// A usable record matches, and all that its usage asks for holds; the record's three numbers.
  case match(usage: UInt8, selector: UInt8, matchingType: UInt8)
  /// No usable record matches. The errors are OpenSSL's, the nearest to the leaf first; `no-tlsa-match` where no
  /// record fits a certificate of the chain, others where one does and DANE-TA wants more. Empty where there is no
  /// leaf, or none that can be read.
  case mismatch([VerificationError])
  /// None of the records can be used, for example because a certificate given in full can't be read. Nothing is said
  /// of the chain: a sender encrypts and does not authenticate (RFC 7672 §2.1.1).
  case unusable

  /// Whether a sender would deliver to the server as authenticated.
  public var isMatch: Bool {
    switch self {
    case .match: true
    case .mismatch, .unusable: false
    }
  }
}

/// A finding with the span of time in which it holds.
public struct DANEJudgement: Hashable, Sendable {
  /// What was found.
  public let finding: DANEFinding
  /// The finding holds from here …
  public let from: Instant
  /// … until before here. DANE-EE knows no validity (RFC 7672 §3.1.1); where DANE-TA decides, these are validity
  /// boundaries of the certificates involved.
  public let until: Instant

  /// A judgement.
  public init(finding: DANEFinding, from: Instant, until: Instant) {
    self.finding = finding
    self.from = from
    self.until = until
  }
}

extension TLSAState {
  /// The status of a host whose reachable addresses presented what was found so.
  /// - Parameter findings: one for each reachable address; `nil` where it does no TLS.
  public func status(findings: [DANEFinding?]) -> DANEStatus {
    if self == .usable, findings.contains(.unusable) { return .unusable }
    return status(matches: findings.map { $0?.isMatch ?? false })
  }
}
