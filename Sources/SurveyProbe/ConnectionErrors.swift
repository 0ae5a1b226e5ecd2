internal import Glibc
internal import NIOCore
internal import SurveyCore

extension Reason {
  /// Why a connection could not be made. Errors that only our own host can cause are `local`.
  init(connecting error: any Error, to address: Address) {
    if case .connectTimeout = error as? ChannelError {
      self = .tcpTimeout
      return
    }
    if let fault = error as? LocalFault {
      self = .local(fault)
      return
    }
    guard let number = (error as? IOError)?.errnoCode else {
      self = .local(.other(0))
      return
    }
    switch number {
    case ECONNREFUSED: self = .tcpRefused
    case ETIMEDOUT: self = .tcpTimeout
    case ECONNRESET: self = .tcpReset
    // Without a route for IPv6 the kernel says so at once; a router's answer about one host is EHOSTUNREACH.
    case ENETUNREACH where address.isIPv6: self = .local(.noIPv6)
    case EAFNOSUPPORT: self = .local(.noIPv6)
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN: self = .tcpUnreachable
    case EMFILE, ENFILE: self = .local(.descriptors)
    case EADDRNOTAVAIL, EADDRINUSE: self = .local(.ports)
    case ENOBUFS, ENOMEM: self = .local(.memory)
    case EPERM, EACCES: self = .local(.forbidden)
    default: self = .local(.other(number))
    }
  }
}

/// What an I/O error on an open connection amounts to.
enum ConnectionLoss: Hashable {
  case reset
  case timeout
  case local(LocalFault)

  init(_ error: IOError) {
    switch error.errnoCode {
    case ECONNRESET, EPIPE: self = .reset
    case ETIMEDOUT, EHOSTUNREACH, ENETUNREACH: self = .timeout
    case ENOBUFS, ENOMEM: self = .local(.memory)
    case let number: self = .local(.other(number))
    }
  }
}

extension SMTPDialogue.Input {
  /// What an error on an open connection amounts to.
  init(connection error: any Error) {
    switch (error as? IOError).map(ConnectionLoss.init) {
    case .reset: self = .reset
    case .timeout: self = .deadline
    case .local(let fault): self = .localFault(fault)
    case nil: self = .localFault(.other(0))
    }
  }
}
