import Glibc

/// A file that is replaced as a whole: whoever reads it has the old one or the new one, after a crash as well.
///
/// It is written beside its place under a name that nobody can foresee, made durable, and renamed into its place. A link
/// that stands there is replaced and not followed.
struct ReplacedFile {
  let path: String
  private let temporary: String
  private let descriptor: Int32

  /// Names that are tried before a folder is taken for hostile.
  private static let attempts = 16

  /// Begins to write beside the file's place.
  init(_ path: String) throws {
    self.path = path
    for _ in 0..<ReplacedFile.attempts {
      let candidate = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36))"
      let descriptor = unsafe open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
      if descriptor >= 0 {
        temporary = candidate
        self.descriptor = descriptor
        return
      }
      guard errno == EEXIST else { break }
    }
    throw Refusal(.io, "can't write beside \(path)", errno)
  }

  /// Writes more of it.
  func write(_ octets: [UInt8]) throws {
    var rest = octets[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Refusal(.io, "can't write \(path)", errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Puts it into its place. Once only, and not after `discard`.
  func commit() throws {
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw Refusal(.io, "can't write \(path)", errno)
    }
    // The name is as durable as the folder that has it.
    let folder = unsafe open(FileStatus.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Refusal(.io, "can't make \(path) durable", errno) }
    defer { Glibc.close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL else { throw Refusal(.io, "can't make \(path) durable", errno) }
  }

  /// Leaves the file that is in its place.
  func discard() { unsafe unlink(temporary) }

  /// Ends the writing.
  func close() { Glibc.close(descriptor) }
}
