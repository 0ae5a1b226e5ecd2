import Glibc

/// Time of processors, as the kernel counts it.
enum ProcessorTime {
  /// What this process has taken so far, in all its threads, in user and system.
  static var ofProcess: Duration {
    var usage = rusage()
    let code = unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    precondition(code == 0, "a process may ask for its own usage")
    return duration(usage.ru_utime) + duration(usage.ru_stime)
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }
}
