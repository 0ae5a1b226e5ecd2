import Foundation

@testable import MailLab

/// A directory of a test's own, gone with it.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("maillab-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and returns its path.
  func write(_ text: String, as name: String) throws -> String {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    return "\(path)/\(name)"
  }

  /// Runs a program to its end, whatever that is, and returns all it wrote.
  func output(of program: String, _ arguments: String...) async throws -> String {
    try await output(of: program, arguments)
  }

  /// The same with a list of arguments.
  func output(of program: String, _ arguments: [String]) async throws -> String {
    let file = "\(path)/\(UUID().uuidString).out"
    let child = try await ChildProcess.start(program, arguments, directory: path, output: file)
    _ = await child.ending
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
  }

  /// Talks to an SMTP server: sends each command after the reply to the one before, and returns all that
  /// came.
  ///
  /// A reply ends with a line that no `-` continues, with the connection, or after 300 ms of silence.
  func dialogue(with address: IPv4Address, port: Int, _ commands: String...) async throws -> String {
    try await dialogue(with: address, port: port, commands: commands)
  }

  /// The same with a list of commands, which are formats of printf(1).
  func dialogue(with address: IPv4Address, port: Int, commands: [String]) async throws -> String {
    let script = #"""
      exec 3<>/dev/tcp/$0/$1 || exit 1
      shift
      reply() {
        while :; do
          IFS= read -r -t 0.3 line <&3
          status=$?
          if [ $status -gt 128 ]; then echo "(silence)"; return; fi
          if [ $status -gt 0 ]; then echo "(end)"; return; fi
          printf '%s\n' "$line"
          case "$line" in [0-9][0-9][0-9]-*) ;; *) return ;; esac
        done
      }
      reply
      for command in "$@"; do env printf "$command" >&3; reply; done
      IFS= read -r -t 0.1 line <&3 && printf '%s\n' "more: $line"
      """#
    let file = "\(path)/\(UUID().uuidString).out"
    let arguments = ["10", "/bin/bash", "-c", script, "\(address)", "\(port)"] + commands
    let child = try await ChildProcess.start("/usr/bin/timeout", arguments, directory: path, output: file)
    _ = await child.ending
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    return text.replacingOccurrences(of: "\r", with: "")
  }
}

extension Population {
  /// The address of the first server with that name.
  func address(of name: String) throws -> IPv4Address {
    guard let server = servers.first(where: { $0.name == name }) else { throw NoSuchServer(name: name) }
    return server.address
  }

  struct NoSuchServer: Error { let name: String }
}

/// The present day.
var today: CalendarDate { CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970)) }
