import SurveyCore

/// Why a connection ended, in words for people.
enum ReasonText {
  /// The reason and, where one ended it, the peer's reply.
  static func phrase(_ ending: ProbeEnding) -> String {
    let words = phrase(ending.reason)
    let reply = ending.text.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    guard !reply.isEmpty else { return words }
    let text = String(decoding: reply, as: UTF8.self)
    let shown = text.count > 160 ? text.prefix(160) + "…" : text[...]
    return "\(words), “\(String(shown).visible)”"
  }

  static func phrase(_ reason: Reason) -> String {
    switch reason {
    case .ok: "nothing went wrong"
    case .tcpRefused: "the connection was refused"
    case .tcpTimeout: "the connection attempt was not answered"
    case .tcpReset: "the connection was reset"
    case .tcpUnreachable: "a router says that it can't be reached"
    case .noBanner: "it connected, and no greeting came in time"
    case .slow: "the reply did not come whole in time"
    case .smtpTimeout: "no reply came in time"
    case .smtpClosed: "it closed the connection"
    case .tooLong: "its reply had no end"
    case .smtpMalformed: "what came is no SMTP reply"
    case .greeting4xx: "it greeted with a temporary refusal"
    case .greeting5xx: "it greeted with a refusal"
    case .greetingOdd: "it greeted with an odd code"
    case .ehloRejected: "it refused EHLO"
    case .noStartTLS: "STARTTLS was not offered"
    case .startTLS4xx: "a temporary refusal"
    case .startTLS5xx: "a refusal"
    case .startTLSOdd: "an odd reply"
    case .injection: "octets in the clear followed its 220 (response injection, CVE-2021-38371)"
    case .handshake(let failure): phrase(failure)
    case .policy(.reserved): "the address is reserved"
    case .policy(.blocklisted): "the address is not to be dialled (blocklist)"
    case .policy(.addressLimit): "the address was dialled as often as is polite"
    case .local(let fault): phrase(fault)
    }
  }

  private static func phrase(_ failure: HandshakeFailure) -> String {
    switch failure {
    case .alert(let number): "it sent alert \(number)\(alerts[number].map { " (\($0))" } ?? "")"
    case .closed: "it closed the connection"
    case .reset: "it reset the connection"
    case .timeout: "it was not done in time"
    case .notTLS: "what it sent is no TLS"
    case .unsupportedVersion: "it wants a version of TLS that we do not speak"
    case .noCertificate: "it sent no certificate"
    case .tooBig: "its certificates are too large"
    case .certificateUnparsable: "its certificate can't be read"
    case .weakKeyExchange: "its Diffie-Hellman group is too small"
    case .keyUnsupported: "its key is of a kind, or for a use, that TLS clients do not take"
    case .malformed: "a message breaks the protocol"
    case .other(let number): "error \(number) of the TLS library"
    }
  }

  private static func phrase(_ fault: LocalFault) -> String {
    switch fault {
    case .descriptors: "no file descriptor is left"
    case .ports: "no local port is left"
    case .noIPv6: "this host has no route for IPv6"
    case .resolver: "our own resolver does not answer"
    case .memory: "no memory is left"
    case .forbidden: "a firewall of this host forbids it"
    case .cancelled: "the check was stopped"
    case .other(let number): "error \(number) of this system"
    }
  }

  /// RFC 8446 §6.2 and, for older versions, RFC 5246 §7.2.2.
  private static let alerts: [UInt8: String] = [
    10: "unexpected_message", 20: "bad_record_mac", 22: "record_overflow", 40: "handshake_failure",
    42: "bad_certificate", 43: "unsupported_certificate", 46: "certificate_unknown", 47: "illegal_parameter",
    48: "unknown_ca", 49: "access_denied", 50: "decode_error", 51: "decrypt_error", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 109: "missing_extension",
    110: "unsupported_extension", 112: "unrecognized_name", 116: "certificate_required",
  ]
}

/// What the DNS answered, in words for people.
enum DNSText {
  static func phrase(_ failure: DNSFailure) -> String {
    switch failure {
    case .nxdomain: "the name does not exist"
    case .nodata: "the name has no address"
    case .servfail: "the name servers of its zone fail (SERVFAIL)"
    case .timeout: "the name servers of its zone do not answer"
    case .bogus: "DNSSEC validation of its address fails"
    case .malformed: "its address records break their format"
    case .invalidName: "the MX target is no host name"
    }
  }
}

/// What a handshake agreed on, in words for people.
enum SessionText {
  /// For example `TLSv1.3 TLS_AES_256_GCM_SHA384 x25519`.
  static func text(_ session: TLSSession) -> String {
    [session.version.description, session.cipherSuite.rawValue, session.group?.rawValue].compactMap { $0 }
      .joined(separator: " ").visible
  }
}
