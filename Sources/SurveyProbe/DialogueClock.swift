internal import NIOCore

/// What a dialogue waits for, and until when: one timer that is left where it stands while its deadline moves on.
///
/// Event loops search all their timers for one that is cancelled, and a dialogue enters half a dozen phases within a
/// second or two; so a timer that comes too early is set anew when it comes, and only a deadline before it moves it.
final class DialogueClock {
  private let eventLoop: any EventLoop
  private let sessionEnd: NIODeadline
  private let expired: () -> Void

  private var deadline: NIODeadline
  private var isInGrace = false
  private var timer: (due: NIODeadline, scheduled: Scheduled<Void>)?

  /// A deadline that has passed is looked at once more after the event loop had its turn: on a busy machine the reply
  /// may lie in the socket already, and our own slowness must not be the peer's timeout.
  private static let grace = TimeAmount.milliseconds(20)

  /// A clock that doesn't run yet; it belongs to its event loop.
  /// - Parameters:
  ///   - sessionEnd: the deadline of all phases together.
  ///   - expired: called on the event loop when the phase or the session has lasted too long.
  init(_ eventLoop: any EventLoop, sessionEnd: NIODeadline, expired: @escaping () -> Void) {
    self.eventLoop = eventLoop
    self.sessionEnd = sessionEnd
    self.expired = expired
    deadline = sessionEnd
  }

  /// A phase begins; one without a time of its own lasts as long as the session may.
  func enterPhase(lasting timeout: Duration?) {
    deadline = timeout.map { min(eventLoop.now + TimeAmount($0), sessionEnd) } ?? sessionEnd
    isInGrace = false
    if let timer, timer.due <= deadline { return }
    setTimer(deadline)
  }

  /// Nothing is awaited any more.
  func stop() {
    timer?.scheduled.cancel()
    timer = nil
  }

  private func setTimer(_ due: NIODeadline) {
    timer?.scheduled.cancel()
    timer = (due, eventLoop.assumeIsolated().scheduleTask(deadline: due) { [self] in timerCame() })
  }

  private func timerCame() {
    timer = nil
    if eventLoop.now < deadline {
      setTimer(deadline)
    } else if isInGrace {
      expired()
    } else {
      isInGrace = true
      setTimer(eventLoop.now + DialogueClock.grace)
    }
  }
}
