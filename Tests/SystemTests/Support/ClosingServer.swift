import Foundation
import Testing

/// A server on every address of this host that closes each connection at once, and counts them.
struct ClosingServer {
  private let program: RunningProgram
  private let log: String

  private static let script = """
    import socket, sys
    listener = socket.create_server(("0.0.0.0", int(sys.argv[1])))
    with open(sys.argv[2], "ab", buffering=0) as log:
        while True:
            connection, _ = listener.accept()
            log.write(b"x")
            connection.close()
    """

  static func start(port: Int, in folder: Folder) async throws -> ClosingServer {
    let log = "\(folder.path)/connections-\(port)"
    let program = try Program(path: "/usr/bin/python3").start(["-c", script, "\(port)", log], in: folder)
    while !FileManager.default.fileExists(atPath: log) {
      try #require(program.isRunning)
      try await Task.sleep(for: .milliseconds(20))
    }
    return ClosingServer(program: program, log: log)
  }

  /// How many there were so far.
  var connections: Int { FileManager.default.contents(atPath: log)?.count ?? 0 }

  /// Waits for so many.
  /// - Returns: how many there were then.
  func connections(atLeast count: Int) async throws -> Int {
    while connections < count {
      try #require(program.isRunning)
      try await Task.sleep(for: .milliseconds(20))
    }
    return connections
  }

  func end() async throws {
    program.signal(SIGKILL)
    _ = try await program.ending()
  }
}
