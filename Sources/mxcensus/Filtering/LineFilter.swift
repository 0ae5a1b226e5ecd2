import ArgumentParser
import Glibc

/// A command that reads lines and answers each: what the filters have in common.
struct LineFilter {
  let isQuiet: Bool

  /// What is under way when a filter is told to stop has so long.
  private static let drainage = Duration.milliseconds(4_500)

  /// Runs the work on standard input and output.
  /// - Parameter hangUp: done on SIGHUP.
  /// - Throws: what the work throws; `ExitCode` where a signal ended it, or nobody reads any more.
  func run(
    onHangUp hangUp: @escaping @Sendable () -> Void,
    _ work: @escaping @Sendable (InputLines, OutputLines) async throws -> Void
  ) async throws {
    let (input, output) = (InputLines(STDIN_FILENO, name: "standard input"), OutputLines(STDOUT_FILENO))
    // A reader that goes away is to be noticed by the write.
    Glibc.signal(SIGPIPE, SIG_IGN)
    do {
      try await Signals().run(onHangUp: hangUp) { try await LineFilter.drain(input, output, work) }
    } catch is OutputLines.ReaderGone {
      throw ExitCode(Refusal.Kind.io.rawValue)
    }
    if !isQuiet {
      Terminal.say(
        "mxcensus: \(ProgressLine.grouped(input.count)) lines in, \(ProgressLine.grouped(output.count)) lines out")
    }
  }

  /// Runs the work; when its task is cancelled, nothing more is read, and what is under way has a while.
  private static func drain(
    _ input: InputLines, _ output: OutputLines,
    _ work: @escaping @Sendable (InputLines, OutputLines) async throws -> Void
  ) async throws {
    let task = Task {
      try await withThrowingTaskGroup { group in
        group.addTask { try await work(input, output) }
        group.addTask { try await output.awaitLoss() }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      input.stop()
      Task {
        try await Task.sleep(for: drainage)
        output.abandon()
        task.cancel()
      }
    }
    try Task.checkCancellation()
  }
}
