import Glibc
import Synchronization

/// One libunbound context with the thread that serves it: questions come in from any task, answers go back.
///
/// Everything that libunbound is asked, to cancel included, and everything that it calls back happens on that one
/// thread. So a callback never races with `ub_cancel`, and each continuation is resumed exactly once.
final class LookupLoop: Sendable {
  /// What the thread is told.
  enum Command: Sendable {
    case ask(key: Int, Question, timeout: Duration, CheckedContinuation<LookupEnding, Never>)
    case cancel(key: Int)
  }

  /// How long the thread goes on.
  enum Life: Sendable {
    /// → `retiring` or `closing`.
    case open
    /// Ends when nothing is in flight. → `closing` or `ended`.
    case retiring
    /// Ends at once; what is in flight is cancelled. → `ended`.
    case closing
    /// Takes nothing any more.
    case ended
  }

  private struct Mailbox {
    var commands: [Command] = []
    var life = Life.open
    var lastKey = 0
  }

  /// Guards what tasks and the thread share. An actor won't do: its executor would be the thread that waits in
  /// `poll`, and commands are taken in batches.
  private let mailbox = Mutex(Mailbox())
  private let wake: WakePipe

  /// Starts the thread.
  init(_ configuration: ResolverConfiguration, trustAnchorFile: String?) throws(ResolverError) {
    wake = try WakePipe()
    let context = try UnboundContext(configuration, trustAnchorFile: trustAnchorFile)
    let code = startThread { LookupThread(context).run(self, self.wake) }
    guard code == 0 else { throw .thread(errno: code) }
  }

  /// Asks one question; returns at the latest when the timeout has passed or the task is cancelled.
  func ask(_ question: Question, timeout: Duration) async -> LookupEnding {
    let key = mailbox.withLock { mailbox in
      mailbox.lastKey += 1
      return mailbox.lastKey
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard send(.ask(key: key, question, timeout: timeout, continuation)) else {
          continuation.resume(returning: .ended)
          return
        }
        // A cancellation from before the question was sent has overtaken it.
        if Task.isCancelled { _ = send(.cancel(key: key)) }
      }
    } onCancel: {
      _ = send(.cancel(key: key))
    }
  }

  /// Lets what is in flight end, and then the thread.
  func retire() { end(.retiring) }

  /// Cancels what is in flight and ends the thread.
  func close() { end(.closing) }

  /// What has come since the last call, and how long the thread is to go on; called by the thread alone.
  func take() -> ([Command], Life) {
    mailbox.withLock { mailbox in
      let commands = mailbox.commands
      mailbox.commands.removeAll(keepingCapacity: true)
      return (commands, mailbox.life)
    }
  }

  /// Whether nothing has come since the last call, so that the thread may end; from then on nothing is taken.
  func mayEnd() -> Bool {
    mailbox.withLock { mailbox in
      guard mailbox.commands.isEmpty else { return false }
      mailbox.life = .ended
      return true
    }
  }

  private func end(_ life: Life) {
    mailbox.withLock { mailbox in
      switch (mailbox.life, life) {
      case (.open, _), (.retiring, .closing): mailbox.life = life
      case (.retiring, _), (.closing, _), (.ended, _): break
      }
    }
    wake.signal()
  }

  /// Whether the thread will see the command.
  private func send(_ command: Command) -> Bool {
    let (taken, first) = mailbox.withLock { mailbox -> (Bool, Bool) in
      if case .ended = mailbox.life { return (false, false) }
      mailbox.commands.append(command)
      return (true, mailbox.commands.count == 1)
    }
    // The thread takes all there is, so only the first command of a batch has to wake it.
    if first { wake.signal() }
    return taken
  }
}

/// Runs a body on a new detached thread; returns 0 or the `errno`.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let passed = unsafe Unmanaged.passRetained(Body(body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, nil,
    { pointer in
      if let pointer = unsafe pointer { unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
      return nil
    }, passed.toOpaque())
  if code == 0 { pthread_detach(thread) } else { unsafe passed.release() }
  return code
}
