import Glibc

/// Whole files, for what fits in memory: blocklists, trust stores, reports.
enum FileContents {
  /// A file's name without its folders.
  static func name(of path: String) -> String { String(path.split(separator: "/").last ?? "file") }

  /// Reads a file.
  /// - Throws: a `Refusal` that names the file and what it is for.
  static func read(_ path: String, as purpose: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.configuration, "can't read the \(purpose) \(path)") }
    defer { close(descriptor) }
    return try read(descriptor, path, as: purpose)
  }

  /// Reads a file, or standard input where the path is `-`.
  static func readOrStandardInput(_ path: String, as purpose: String) throws -> [UInt8] {
    path == "-" ? try read(STDIN_FILENO, "standard input", as: purpose) : try read(path, as: purpose)
  }

  private static func read(_ descriptor: Int32, _ path: String, as purpose: String) throws -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw failure(.io, "can't read the \(purpose) \(path)") }
      if count == 0 { return content }
      content += chunk.prefix(count)
    }
  }

  /// Replaces a file as a whole: written beside it, made durable, renamed; links are not followed.
  static func replace(_ path: String, with text: String) throws { try replace(path) { try $0(text) } }

  /// Replaces a file by what a body writes piece by piece, for what does not fit in memory.
  static func replace(_ path: String, writing body: ((String) throws -> Void) throws -> Void) throws {
    let file = try ReplacedFile(path)
    defer { file.close() }
    do {
      var pending: [UInt8] = []
      try body { text in
        pending += text.utf8
        guard pending.count >= 65_536 else { return }
        try file.write(pending)
        pending.removeAll(keepingCapacity: true)
      }
      try file.write(pending)
      try file.commit()
    } catch {
      file.discard()
      throw error
    }
  }

  /// Makes a folder, with those above it.
  static func makeFolder(_ path: String) throws {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += part + "/"
      guard unsafe mkdir(partial, 0o755) == 0 || errno == EEXIST else {
        throw failure(.io, "can't make the folder \(partial)")
      }
    }
  }

  private static func failure(_ kind: Refusal.Kind, _ what: String, _ number: Int32 = errno) -> Refusal {
    Refusal(kind, what, number)
  }

  /// What an `errno` says.
  static func words(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
