import Dispatch
import Glibc
import Synchronization

/// Reads lines from a descriptor as they are asked for, so that whoever does not ask lets the writer wait.
final class InputLines: Sendable {
  private let descriptor: Int32
  private let name: String
  /// Reading blocks: a thread that is not one of those that tasks run on.
  private let queue = DispatchQueue(label: "input lines")
  // A lock and not an actor: `stop` is called from where nothing can be awaited. It guards all that changes.
  private let state: Mutex<State>

  private struct State {
    var splitter: LineSplitter
    var waiting: ArraySlice<InputLine> = []
    var isOver = false
    var isStopped = false
    var count = 0
  }

  /// Lines that are handed out at a time.
  private static let batch = 256
  /// How long a stop may go unnoticed.
  private static let patienceMilliseconds: Int32 = 100

  /// Lines of an open descriptor; the name is for messages.
  init(_ descriptor: Int32, name: String, maximumLength: Int = InputLine.maximumLength) {
    self.descriptor = descriptor
    self.name = name
    state = Mutex(State(splitter: LineSplitter(maximumLength: maximumLength)))
  }

  /// The lines that are there, at least one; `nil` at the end, or once it was stopped. Not to be called twice at a time.
  func next() async throws -> [InputLine]? {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in continuation.resume(with: Result { try read() }) }
    }
  }

  /// Lines that were handed out.
  var count: Int { state.withLock { $0.count } }

  /// Whether it was ended where it was.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Ends the input where it is.
  func stop() { state.withLock { $0.isStopped = true } }

  private func read() throws -> [InputLine]? {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let (lines, isOver) = state.withLock { state in
        let lines = state.isStopped ? [] : Array(state.waiting.prefix(InputLines.batch))
        state.waiting = state.waiting.dropFirst(lines.count)
        state.count += lines.count
        return (lines, state.isOver || state.isStopped)
      }
      if !lines.isEmpty { return lines }
      if isOver { return nil }
      guard try isReadable() else { continue }
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 || errno == EINTR || errno == EAGAIN else { throw Refusal(.io, "can't read \(name)", errno) }
      state.withLock { state in
        if count > 0 { state.waiting += state.splitter.take(chunk.prefix(count)) }
        if count == 0 {
          state.waiting += state.splitter.finish()
          state.isOver = true
        }
      }
    }
  }

  private func isReadable() throws -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = unsafe poll(&entry, 1, InputLines.patienceMilliseconds)
    guard count >= 0 || errno == EINTR else { throw Refusal(.io, "can't wait for \(name)", errno) }
    return count > 0
  }
}
