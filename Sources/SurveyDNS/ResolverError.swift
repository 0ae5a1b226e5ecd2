import Glibc
import SurveyCore

/// Why a resolver could not be set up.
public enum ResolverError: Error, Hashable, Sendable, CustomStringConvertible {
  /// libunbound made no context, by `errno`.
  case context(errno: Int32)
  /// libunbound refused an option, with its own code.
  case option(String, code: Int32)
  /// The forwarder, or `/etc/resolv.conf`, was refused, with libunbound's code.
  case upstream(code: Int32)
  /// The trust anchor file can't be read, by `errno`.
  case trustAnchorUnreadable(String, errno: Int32)
  /// The configuration as a whole was refused; most often the trust anchor file holds no anchor.
  case configuration(code: Int32)
  /// No thread or wake-up descriptor could be had, by `errno`.
  case thread(errno: Int32)

  /// What was tried and what happened.
  public var description: String {
    switch self {
    case .context(let errno): "libunbound made no context (errno \(errno))"
    case .option(let name, let code): "libunbound refused the option \(name) (\(Unbound.words(code)))"
    case .upstream(let code): "libunbound refused the name servers (\(Unbound.words(code)))"
    case .trustAnchorUnreadable(let path, let errno):
      "the trust anchor file \(path) can't be read (errno \(errno))"
    case .configuration(let code):
      "libunbound refused its configuration; is the trust anchor file sound? (\(Unbound.words(code)))"
    case .thread(let errno): "no thread for lookups (errno \(errno))"
    }
  }
}

extension ResolverError {
  /// The fault that it is where it happens in the middle of a survey.
  var fault: LocalFault {
    switch self {
    case .context(let errno), .thread(let errno):
      switch errno {
      case EMFILE, ENFILE: .descriptors
      case ENOMEM, EAGAIN: .memory
      default: .other(errno)
      }
    case .option, .upstream, .trustAnchorUnreadable, .configuration: .resolver
    }
  }
}
