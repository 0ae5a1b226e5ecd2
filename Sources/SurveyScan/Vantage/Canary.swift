public import SurveyCore

/// A host that completed a handshake in this wave, and is asked again now and then: where it does not any more, the fault
/// is likely on our side.
public struct Canary: Sendable, Hashable {
  /// The address's row in the store.
  public let addressID: Int64
  /// What was probed.
  public let target: ProbeTarget
  /// With which look it completed.
  public let look: Look
  /// The leaf that it presented; `nil`: TLS without a certificate.
  public let leaf: Fingerprint?

  /// A host that may be asked again.
  public init(addressID: Int64, target: ProbeTarget, look: Look, leaf: Fingerprint?) {
    self.addressID = addressID
    self.target = target
    self.look = look
    self.leaf = leaf
  }
}

/// What a canary came to when it was asked again.
public struct CanaryFinding: Sendable, Hashable {
  /// The kinds of answer.
  public enum Answer: Sendable, Hashable {
    /// As before, or in a way that says nothing of our side.
    case alive
    /// No handshake any more; with the outcome.
    case lost(Outcome)
    /// Another leaf.
    case otherLeaf(Fingerprint)
  }

  /// Its name.
  public let serverName: DomainName
  /// Its address.
  public let address: Address
  /// What it came to.
  public let answer: Answer

  /// `nil` where our own fault or choice kept the canary from being asked.
  init?(_ canary: Canary, _ observation: Observation) {
    serverName = canary.target.serverName
    address = canary.target.address
    switch observation.ending.outcome {
    case .inconclusive, .notProbed: return nil
    case .unreachable, .noStartTLS, .smtpRejected: answer = .lost(observation.ending.outcome)
    // It offers STARTTLS still: what stands between would have taken that out, or shown a leaf of its own.
    case .startTLSRejected, .handshakeFailed: answer = .alive
    case .tls:
      let leaf = observation.chain?.leaf.sha256
      answer = leaf.flatMap { $0 == canary.leaf ? nil : .otherLeaf($0) } ?? .alive
    }
  }
}

extension [CanaryFinding] {
  /// Whether these answers together say that the fault is on our side. One host may break on its own; and of two that
  /// renew their certificates in the same hour, each has its own.
  var sayThatTheVantageIsBroken: Bool {
    guard count >= 2 else { return false }
    let lost = count { if case .lost = $0.answer { true } else { false } }
    if lost * 2 > count { return true }
    guard case .otherLeaf(let leaf) = first?.answer else { return false }
    return allSatisfy { $0.answer == .otherLeaf(leaf) }
  }
}
