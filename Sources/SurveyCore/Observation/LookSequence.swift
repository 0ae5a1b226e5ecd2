/// Looks that are chosen by hand (`--tls`). Without a choice the automatic sequence is taken.
public enum LookChoice: String, Sendable, Hashable, CaseIterable {
  /// The modern look alone.
  case modern
  /// The legacy look alone, and the aNULL look behind it where it is called for.
  case legacy
  /// Both, wherever a handshake began, however it ended.
  case both
}

/// Which look follows which at one server name of one address; each is a connection of its own.
///
/// ```
/// modern ─ handshake failed, a tolerant client may fare better ─▶ legacy ─ no shared cipher ─▶ anull
/// ```
public struct LookSequence: Sendable, Hashable {
  /// The choice; `nil`: the automatic sequence above.
  public let choice: LookChoice?

  /// A sequence; without a choice the automatic one.
  public init(_ choice: LookChoice? = nil) { self.choice = choice }

  /// The look of the first connection.
  public var first: Look { choice == .legacy ? .legacy : .modern }

  /// The look of the next connection; `nil` where there is none.
  /// - Parameter observations: those made so far of one target, in their order; none before the first connection.
  public func next(after observations: [Observation]) -> Look? {
    guard let last = observations.last else { return first }
    switch (last.look, last.ending.outcome) {
    case (.modern, .tls): return choice == .both ? .legacy : nil
    case (.modern, .handshakeFailed):
      return choice == .both || (choice == nil && last.ending.reason.mayDependOnTheClient) ? .legacy : nil
    // Both looks open the same connection and say the same words up to STARTTLS: what ended one there ends the other.
    case (.modern, _): return nil
    // A server without a suite in common says so before its ServerHello (RFC 5246 §7.4.1.3, §7.2.2); alert 40 behind a
    // chain is about something else.
    case (.legacy, .handshakeFailed):
      return last.ending.reason == .handshake(.alert(40)) && last.chain == nil ? .anull : nil
    case (.legacy, _), (.anull, _): return nil
    }
  }

  /// The observation that counts: the first completed of modern, legacy and anull, else the one that got furthest, else
  /// the earliest of these looks; `nil` where there is none at all.
  public static func final(of observations: [Observation]) -> Observation? {
    observations.min { left, right in
      (-finality(left.ending.outcome, left.ending.stage), left.look.rank)
        < (-finality(right.ending.outcome, right.ending.stage), right.look.rank)
    }
  }

  /// How much one look decides of several; the highest counts.
  ///
  /// A completed handshake decides. Else, a look that was called for and that we did not carry through leaves the question
  /// open: what the others failed for must not stand as the peer's fault. Else the later stage.
  static func finality(_ outcome: Outcome, _ stage: Stage) -> Int {
    switch outcome {
    case .tls: Stage.allCases.count + 1
    case .inconclusive, .notProbed: Stage.allCases.count
    case .noStartTLS, .startTLSRejected, .handshakeFailed, .smtpRejected, .unreachable:
      Stage.allCases.firstIndex(of: stage) ?? 0
    }
  }
}

extension Look {
  /// The place in the order of looks.
  fileprivate var rank: Int {
    switch self {
    case .modern: 0
    case .legacy: 1
    case .anull: 2
    }
  }
}

extension Reason {
  /// Whether a client of another kind may fare better in the handshake. In doubt it may: TLS that is wrongly missing is
  /// a wrong number, and one more connection is all that it costs.
  fileprivate var mayDependOnTheClient: Bool {
    guard case .handshake(let failure) = self else { return false }
    switch failure {
    case .alert(let number): return !Reason.alertsToAnyClient.contains(number)
    // Servers that find no suite or version in common are known to hang up instead of sending the alert.
    case .closed, .reset: return true
    // What a library refuses, another may take: its versions, its groups, its parsers and its limits are its own.
    case .unsupportedVersion, .weakKeyExchange, .keyUnsupported, .certificateUnparsable, .tooBig, .malformed, .other:
      return true
    // A server that does not answer keeps a second client waiting as long as the first.
    case .timeout: return false
    // Where plain text comes, no ClientHello was understood.
    case .notTLS: return false
    // No client can take a Certificate message without a certificate (RFC 8446 §4.4.2.4, RFC 5246 §7.4.2).
    case .noCertificate: return false
    }
  }

  /// Alerts about what both looks have in common: neither has a client certificate (41 to 46, 48, 49, 116: RFC 8446
  /// §6.2), and both say the same server name (112: RFC 6066 §3).
  private static let alertsToAnyClient: Set<UInt8> = [41, 42, 43, 44, 45, 46, 48, 49, 112, 116]
}
