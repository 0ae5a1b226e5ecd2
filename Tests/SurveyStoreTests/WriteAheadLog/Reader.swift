import Foundation

/// A `sqlite3` with an open read transaction.
final class Reader: Sendable {
  private let process = Process()
  private let input = Pipe()

  /// Begins to read and returns when it does.
  init(_ database: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    process.arguments = ["-readonly", "-batch", database]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("BEGIN; SELECT count(*) FROM scan;\n".utf8))
    _ = output.fileHandleForReading.availableData
  }

  var number: Int32 { process.processIdentifier }

  /// Ends it and returns when it is gone.
  func end() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
