import SurveyProbe

extension ProbeTimeouts {
  /// The timeouts that the flags give.
  init(_ options: TimeoutOptions) throws {
    let seconds = [
      options.timeoutConnect, options.timeoutGreeting, options.timeoutReply, options.timeoutHandshake,
      options.timeoutSession,
    ]
    guard seconds.allSatisfy({ $0 > 0 && $0 <= 3_600 }) else {
      throw Refusal(
        .usage, of: "timeout-connect", "timeout-greeting", "timeout-reply", "timeout-handshake", "timeout-session",
        message: "timeouts are seconds, more than 0 and at most 3600")
    }
    self.init(
      connect: .seconds(options.timeoutConnect), greeting: .seconds(options.timeoutGreeting),
      reply: .seconds(options.timeoutReply), handshake: .seconds(options.timeoutHandshake),
      session: .seconds(options.timeoutSession))
  }
}
