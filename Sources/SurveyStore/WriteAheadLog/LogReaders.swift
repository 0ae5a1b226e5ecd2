internal import Glibc

/// Who reads a database in WAL mode.
///
/// A reader holds a lock on one of five octets of the file's shared-memory index (https://sqlite.org/walformat.html, §2.3).
/// The kernel's list is asked and not the file: to open and close it would drop this process's own locks (fcntl(2)).
enum LogReaders {
  /// `WAL_READ_LOCK(0)` to `WAL_READ_LOCK(4)`.
  private static let octets = 123...127

  /// The numbers of other processes with an open read transaction; empty where the kernel does not tell.
  static func others(of database: String) -> [Int32] {
    var status = stat()
    guard unsafe stat(database + "-shm", &status) == 0 else { return [] }
    return others(than: getpid(), inode: UInt64(status.st_ino), in: locks())
  }

  /// The same from lines as `1: POSIX  ADVISORY  READ 4711 fe:01:131090 124 124`.
  static func others(than own: Int32, inode: UInt64, in lines: String) -> [Int32] {
    let numbers = lines.split(separator: "\n").compactMap { line -> Int32? in
      let words = line.split(separator: " ")
      guard words.count == 8, words[3] == "READ", let number = Int32(words[4]), number > 0, number != own,
        words[5].split(separator: ":").last == String(inode)[...], let first = Int(words[6]), octets.contains(first)
      else { return nil }
      return number
    }
    return Set(numbers).sorted()
  }

  private static func locks() -> String {
    let descriptor = unsafe open("/proc/locks", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return String(decoding: content, as: UTF8.self) }
      content += chunk.prefix(count)
    }
  }
}
