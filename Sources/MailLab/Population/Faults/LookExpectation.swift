/// What one look at a server of the population `faults` must record, in the words of the view `v_probe`.
public struct LookExpectation: Hashable, Sendable {
  /// `modern`, `legacy` or `anull`.
  public let look: String
  /// The outcome.
  public let outcome: String
  /// The reason.
  public let reason: String
  /// Whether a chain is kept.
  public let keepsChain: Bool

  /// Whether the session ends in a state where the client says QUIT: it was answered with a reply, or TLS is up.
  public var endsInQUIT: Bool {
    let answers = ["smtp.greet_", "smtp.ehlo_rejected", "no_starttls", "starttls_", "ok"]
    return answers.contains { reason.hasPrefix($0) }
  }

  static func tls(_ look: String) -> Self {
    Self(look: look, outcome: "tls", reason: "ok", keepsChain: true)
  }

  /// The handshake failed; after the chain had come, or before.
  static func failed(_ look: String, _ reason: String, keepsChain: Bool = false) -> Self {
    Self(look: look, outcome: "handshake-failed", reason: reason, keepsChain: keepsChain)
  }
}

extension [LookExpectation] {
  /// The modern look completes the handshake, and there is no other.
  static let modern: Self = [.tls("modern")]

  /// The modern look fails, and the legacy look completes the handshake.
  static func legacy(after reason: String, keepsChain: Bool = false) -> Self {
    [.failed("modern", reason, keepsChain: keepsChain), .tls("legacy")]
  }

  /// The modern look fails for what no other client would fare better with.
  static func failed(_ reason: String, keepsChain: Bool = false) -> Self {
    [.failed("modern", reason, keepsChain: keepsChain)]
  }

  /// Both looks fail for the same reason.
  static func bothFailed(_ reason: String, keepsChain: Bool = false) -> Self {
    ["modern", "legacy"].map { .failed($0, reason, keepsChain: keepsChain) }
  }

  /// The modern look ends before a handshake.
  static func ended(_ outcome: String, _ reason: String) -> Self {
    [LookExpectation(look: "modern", outcome: outcome, reason: reason, keepsChain: false)]
  }
}
