import Dispatch
import Glibc
import Synchronization

/// Writes lines to a descriptor; whoever waits for that is held back by a slow reader.
final class OutputLines: Sendable {
  /// Nobody reads any more.
  struct ReaderGone: Error {}
  /// The lines are not waited for any more.
  struct Abandoned: Error {}

  private let descriptor: Int32
  /// Writing blocks: a thread that is not one of those that tasks run on. What is written at once stays together.
  private let queue = DispatchQueue(label: "output lines")
  // A lock and not an actor: `abandon` is called from where nothing can be awaited.
  private let isAbandoned = Mutex(false)
  private let written = Mutex(0)

  /// So much fits into a pipe that says that it takes something (pipe(7): PIPE_BUF), so that a write never blocks where
  /// nothing could end it.
  private static let pieceLength = 4_096
  private static let patienceMilliseconds: Int32 = 100

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Lines that were written.
  var count: Int { written.withLock { $0 } }

  /// Writes lines; when it returns, the reader can have them.
  /// - Throws: `ReaderGone`, `Abandoned`, or a `Refusal`.
  func write(_ lines: [String]) async throws {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        continuation.resume(
          with: Result {
            try write(Array(lines.joined().utf8)[...])
            written.withLock { $0 += lines.count }
          })
      }
    }
  }

  /// Waits until the reader has gone; without anything to write, no write would tell.
  /// - Throws: `ReaderGone`, or `CancellationError`.
  func awaitLoss() async throws -> Never {
    while true {
      try await Task.sleep(for: .milliseconds(250))
      var entry = pollfd(fd: descriptor, events: 0, revents: 0)
      guard unsafe poll(&entry, 1, 0) > 0 else { continue }
      if entry.revents & Int16(POLLERR | POLLHUP) != 0 { throw ReaderGone() }
    }
  }

  /// Gives up what a reader does not take.
  func abandon() { isAbandoned.withLock { $0 = true } }

  private func write(_ octets: ArraySlice<UInt8>) throws {
    var rest = octets
    while !rest.isEmpty {
      guard !isAbandoned.withLock({ $0 }) else { throw Abandoned() }
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard unsafe poll(&entry, 1, OutputLines.patienceMilliseconds) != 0 else { continue }
      let piece = rest.prefix(OutputLines.pieceLength)
      let count = unsafe piece.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        switch errno {
        case EINTR, EAGAIN: continue
        case EPIPE: throw ReaderGone()
        default: throw Refusal(.io, "can't write standard output", errno)
        }
      }
      rest = rest.dropFirst(count)
    }
  }
}
