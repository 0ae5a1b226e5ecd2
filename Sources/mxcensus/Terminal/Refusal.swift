import ArgumentParser
import Glibc

/// An end that is not success: what was tried, what happened and what to do, with the exit status that says which kind.
struct Refusal: Error {
  /// The kinds of end, by the numbers of sysexits(3).
  enum Kind: Int32 {
    /// The command line makes no sense.
    case usage = 64
    /// An input is not what it should be.
    case input = 65
    /// A service that is needed is missing.
    case unavailable = 69
    /// Reading or writing failed.
    case io = 74
    /// The same command may well succeed later.
    case temporary = 75
    /// The configuration contradicts itself, or what was there before.
    case configuration = 78
  }

  let kind: Kind
  let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// A refusal for what the kernel said, by `errno`.
  init(_ kind: Kind, _ what: String, _ number: Int32) {
    self.init(kind, unsafe "\(what): \(String(cString: strerror(number)))")
  }

  /// Says it on standard error; what the command then throws.
  func exit() -> ExitCode {
    Terminal.say("mxcensus: \(message)")
    return ExitCode(kind.rawValue)
  }
}
