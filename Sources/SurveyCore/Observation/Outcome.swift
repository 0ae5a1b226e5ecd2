/// What a probe came to, in one of eight words; the order is that of `v_host.outcome`: the first that applies.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
  /// The handshake completed.
  case tls
  /// EHLO or HELO was accepted, STARTTLS not offered.
  case noStartTLS = "no-starttls"
  /// STARTTLS was offered, then answered by anything but its 220.
  case startTLSRejected = "starttls-rejected"
  /// After STARTTLS's 220, anything but a completed handshake.
  case handshakeFailed = "handshake-failed"
  /// After a first octet of greeting, anything before an accepted EHLO or HELO.
  case smtpRejected = "smtp-rejected"
  /// Silence, close, reset, refusal or timeout before a greeting.
  case unreachable
  /// Not dialled, by policy.
  case notProbed = "not-probed"
  /// Our own fault; outside every denominator.
  case inconclusive

  /// Whether an address with this outcome counts as reachable, and so is in a denominator.
  public var isReachable: Bool {
    switch self {
    case .tls, .noStartTLS, .startTLSRejected, .handshakeFailed: true
    case .smtpRejected, .unreachable, .notProbed, .inconclusive: false
    }
  }

  /// Whether it says something of the peer.
  public var isConclusive: Bool {
    switch self {
    case .tls, .noStartTLS, .startTLSRejected, .handshakeFailed, .smtpRejected, .unreachable: true
    case .notProbed, .inconclusive: false
    }
  }
}

/// How far a probe got. The stage decides the outcome, not the kind of error.
public enum Stage: String, Sendable, Hashable, CaseIterable {
  /// Before a packet was sent.
  case policy
  /// TCP's three-way handshake.
  case connect
  /// Connected, waiting for the 220 greeting; nothing has come yet.
  case connected
  /// At least an octet of greeting has come.
  case greeting
  /// Waiting for the reply to EHLO.
  case ehlo
  /// Waiting for the reply to HELO.
  case helo
  /// EHLO or HELO was accepted; waiting for the reply to STARTTLS, where it was offered.
  case startTLS = "starttls"
  /// Between STARTTLS's 220 and the end of the TLS handshake.
  case handshake
  /// Inside TLS.
  case established
}
