import Foundation
import Testing

/// What a program left behind.
struct Ending: Sendable {
  let status: Int32
  let wasKilled: Bool
  let output: String
  let errors: String
}

/// Runs the programs of this package, and those that they are compared with.
struct Program: Sendable {
  let path: String

  /// A program of this package, from the folder that the tests were built in.
  static func built(_ name: String) throws -> Program {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return Program(path: tests.deletingLastPathComponent().appendingPathComponent(name).path)
  }

  static let sqlite = Program(path: "/usr/bin/sqlite3")

  /// Starts it; its words go to files in a folder.
  func start(_ arguments: [String], in folder: Folder) throws -> RunningProgram {
    try RunningProgram(path, arguments, folder)
  }

  /// Runs it to its end.
  func run(_ arguments: [String], in folder: Folder) async throws -> Ending {
    try await start(arguments, in: folder).ending()
  }
}

/// A program under way.
final class RunningProgram: Sendable {
  private let process = Process()
  private let outputPath: String
  private let errorsPath: String

  init(_ path: String, _ arguments: [String], _ folder: Folder) throws {
    let name = UUID().uuidString
    outputPath = "\(folder.path)/\(name).out"
    errorsPath = "\(folder.path)/\(name).err"
    for path in [outputPath, errorsPath] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // Settings that this host has for its own surveys are not the tests'.
    process.environment = ProcessInfo.processInfo.environment.merging(["MXCENSUS_CONFIG": "/dev/null"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
    let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: errorsPath))
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // They are the program's now. A test that runs thousands must not have as many files open.
    try output.close()
    try errors.close()
  }

  var isRunning: Bool { process.isRunning }

  var identifier: Int32 { process.processIdentifier }

  /// The most memory that it had so far; `nil`: it is gone.
  var peakKibibytes: Int? {
    let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }
  }

  /// Sends it a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end.
  func ending() async throws -> Ending {
    while isRunning { try await Task.sleep(for: .milliseconds(10)) }
    return Ending(
      status: process.terminationStatus,
      wasKilled: process.terminationReason == .uncaughtSignal,
      output: try String(contentsOfFile: outputPath, encoding: .utf8),
      errors: try String(contentsOfFile: errorsPath, encoding: .utf8))
  }
}

/// A folder of a test's own, gone with it.
final class Folder: Sendable {
  let path: String

  /// - Parameter parent: where it is made; `nil`: where temporary files go.
  init(in parent: String? = nil) throws {
    path = "\(parent ?? FileManager.default.temporaryDirectory.path)/mxcensus-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, as name: String) throws -> String {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    return "\(path)/\(name)"
  }

  /// What a query of `sqlite3` prints: a row a line, columns separated by bars.
  func query(_ database: String, _ sql: String) async throws -> [[String]] {
    let ending = try await Program.sqlite.run(["-readonly", "-noheader", database, sql], in: self)
    guard ending.status == 0 else { throw QueryFailure(words: ending.errors) }
    return ending.output.split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
  }

  struct QueryFailure: Error { let words: String }
}

/// A laboratory in a process of its own.
struct RunningLaboratory {
  let flags: [String]
  let folder: String
  private let program: RunningProgram

  /// Starts `maillab serve` on ports of the test's own and waits until it is ready.
  /// - Parameter lifetime: seconds after which it stops by itself.
  static func start(
    _ arguments: [String], port: Int, lifetime: Int = 300, in folder: Folder
  ) async throws -> RunningLaboratory {
    let directory = "\(folder.path)/laboratory-\(UUID().uuidString)"
    let program = try Program.built("maillab").start(
      ["serve"] + arguments + [
        "--directory", directory, "--port", "\(port)", "--dns-port", "\(port + 1)", "--lifetime", "\(lifetime)",
      ], in: folder)
    let flags = "\(directory)/scan-flags"
    while !FileManager.default.fileExists(atPath: flags) {
      guard program.isRunning else { throw NotStarted(words: try await program.ending().errors) }
      try await Task.sleep(for: .milliseconds(20))
    }
    let lines = try String(contentsOfFile: flags, encoding: .utf8).split(separator: "\n").map(String.init)
    return RunningLaboratory(flags: lines, folder: directory, program: program)
  }

  func stop() async throws {
    program.signal(SIGTERM)
    let ending = try await program.ending()
    #expect(ending.status == 0, "\(ending.errors)")
  }

  /// Has its servers say nothing any more, as a network that was cut; the name server goes on.
  func freeze() { program.signal(SIGSTOP) }

  /// Has them answer again.
  func thaw() { program.signal(SIGCONT) }

  struct NotStarted: Error { let words: String }
}
