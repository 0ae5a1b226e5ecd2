/// How one probe ended: how far it got, the one reason, and what the peer said last.
public struct ProbeEnding: Hashable, Sendable {
  /// How far the probe got.
  public let stage: Stage
  /// The one reason why it went no further.
  public let reason: Reason
  /// The code of the reply that ended it, where one did.
  public let replyCode: ReplyCode?
  /// The reply, or what had come of it, as the peer wrote it: at most `maximumText` octets.
  public let text: [UInt8]

  /// Octets of a peer's last words that are kept.
  public static let maximumText = 512

  /// An ending; longer texts are cut.
  public init(stage: Stage, reason: Reason, replyCode: ReplyCode? = nil, text: [UInt8] = []) {
    self.stage = stage
    self.reason = reason
    self.replyCode = replyCode
    self.text = Array(text.prefix(ProbeEnding.maximumText))
  }

  /// The outcome that stage and reason amount to (in this order: our fault, our choice, then the stage).
  public var outcome: Outcome {
    switch reason {
    case .local: return .inconclusive
    case .policy: return .notProbed
    default: break
    }
    switch stage {
    case .policy: return .notProbed
    case .connect, .connected: return .unreachable
    case .greeting, .ehlo, .helo: return .smtpRejected
    case .startTLS: return reason == .noStartTLS ? .noStartTLS : .startTLSRejected
    case .handshake: return .handshakeFailed
    case .established: return .tls
    }
  }
}
