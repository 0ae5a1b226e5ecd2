import Foundation
import Synchronization

/// A process that ends when this one does, however that ends.
///
/// The kernel sends it SIGTERM when the *thread* that started it is gone (`PR_SET_PDEATHSIG`), which
/// Foundation's `Process` can't ask for: so it runs through `setpriv` from util-linux, on a thread that then
/// waits for it and so lives as long.
final class ChildProcess: Sendable {
  /// How a process ended.
  enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  private enum State {
    case running(pid_t, waiters: [CheckedContinuation<Ending, Never>])
    case ended(Ending)
  }

  /// Guards the process number: it must not be signalled once it is reaped and may belong to another. An
  /// actor won't do, as the waiting thread has to change the state in the same step as it reaps.
  private let state: Mutex<State>

  private init(_ pid: pid_t) {
    state = Mutex(.running(pid, waiters: []))
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - directory: where it runs.
  ///   - output: the file that gets its standard output and error, replaced if there.
  static func start(
    _ program: String, _ arguments: [String], directory: String, output: String
  ) async throws -> ChildProcess {
    // `env -C`, as Swift can't see glibc's `posix_spawn_file_actions_addchdir_np`.
    let words =
      ["/usr/bin/setpriv", "--pdeathsig", "TERM", "/usr/bin/env", "-C", directory, program] + arguments
    return try await withCheckedThrowingContinuation { started in
      Thread.detachNewThread {
        do {
          let pid = try spawn(words, output: output)
          let child = ChildProcess(pid)
          started.resume(returning: child)
          child.waitAndReap(pid)
        } catch {
          started.resume(throwing: error)
        }
      }
    }
  }

  /// Runs a program to its end and returns what it wrote to standard output and error.
  static func run(
    _ program: String, _ arguments: [String], directory: String, output: String
  ) async throws -> String {
    let child = try await start(program, arguments, directory: directory, output: output)
    let ending = await child.ending
    let text = try String(contentsOfFile: output, encoding: .utf8)
    guard ending == .exited(0) else {
      throw LaboratoryError.toolFailed(program: program, ending: ending.words, output: text)
    }
    return text
  }

  /// How it ended; waits for that.
  var ending: Ending {
    get async {
      await withCheckedContinuation { continuation in
        let ended: Ending? = state.withLock { state in
          switch state {
          case .ended(let ending): return ending
          case .running(let pid, let waiters):
            state = .running(pid, waiters: waiters + [continuation])
            return nil
          }
        }
        if let ended { continuation.resume(returning: ended) }
      }
    }
  }

  /// How it ended, if it has.
  var endingSoFar: Ending? {
    state.withLock { if case .ended(let ending) = $0 { ending } else { nil } }
  }

  /// Ends it: SIGTERM, and SIGKILL to its process group after some seconds.
  func terminate(patience: Duration = .seconds(5)) async {
    signal(SIGTERM)
    let killer = Task {
      try await Task.sleep(for: patience)
      signal(SIGKILL)
    }
    _ = await ending
    killer.cancel()
  }

  private func signal(_ number: Int32) {
    state.withLock { state in
      guard case .running(let pid, _) = state else { return }
      kill(number == SIGKILL ? -pid : pid, number)
    }
  }

  private func waitAndReap(_ pid: pid_t) {
    var information = unsafe siginfo_t()
    // Waits without reaping, so that the number stays ours until the lock is held.
    while unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1 && errno == EINTR {}
    let (ending, waiters) = state.withLock { state in
      var status: Int32 = 0
      _ = unsafe waitpid(pid, &status, 0)
      let ending = status & 0x7F == 0 ? Ending.exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
      var waiting: [CheckedContinuation<Ending, Never>] = []
      if case .running(_, let waiters) = state { waiting = waiters }
      state = .ended(ending)
      return (ending, waiting)
    }
    for waiter in waiters { waiter.resume(returning: ending) }
  }
}

extension ChildProcess.Ending {
  /// “exit status 1”
  var words: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .killed(let signal): "signal \(signal)"
    }
  }
}

/// Starts a process in a process group of its own, so that a terminal's ^C reaches only this one, which then
/// ends the other in order.
private func spawn(_ words: [String], output: String) throws -> pid_t {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
  // NIO opens its sockets without FD_CLOEXEC: a child that inherits a listener keeps it open when its
  // laboratory has stopped. Others may open descriptors meanwhile, so some beyond the highest are closed too;
  // glibc takes it well where there is nothing to close. (Swift can't see its
  // `posix_spawn_file_actions_addclosefrom_np`.)
  let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
  for descriptor in 3...max(3, open.max() ?? 3) + 256 {
    unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
  }

  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  var noSignals = sigset_t()
  unsafe sigemptyset(&noSignals)
  var handledSignals = sigset_t()
  unsafe sigemptyset(&handledSignals)
  for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { unsafe sigaddset(&handledSignals, number) }
  unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
  unsafe posix_spawnattr_setsigdefault(&attributes, &handledSignals)
  unsafe posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
  unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

  var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
  defer { unsafe pointers.forEach { unsafe free($0) } }
  var pid: pid_t = 0
  let result = unsafe posix_spawn(&pid, words[0], &actions, &attributes, &pointers, environ)
  guard result == 0 else {
    throw LaboratoryError.toolFailed(program: words[0], ending: "error \(result) of posix_spawn", output: "")
  }
  return pid
}
