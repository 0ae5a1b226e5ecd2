import Glibc
import SurveyTLS

/// The environment that the process was given: it must neither change what is measured nor carry secrets away.
///
/// Libraries read variables on their own: OpenSSL where its configuration, engines and modules are (`OPENSSL_CONF`,
/// `OPENSSL_MODULES`), where trust anchors are (`SSL_CERT_FILE`) and, with BoringSSL's kin, where to log keys
/// (`SSLKEYLOGFILE`); glibc how names resolve (`RES_OPTIONS`, `LOCALDOMAIN`, `HOSTALIASES`). All but a few are taken away
/// before anything could read them, so that a variable nobody thought of is gone, too.
enum Environment {
  /// What is kept: the terminal, the places of temporary files, the language of system messages, and what tells a
  /// sanitiser or a profiler where to write.
  private static let kept: Set<String> = [
    "PATH", "HOME", "TERM", "NO_COLOR", "COLUMNS", "LINES", "TMPDIR", "SQLITE_TMPDIR", "LANG", "LC_ALL", "TZ",
    "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE",
  ]

  /// Whether a variable may stay.
  private static func isKept(_ name: String) -> Bool { kept.contains(name) || name.hasPrefix("MXCENSUS_") }

  /// Takes away what is not kept, and OpenSSL's configuration file with it. Before the first thread is there.
  static func clear() {
    for name in names where !isKept(name) { unsafe unsetenv(name) }
    OpenSSL.ignoreConfiguration()
    // Dispatch asks for priorities that only root is given, and would tell the system's log of every refusal.
    unsafe setenv("LIBDISPATCH_LOG", "NO", 1)
  }

  private static var names: [String] {
    var names: [String] = []
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let text = unsafe String(cString: entry)
      if let name = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).first {
        names.append(String(name))
      }
      unsafe place += 1
    }
    return names
  }
}
