public import SurveyCore

/// What is tried again in the same wave, and when: replies that ask us to come back later, and silence.
public struct RetryRule: Sendable, Hashable {
  /// Most tries after the first where a 4xx ended it; after a timeout there is one at most.
  public var limit: Int
  /// Seconds that pass before the next try at least.
  public var delay: Int64

  /// Nothing is tried again.
  public static let none = RetryRule(limit: 0, delay: 0)

  /// A rule.
  public init(limit: Int, delay: Int64) {
    precondition(limit >= 0 && delay >= 0, "nothing is tried a negative number of times")
    self.limit = limit
    self.delay = delay
  }

  /// The next try of a name; `nil` where there is none.
  /// - Parameters:
  ///   - ending: of the observation that counts.
  ///   - tries: tries after the first so far.
  ///   - now: after the end of the last connection.
  public func next(after ending: ProbeEnding, tries: Int, now: Instant) -> NameRetry? {
    let most =
      switch ending.patience {
      case .askedToComeBack: limit
      case .timedOut: min(limit, 1)
      case .answered: 0
      }
    guard tries < most else { return nil }
    // An instant is a whole second, and this one may be nearly over.
    return NameRetry(tries: tries, dueAt: Instant(epoch: now.epoch + delay + (delay > 0 ? 1 : 0)))
  }
}

/// A name that is to be tried again.
public struct NameRetry: Sendable, Hashable {
  /// Tries after the first that were made before.
  public let tries: Int
  /// Not before this instant.
  public let dueAt: Instant

  /// A try to come.
  public init(tries: Int, dueAt: Instant) {
    self.tries = tries
    self.dueAt = dueAt
  }
}

/// What an ending says of another try.
private enum Patience { case askedToComeBack, timedOut, answered }

extension ProbeEnding {
  fileprivate var patience: Patience {
    switch reason {
    case .greeting4xx, .startTLS4xx: return .askedToComeBack
    case .ehloRejected: return replyCode?.severity == 4 ? .askedToComeBack : .answered
    case .tcpTimeout, .noBanner, .slow, .smtpTimeout, .handshake(.timeout): return .timedOut
    // Where the port is closed, the peer hangs up or talks nonsense, it would again; and what the peer said of itself
    // for good (5xx) is not asked twice.
    case .ok, .tcpRefused, .tcpReset, .tcpUnreachable, .smtpClosed, .tooLong, .smtpMalformed, .greeting5xx,
      .greetingOdd, .noStartTLS, .startTLS5xx, .startTLSOdd, .injection, .handshake, .policy, .local:
      return .answered
    }
  }
}
