import Glibc
import SurveyDNS

/// How many descriptors this process may have open: every connection and every DNS socket is one.
enum DescriptorLimit {
  /// What is left to files, pipes and libraries.
  private static let reserve = 128
  /// Of few descriptors so much is spent: the rest is what the process can't do without.
  private static let smallestShare = 4

  /// With fewer than these nothing works.
  private static let fewest = 64

  /// Raises the soft limit as far as the kernel lets us, and says how many descriptors there are to spend. They must never
  /// run out: not every library can do without (libdispatch ends a process in which it can't open a file).
  /// - Throws: a `Refusal` where there are too few.
  static func raise() throws -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return spendable(of: 1_024)
    }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    guard limit.rlim_cur >= fewest else {
      throw Refusal(
        .configuration,
        "\(limit.rlim_cur) open files are allowed, and \(fewest) are needed at least; raise the limit with ulimit -n")
    }
    return spendable(of: Int(clamping: limit.rlim_cur))
  }

  /// Raises the limit, and makes a window and a resolver's sockets fit into it.
  /// - Throws: a `Refusal` where there are too few.
  static func fit(_ window: inout Int, _ resolver: inout ResolverConfiguration) throws {
    let descriptors = try raise()
    window = min(window, descriptors)
    resolver.socketsPerContext = min(resolver.socketsPerContext, descriptors / (resolver.contexts + 1))
  }

  private static func spendable(of limit: Int) -> Int {
    max(limit / smallestShare, limit - reserve)
  }
}
