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

  /// - Parameter options: the long names, without dashes, of those whose values are refused. What was not set on the
  ///   command line but elsewhere is a matter of configuration, and the message says where.
  init(_ kind: Kind, of options: String..., message: String) {
    let origin = options.lazy.compactMap { OptionOrigins.current[$0] }.first
    self.kind = origin != nil && kind == .usage ? .configuration : kind
    self.message = origin.map { "\($0): \(message)" } ?? message
  }

  init(_ kind: Kind, _ message: String) { self.init(kind, message: message) }

  /// A refusal for what the kernel said, by `errno`.
  init(_ kind: Kind, _ what: String, _ number: Int32) { self.init(kind, "\(what): \(FileContents.words(number))") }

  /// Says it on standard error; what the command then throws.
  func exit() -> ExitCode {
    Terminal.say("mxcensus: \(message)")
    return ExitCode(kind.rawValue)
  }
}
