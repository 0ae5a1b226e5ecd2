import Foundation

/// Network, mount and process namespaces of a test's own, held by a shell that is their first process.
final class Namespace: Sendable {
  private let holder: Process
  private let input: Pipe
  private let first: String

  private static let kinds = ["--net", "--mount", "--pid", "--fork", "--kill-child"]

  /// Whether the kernel lets this process make them.
  static var isAllowed: Bool {
    let trial = Process()
    trial.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    trial.arguments = kinds + ["/bin/true"]
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return false }
    trial.waitUntilExit()
    return trial.terminationStatus == 0
  }

  /// `$1` is the folder. The number of the first process as those outside see it stands in the /proc from outside.
  private static let script = """
    read -r number rest </proc/self/stat &&
    mount -t proc proc /proc &&
    ip link set lo up &&
    mount --bind "$1/resolv.conf" /etc/resolv.conf &&
    echo "$number" >"$1/first.new" && mv "$1/first.new" "$1/first" &&
    read -r word
    """

  /// Makes them, with a name server in /etc/resolv.conf that is taken at its word on DNSSEC.
  static func make(in folder: Folder, resolver: String) async throws -> Namespace {
    _ = try folder.write("nameserver \(resolver)\noptions edns0 trust-ad\n", as: "resolv.conf")
    let errors = try folder.write("", as: "namespace.err")
    let holder = Process()
    let input = Pipe()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    holder.arguments = kinds + ["/bin/sh", "-c", script, "sh", folder.path]
    holder.standardInput = input
    holder.standardOutput = FileHandle.nullDevice
    holder.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try holder.run()
    let first = "\(folder.path)/first"
    while !FileManager.default.fileExists(atPath: first) {
      guard holder.isRunning else { throw NotMade(words: try String(contentsOfFile: errors, encoding: .utf8)) }
      try await Task.sleep(for: .milliseconds(10))
    }
    let number = try String(contentsOfFile: first, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    return Namespace(holder: holder, input: input, first: number)
  }

  private init(holder: Process, input: Pipe, first: String) {
    self.holder = holder
    self.input = input
    self.first = first
  }

  /// Starts a program in them.
  func start(_ path: String, _ arguments: [String], in folder: Folder) throws -> RunningProgram {
    try Program(path: "/usr/bin/nsenter").start(
      ["--target", first, "--net", "--mount", "--pid", "--", path] + arguments, in: folder)
  }

  /// Ends every process in them, and waits until they are gone.
  func end() async throws {
    try input.fileHandleForWriting.close()
    while holder.isRunning { try await Task.sleep(for: .milliseconds(10)) }
  }

  struct NotMade: Error { let words: String }
}
