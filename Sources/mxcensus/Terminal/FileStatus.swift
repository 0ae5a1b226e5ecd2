import Glibc
import SurveyCore

/// What the kernel says of a file.
enum FileStatus {
  /// When its content was last changed; `nil` where there is no such file.
  static func modified(_ path: String) -> Instant? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Instant(epoch: Int64(status.st_mtim.tv_sec))
  }

  /// The folder that a file is in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Octets that a user who is not root may still write where a file is; `nil` where there is no such folder.
  static func room(at path: String) -> UInt64? {
    var status = statvfs()
    guard unsafe statvfs(folder(of: path), &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Whether a folder may be written to; else `errno` says why.
  static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK | X_OK) == 0 }

  /// Whether there is a folder, links followed.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything, links not followed.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }
}
