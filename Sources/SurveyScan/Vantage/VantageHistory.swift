public import SurveyCore

/// What earlier runs of a wave saw, as far as it tells of the place from which it is measured.
public struct VantageHistory: Sendable {
  /// When the wave began.
  public var began: Instant
  /// When a host answered for the last time; `nil`: none has. What was silent after that may be our own fault.
  public var lastAnswer: Instant?
  /// Hosts that completed a handshake.
  public var canaries: [Canary]

  /// What is known.
  public init(began: Instant, lastAnswer: Instant?, canaries: [Canary]) {
    self.began = began
    self.lastAnswer = lastAnswer
    self.canaries = canaries
  }
}
