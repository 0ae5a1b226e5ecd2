import Glibc

/// How many files this process may have open.
enum OpenFiles {
  /// Raises the limit as far as the kernel lets us.
  static func raiseLimit() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    // Where it can't be raised, look-ups that lack a socket are lost, and counted.
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
