/// A sender that trusts only its own list of certificates, or a key that was handed over out of band (`--sender`).
public struct FurtherSender: Hashable, Sendable {
  /// What it is called in the results.
  public let name: String
  /// SHA-256 of its trust file.
  public let trustStoreSHA256: Fingerprint

  /// A sender.
  public init(name: String, trustStoreSHA256: Fingerprint) {
    self.name = name
    self.trustStoreSHA256 = trustStoreSHA256
  }
}

/// What a further sender makes of one presented chain, for a span of time.
public struct FurtherTrust: Hashable, Sendable {
  /// The chain judged against the sender's own anchors.
  public let chain: JudgedChain
  /// Whether the leaf itself is in the sender's file: a key that was handed over, whatever its names.
  public let isPinned: Bool

  /// What a sender makes of a chain.
  public init(chain: JudgedChain, isPinned: Bool) {
    self.chain = chain
    self.isPinned = isPinned
  }

  /// Whether the sender accepts the chain from a host of this name: pinned and in date, or trusted, in date and of that
  /// name (RFC 9525).
  public func accepts(_ host: DomainName) -> Bool {
    let verdict = chain.verdict(for: host)
    return isPinned ? verdict.time == .ok : verdict.certificateClass == .caVerified
  }
}
