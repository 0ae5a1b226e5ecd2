internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import SurveyCore

extension PolicyFetch {
  /// Why no connection could be made to one address.
  init(connecting reason: Reason) {
    switch reason {
    case .tcpRefused: self = .failed(.refused)
    case .tcpTimeout: self = .failed(.timeout)
    case .tcpReset: self = .failed(.closed)
    case .tcpUnreachable: self = .failed(.unreachable)
    case .policy(let policy): self = .refused(policy)
    case .local(let fault): self = .inconclusive(fault)
    default: preconditionFailure("\(reason.word) is no reason for a connection that was not made")
    }
  }

  /// What an error on an open connection amounts to.
  /// - Parameter tlsFault: why the handshake failed, if that is what the error is about; `nil` after the handshake.
  init(connection error: any Error, tlsFault: MTASTSDefect.TLSFault?) {
    if let loss = (error as? IOError).map(ConnectionLoss.init) {
      switch loss {
      case .reset: self = .failed(tlsFault.map(MTASTSDefect.tls) ?? .closed)
      case .timeout: self = .failed(.timeout)
      case .local(let fault): self = .inconclusive(fault)
      }
      return
    }
    if let tlsFault {
      self = .failed(.tls(tlsFault))
      return
    }
    switch error {
    case is ResponseLimit.Exceeded, HTTPParserError.headerOverflow: self = .failed(.size)
    case NIOSSLError.uncleanShutdown, HTTPParserError.invalidEOFState, ChannelError.eof: self = .failed(.closed)
    case is HTTPParserError, is NIOHTTPDecoderError: self = .failed(.http(status: nil))
    case is NIOSSLError, is BoringSSLError: self = .failed(.tls(.handshake))
    case let fault as LocalFault: self = .inconclusive(fault)
    default: self = .inconclusive(.other(0))
    }
  }

  /// Of the ends at several addresses the one that counts: what leaves open whether the policy could be had there goes
  /// before what the peer is to blame for.
  static func settled(_ ends: [PolicyFetch]) -> PolicyFetch {
    func rank(_ end: PolicyFetch) -> Int {
      switch end {
      case .inconclusive: 0
      case .refused(.reserved): 3
      case .refused: 1
      case .failed, .noAddress, .body: 2
      }
    }
    return ends.min { rank($0) < rank($1) } ?? .failed(.noAddress)
  }
}
