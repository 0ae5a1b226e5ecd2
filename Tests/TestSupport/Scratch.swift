import Foundation

/// A directory of a test's own, gone with it, and the programs that run in it.
public final class Scratch: Sendable {
  /// Where it is.
  public let path: String

  /// A new, empty directory.
  public init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("survey-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  public func write(_ octets: some Sequence<UInt8>, as name: String) throws -> String {
    try Data(octets).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  /// Runs a program to its end, whatever that is, and returns all it wrote to standard output and error.
  public func output(of program: String, _ arguments: [String]) async throws -> String {
    let file = "\(path)/\(UUID().uuidString).out"
    guard FileManager.default.createFile(atPath: file, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
  }

  /// Runs a line of shell; `$1`, `$2`, … are the arguments.
  public func shell(_ line: String, _ arguments: String...) async throws -> String {
    try await output(of: "/bin/bash", ["-o", "pipefail", "-c", line, "bash"] + arguments)
  }
}
