internal import Glibc

/// The right to write a survey's database: one process at a time.
///
/// A lock of its own beside SQLite's: two scans could well share a file without breaking it, but not a wave. The
/// kernel gives it back when the process ends, however it ends. The lock is on `FILE-lock`, as closing a second
/// descriptor of the database itself would drop SQLite's locks (fcntl(2)).
public struct DatabaseLock: ~Copyable {
  private let descriptor: Int32

  /// Why the lock can't be had.
  public enum Failure: Error, Sendable {
    /// Another process has it, and says this of itself.
    case held(by: String)
    /// The lock file can't be opened, with `errno`.
    case unusable(path: String, errno: Int32)
  }

  /// Takes the lock or fails at once.
  /// - Parameter holder: what a second process is told, for example `pid 4711, scan 2026-11`.
  public init(database path: String, holder: String) throws(Failure) {
    let lockPath = path + "-lock"
    let descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .unusable(path: lockPath, errno: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      var text = [UInt8](repeating: 0, count: 256)
      let count = unsafe pread(descriptor, &text, text.count, 0)
      Glibc.close(descriptor)
      throw .held(by: String(decoding: text.prefix(max(0, count)), as: UTF8.self))
    }
    let octets = Array(holder.utf8.prefix(256))
    guard ftruncate(descriptor, 0) == 0, unsafe pwrite(descriptor, octets, octets.count, 0) == octets.count else {
      let number = errno
      Glibc.close(descriptor)
      throw .unusable(path: lockPath, errno: number)
    }
    self.descriptor = descriptor
  }

  deinit { Glibc.close(descriptor) }
}

extension DatabaseLock {
  /// Who writes a database at this moment, in their own words; `nil`: nobody. Makes and keeps nothing.
  public static func holder(database path: String) -> String? {
    let descriptor = unsafe open(path + "-lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { Glibc.close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
    var text = [UInt8](repeating: 0, count: 256)
    let count = unsafe pread(descriptor, &text, text.count, 0)
    return String(decoding: text.prefix(max(0, count)), as: UTF8.self)
  }
}

/// Whether a path names anything.
func fileExists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
