import CUnbound
import Glibc
import SurveyCore

/// What is known of libunbound as such.
enum Unbound {
  /// libunbound's words for one of its codes.
  static func words(_ code: Int32) -> String {
    guard let words = unsafe ub_strerror(code) else { return "code \(code)" }
    return unsafe "\(String(cString: words)), code \(code)"
  }

  /// Our own fault that a code of libunbound amounts to.
  static func fault(_ code: Int32) -> LocalFault { code == UB_NOMEM.rawValue ? .memory : .resolver }
}

/// One libunbound context, finalised: resolver, validator, cache and, from the first question on, its own thread.
///
/// `@unchecked Sendable`: the pointer is constant, libunbound guards what is behind it with its own locks, and
/// after `init` only the thread of one `LookupLoop` calls it. A value won't do, as the context must be deleted once.
@safe final class UnboundContext: @unchecked Sendable {
  /// The `ub_ctx`; good as long as this object lives.
  let pointer: OpaquePointer

  /// Sets up a context that has not asked anything yet.
  init(_ configuration: ResolverConfiguration, trustAnchorFile: String?) throws(ResolverError) {
    guard let pointer = unsafe ub_ctx_create() else { throw .context(errno: errno) }
    unsafe self.pointer = pointer
    // Without this libunbound writes its warnings to standard error, which belongs to the survey.
    unsafe ub_ctx_debugout(pointer, nil)
    for (name, value) in UnboundContext.options(configuration, validating: trustAnchorFile != nil) {
      let code = unsafe ub_ctx_set_option(pointer, "\(name):", value)
      guard code == 0 else { throw .option(name, code: code) }
    }
    let code = unsafe ub_ctx_async(pointer, 1)
    guard code == 0 else { throw .option("async", code: code) }
    try setUpstream(configuration.upstream)
    if let trustAnchorFile {
      // libunbound opens the file only when it is finalised, and then tells nothing of what was wrong.
      guard unsafe access(trustAnchorFile, R_OK) == 0 else {
        throw .trustAnchorUnreadable(trustAnchorFile, errno: errno)
      }
      let code = unsafe ub_ctx_add_ta_file(pointer, trustAnchorFile)
      guard code == 0 else { throw .configuration(code: code) }
    }
    try finalise(removingTestZone: configuration.forwardsToLoopback)
  }

  deinit {
    // Joins libunbound's thread; questions that are still out are never called back.
    unsafe ub_ctx_delete(pointer)
  }

  /// Readable when answers are waiting for `ub_process`.
  var descriptor: Int32 { unsafe ub_fd(pointer) }

  private func setUpstream(_ upstream: ResolverConfiguration.Upstream) throws(ResolverError) {
    let code =
      switch upstream {
      case .system: unsafe ub_ctx_resolvconf(pointer, nil)
      case .forwarder(let address, let port): unsafe ub_ctx_set_fwd(pointer, "\(address)@\(port)")
      case .recursive: 0 as Int32
      }
    guard code == 0 else { throw .upstream(code: code) }
  }

  /// Removing a local zone is the one call that finalises a context without asking anything, so that a bad
  /// configuration shows here. `test.` (RFC 6761) is answered by libunbound itself; only a laboratory has it.
  private func finalise(removingTestZone: Bool) throws(ResolverError) {
    let code = unsafe ub_ctx_zone_remove(pointer, removingTestZone ? "test." : "none.invalid.")
    guard code == 0 else { throw .configuration(code: code) }
  }

  private static func options(
    _ configuration: ResolverConfiguration, validating: Bool
  ) -> [(String, String)] {
    let third = max(1, configuration.cacheMebibytesPerContext / 3)
    var options = [
      ("use-syslog", "no"),
      ("module-config", validating ? "validator iterator" : "iterator"),
      ("outgoing-range", "\(configuration.socketsPerContext)"),
      ("num-queries-per-thread", "\(max(1, configuration.socketsPerContext / 2))"),
      // The default of 10 would queue up every truncated answer of a survey.
      ("outgoing-num-tcp", "128"),
      // More than `net.core.rmem_max` is cut by the kernel, which libunbound takes.
      ("so-rcvbuf", "4m"),
      ("so-sndbuf", "4m"),
      ("msg-cache-size", "\(third)m"),
      ("rrset-cache-size", "\(2 * third)m"),
      ("infra-cache-numhosts", "100000"),
      // DNS flag day 2020: no fragments.
      ("edns-buffer-size", "1232"),
      // A check must reach the resolver and not be answered from a cached NSEC record (RFC 8198).
      ("aggressive-nsec", "no"),
      // Loopback is where a local resolver listens; with recursion no domain may send us there.
      ("do-not-query-localhost", configuration.upstream == .recursive ? "yes" : "no"),
    ]
    if configuration.upstream != .recursive {
      // libunbound sends a question ten times and then calls it SERVFAIL; each wait is as long as the forwarder
      // usually takes, and answers to other questions keep it so: measured, half a second to 1.5 s in all behind a fast
      // forwarder, which may still be working on a slow domain. With this least wait our own deadline comes first,
      // so that SERVFAIL is what somebody said and not what libunbound made of silence.
      let milliseconds = configuration.lookupTimeout / .milliseconds(1)
      options.append(("infra-cache-min-rtt", "\(max(50, Int(milliseconds / 6)))"))
    }
    return options
  }
}
