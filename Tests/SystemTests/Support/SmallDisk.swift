import Foundation
import Testing

/// A file system of a test's own with little room, seen by programs that are started in its mount namespace.
final class SmallDisk: Sendable {
  /// Where it is, for those that see it.
  let path: String
  private let holder: Process
  private let input: Pipe
  private let folder: Folder

  /// Makes one of so many kibibytes.
  static func make(kibibytes: Int, in folder: Folder) async throws -> SmallDisk {
    let name = UUID().uuidString
    let path = "\(folder.path)/disk-\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let (holder, input) = (Process(), Pipe())
    let ready = "\(folder.path)/ready-\(name)"
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    holder.arguments = [
      "--mount", "/bin/sh", "-c", "mount -t tmpfs -o size=\"$2\"k mxcensus \"$1\" && : >\"$3\" && read -r word", "sh",
      path, "\(kibibytes)", ready,
    ]
    holder.standardInput = input
    try holder.run()
    while !FileManager.default.fileExists(atPath: ready) {
      try #require(holder.isRunning, "a small file system can't be mounted")
      try await Task.sleep(for: .milliseconds(10))
    }
    return SmallDisk(path: path, holder: holder, input: input, folder: folder)
  }

  private init(path: String, holder: Process, input: Pipe, folder: Folder) {
    (self.path, self.holder, self.input, self.folder) = (path, holder, input, folder)
  }

  /// Starts a program that sees it.
  func start(_ path: String, _ arguments: [String]) throws -> RunningProgram {
    try Program(path: "/usr/bin/nsenter").start(
      ["--target", "\(holder.processIdentifier)", "--mount", "--", path] + arguments, in: folder)
  }

  /// Runs a program that sees it to its end.
  func run(_ path: String, _ arguments: [String]) async throws -> Ending {
    try await start(path, arguments).ending()
  }

  /// The sizes of its files together, in kibibytes.
  var kibibytes: Int {
    get throws {
      // Where those outside see it.
      let outside = "/proc/\(holder.processIdentifier)/root\(path)"
      return try FileManager.default.contentsOfDirectory(atPath: outside).reduce(0) { sum, name in
        // It may be gone by now.
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(outside)/\(name)")
        return sum + (attributes?[.size] as? Int ?? 0) / 1_024
      }
    }
  }

  /// Gives it another size; what is on it stays.
  func resize(kibibytes: Int) async throws {
    let ending = try await run("/bin/mount", ["-o", "remount,size=\(kibibytes)k", path])
    #expect(ending.status == 0, "\(ending.errors)")
  }

  /// Copies the files whose names begin so to a folder that everybody sees, and returns that.
  func copy(_ prefix: String) async throws -> String {
    let copies = "\(folder.path)/copies-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
    let ending = try await run("/bin/sh", ["-c", "cp \"$1\"/\"$2\"* \"$3\"", "sh", path, prefix, copies])
    #expect(ending.status == 0, "\(ending.errors)")
    return copies
  }

  /// Lets it go.
  func end() throws {
    try input.fileHandleForWriting.close()
    holder.waitUntilExit()
  }
}
