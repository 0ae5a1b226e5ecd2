/// The one reason why a probe went no further; the finer word beside `Outcome`.
public enum Reason: Hashable, Sendable {
  /// Nothing went wrong: the handshake completed.
  case ok

  /// The port answered with RST.
  case tcpRefused
  /// No answer to SYN.
  case tcpTimeout
  /// RST in the middle.
  case tcpReset
  /// A router said that host or network can't be reached.
  case tcpUnreachable

  /// Connected, and not an octet of greeting in time.
  case noBanner
  /// Octets came, but no whole reply in time.
  case slow
  /// No octet of the reply in time.
  case smtpTimeout
  /// The peer closed.
  case smtpClosed
  /// A reply beyond every limit.
  case tooLong
  /// Octets that are no reply.
  case smtpMalformed
  /// A 4xx greeting.
  case greeting4xx
  /// A 5xx greeting.
  case greeting5xx
  /// A greeting of another code than 220, 4xx or 5xx.
  case greetingOdd
  /// EHLO, and HELO where it was tried, was not accepted.
  case ehloRejected
  /// STARTTLS was not offered.
  case noStartTLS
  /// STARTTLS was answered by 4xx.
  case startTLS4xx
  /// STARTTLS was answered by 5xx.
  case startTLS5xx
  /// STARTTLS was answered by another code than 220, 4xx or 5xx.
  case startTLSOdd
  /// Octets in the clear behind STARTTLS's 220: response injection (CVE-2021-38371, CVE-2011-0411).
  case injection

  /// The handshake failed.
  case handshake(HandshakeFailure)
  /// We chose not to dial.
  case policy(Policy)
  /// Our own fault.
  case local(LocalFault)

  /// Why a probe was not made.
  public enum Policy: String, Hashable, Sendable, CaseIterable {
    /// The address is reserved (`AddressSet.reserved`).
    case reserved
    /// The address is on the blocklist.
    case blocklisted
    /// The address was dialled as often as one wave may.
    case addressLimit = "address-limit"
  }

  /// The word in the `reason` column.
  public var word: String {
    switch self {
    case .ok: "ok"
    case .tcpRefused: "tcp.refused"
    case .tcpTimeout: "tcp.timeout"
    case .tcpReset: "tcp.reset"
    case .tcpUnreachable: "tcp.unreachable"
    case .noBanner: "smtp.no_banner"
    case .slow: "smtp.slow"
    case .smtpTimeout: "smtp.timeout"
    case .smtpClosed: "smtp.closed"
    case .tooLong: "smtp.too_long"
    case .smtpMalformed: "smtp.malformed"
    case .greeting4xx: "smtp.greet_4xx"
    case .greeting5xx: "smtp.greet_5xx"
    case .greetingOdd: "smtp.greet_odd"
    case .ehloRejected: "smtp.ehlo_rejected"
    case .noStartTLS: "no_starttls"
    case .startTLS4xx: "starttls_4xx"
    case .startTLS5xx: "starttls_5xx"
    case .startTLSOdd: "starttls_odd"
    case .injection: "smtp.injection"
    case .handshake(let failure): failure.word
    case .policy(let policy): "policy.\(policy.rawValue)"
    case .local(let fault): fault.word
    }
  }
}

/// Why a TLS handshake did not complete, with the code where there is one.
public enum HandshakeFailure: Hashable, Sendable {
  /// The peer sent an alert (RFC 8446 §6), with its number.
  case alert(UInt8)
  /// The peer closed.
  case closed
  /// RST.
  case reset
  /// Not done in time.
  case timeout
  /// The octets are no TLS record.
  case notTLS
  /// A protocol version that the look does not speak.
  case unsupportedVersion
  /// The server sent no certificate where one is due.
  case noCertificate
  /// The Certificate message is larger than the limit.
  case tooBig
  /// A certificate could not be parsed.
  case certificateUnparsable
  /// A Diffie–Hellman group or ephemeral key too small for any look.
  case weakKeyExchange
  /// A certificate key of a kind that the look can't use, or that its key usage does not allow for (RFC 5280 §4.2.1.3).
  case keyUnsupported
  /// A message that breaks the protocol.
  case malformed
  /// Anything else, by the TLS library's own number.
  case other(UInt32)

  /// The word in the `reason` column.
  public var word: String {
    switch self {
    case .alert(let number): "tls.alert(\(number))"
    case .closed: "tls.closed"
    case .reset: "tls.reset"
    case .timeout: "tls.timeout"
    case .notTLS: "tls.not_tls"
    case .unsupportedVersion: "tls.unsupported"
    case .noCertificate: "tls.no_cert"
    case .tooBig: "tls.too_big"
    case .certificateUnparsable: "tls.cert_parse"
    case .weakKeyExchange: "tls.weak_kx"
    case .keyUnsupported: "tls.key_unsupported"
    case .malformed: "tls.malformed"
    case .other(let number): "tls.error(\(number))"
    }
  }
}

/// A fault of our own side: never blamed on a peer, outside every denominator.
public enum LocalFault: Error, Hashable, Sendable {
  /// No descriptor left (EMFILE, ENFILE).
  case descriptors
  /// No local port left (EADDRNOTAVAIL).
  case ports
  /// No route for IPv6 from here, or IPv6 switched off.
  case noIPv6
  /// Our own resolver does not answer.
  case resolver
  /// No buffer or memory left (ENOBUFS, ENOMEM).
  case memory
  /// The kernel refused the connection attempt (EPERM, EACCES: a local firewall).
  case forbidden
  /// The wave was stopped.
  case cancelled
  /// Anything else, by `errno` (0 where there is none).
  case other(Int32)

  /// The word in the `reason` column.
  public var word: String {
    switch self {
    case .descriptors: "self.fd"
    case .ports: "self.ports"
    case .noIPv6: "self.no_ipv6"
    case .resolver: "self.dns"
    case .memory: "self.memory"
    case .forbidden: "self.forbidden"
    case .cancelled: "self.cancelled"
    case .other(let number): "self.error(\(number))"
    }
  }
}
