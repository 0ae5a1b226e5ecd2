import Glibc

/// How many descriptors this process may have open: every connection and every DNS socket is one.
enum DescriptorLimit {
  /// What is left to files, pipes and libraries.
  private static let reserve = 128

  /// Raises the soft limit as far as the kernel lets us, and says how many descriptors there are to spend.
  static func raise() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 - reserve }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    return max(reserve, Int(clamping: limit.rlim_cur) - reserve)
  }
}
