import Foundation
import Testing

/// A filter under way, which is asked a line at a time.
final class Dialogue: Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Longer than a filter may sit on an answer.
  private static let patience = Duration.seconds(30)

  init(_ name: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: try Program.built(name).path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["MXCENSUS_CONFIG": "/dev/null"]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  struct NoAnswer: Error {}

  /// Sends a line.
  func send(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

  /// Sends a line and waits for one.
  func ask(_ line: String) async throws -> String {
    try send(line)
    let reading = Task.detached { [output] in
      var text: [UInt8] = []
      while text.last != 10, let octet = try output.fileHandleForReading.read(upToCount: 1), !octet.isEmpty {
        text += octet
      }
      return String(decoding: text, as: UTF8.self)
    }
    let overdue = Task { [process] in
      try await Task.sleep(for: Dialogue.patience)
      process.terminate()
    }
    defer { overdue.cancel() }
    let answer = try await reading.value
    guard answer.hasSuffix("\n") else { throw NoAnswer() }
    return answer
  }

  /// Ends the input.
  /// - Returns: the exit status.
  func end() async throws -> Int32 {
    try input.fileHandleForWriting.close()
    return try await status()
  }

  /// Reads no more, while the input stays open.
  /// - Returns: the exit status.
  func leave() async throws -> Int32 {
    try output.fileHandleForReading.close()
    return try await status()
  }

  /// Tells it to stop.
  /// - Returns: the exit status.
  func terminate() async throws -> Int32 {
    process.terminate()
    return try await status()
  }

  private func status() async throws -> Int32 {
    let start = ContinuousClock.now
    while process.isRunning {
      if ContinuousClock.now - start > Dialogue.patience { kill(process.processIdentifier, SIGKILL) }
      try await Task.sleep(for: .milliseconds(20))
    }
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}
