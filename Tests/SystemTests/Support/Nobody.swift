import Foundation

/// A user who has no privilege and may write to one folder only.
struct Nobody {
  let folder: Folder

  init() throws {
    folder = try Folder(in: "/tmp")
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
  }

  /// Starts a program of this package as that user; whoever is not root is one already.
  func start(_ name: String, _ arguments: [String]) throws -> RunningProgram {
    let program = try Program.built(name)
    guard getuid() == 0 else { return try program.start(arguments, in: folder) }
    return try Program(path: "/usr/bin/setpriv").start(
      ["--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all", "--no-new-privs", program.path]
        + arguments, in: folder)
  }

  /// Runs it to its end.
  func run(_ name: String, _ arguments: [String]) async throws -> Ending {
    try await start(name, arguments).ending()
  }
}
