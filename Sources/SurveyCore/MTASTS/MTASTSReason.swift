/// Why a domain has no sound MTA-STS policy, or why nothing can be said of it.
public enum MTASTSReason: Hashable, Sendable {
  /// Something is wrong with the policy, or with getting it.
  case defect(MTASTSDefect)
  /// A lookup failed.
  case dns(DNSFailure)
  /// We chose not to dial the policy host.
  case policy(Reason.Policy)
  /// Our own fault.
  case local(LocalFault)

  /// The word in `mta_sts_reason`.
  public var word: String {
    switch self {
    case .defect(let defect): defect.word
    case .dns(let failure): failure.word
    case .policy(let policy): Reason.policy(policy).word
    case .local(let fault): fault.word
    }
  }
}
