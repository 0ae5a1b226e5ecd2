import ArgumentParser
import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first ends the work in order, the second at once. SIGHUP: files are read again.
final class Signals: Sendable {
  private let received = Mutex<Int32?>(nil)

  /// The signal that came, if one did.
  var signal: Int32? { received.withLock { $0 } }

  /// Runs a body that is cancelled by the first signal to end.
  /// - Parameter hangUp: done on SIGHUP, as often as it comes.
  /// - Returns: the body's result.
  /// - Throws: what the body threw; `ExitCode` 128 + signal where a signal ended it.
  func run<Result: Sendable>(
    onHangUp hangUp: @escaping @Sendable () -> Void, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    Glibc.signal(SIGHUP, SIG_IGN)
    let reload = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    reload.setEventHandler(handler: hangUp)
    reload.activate()
    defer { reload.cancel() }
    return try await run(body)
  }

  /// Runs a body that is cancelled by the first signal.
  /// - Returns: the body's result.
  /// - Throws: what the body threw; `ExitCode` 128 + signal where a signal ended it.
  func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM].map { number in
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        let isFirst = received.withLock { state in
          defer { state = state ?? number }
          return state == nil
        }
        guard isFirst else { _exit(128 + number) }
        Terminal.say("mxcensus: stopping; a second signal stops at once")
        task.cancel()
      }
      source.activate()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await task.value
    } catch {
      if let signal { throw ExitCode(128 + signal) }
      throw error
    }
  }
}
