import Foundation

/// A user who has no privilege and may read and write one folder only: those of the tests may be closed to it.
struct Nobody {
  let folder: Folder

  init() throws {
    folder = try Folder(in: "/tmp")
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
  }

  /// Starts a program of this package as that user; whoever is not root is one already.
  func start(_ name: String, _ arguments: [String]) throws -> RunningProgram {
    let built = try Program.built(name)
    guard getuid() == 0 else { return try built.start(arguments, in: folder) }
    let copy = "\(folder.path)/\(name)"
    if !FileManager.default.fileExists(atPath: copy) {
      try FileManager.default.copyItem(atPath: built.path, toPath: copy)
    }
    return try Program(path: "/usr/bin/setpriv").start(
      ["--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all", "--no-new-privs", copy] + arguments,
      in: folder)
  }

  /// Runs it to its end.
  func run(_ name: String, _ arguments: [String]) async throws -> Ending {
    try await start(name, arguments).ending()
  }
}
