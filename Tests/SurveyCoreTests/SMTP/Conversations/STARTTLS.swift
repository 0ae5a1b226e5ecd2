import SurveyCore

extension Conversation {
  /// A conversation up to STARTTLS, and how it goes on.
  private static func offered(
    _ name: String, _ stage: Stage, _ reason: Reason, _ outcome: Outcome, code: UInt16? = nil, _ rest: String
  ) -> Conversation {
    let start = """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250-mx.example
      S: 250-starttls
      S: 250 HELP
      C: STARTTLS

      """
    return Conversation(name, stage, reason, outcome, code: code, start + rest)
  }

  /// From STARTTLS to its 220.
  static let startTLS: [Conversation] = [
    offered(
      "43: 454", .startTLS, .startTLS4xx, .startTLSRejected, code: 454,
      """
      S: 454 TLS not available
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    offered(
      "44: 502", .startTLS, .startTLS5xx, .startTLSRejected, code: 502,
      """
      S: 502 not implemented
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    offered(
      "44: 554, after which the peer resets", .startTLS, .startTLS5xx, .startTLSRejected, code: 554,
      """
      S: 554 no
      C: QUIT
      S: <reset>
      C: <finish>
      """),
    offered(
      "45: 354", .startTLS, .startTLSOdd, .startTLSRejected, code: 354,
      """
      S: 354 go ahead
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    offered(
      "45: 221", .startTLS, .startTLSOdd, .startTLSRejected, code: 221,
      """
      S: 221 bye
      C: QUIT
      S: <closed>
      C: <finish>
      """),
    offered(
      "45: 250 is no 220", .startTLS, .startTLSOdd, .startTLSRejected, code: 250,
      """
      S: 250 okay
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    offered(
      "27: close instead of a reply to STARTTLS", .startTLS, .smtpClosed, .startTLSRejected,
      """
      S: <closed>
      C: <finish>
      """),
    offered(
      "26: reset instead of a reply to STARTTLS", .startTLS, .tcpReset, .startTLSRejected,
      """
      S: <reset>
      C: <finish>
      """),
    offered(
      "32: silence after STARTTLS", .startTLS, .smtpTimeout, .startTLSRejected,
      """
      S: <deadline>
      C: <finish>
      """),
    offered(
      "32: half a reply to STARTTLS", .startTLS, .slow, .startTLSRejected,
      #"""
      S: 220 go\
      S: <deadline>
      C: <finish>
      """#),
    offered(
      "34: endless reply to STARTTLS", .startTLS, .tooLong, .startTLSRejected,
      "S: 220 " + String(repeating: "a", count: 3_000) + "\nC: <finish>"),
    offered(
      "37: empty reply to STARTTLS", .startTLS, .smtpMalformed, .startTLSRejected,
      #"""
      S: \r\n\
      C: <finish>
      """#),
    offered(
      "47: a reply behind the 220", .handshake, .injection, .handshakeFailed, code: 220,
      """
      S: 220 go ahead
      S: 250-mx.example
      S: 250 AUTH PLAIN
      C: <finish>
      """),
    offered(
      "47: part of a reply behind the 220", .handshake, .injection, .handshakeFailed, code: 220,
      #"""
      S: 220 go ahead
      S: 2\
      C: <finish>
      """#),
    offered(
      "47: a TLS record behind the 220", .handshake, .injection, .handshakeFailed, code: 220,
      #"""
      S: 220 go ahead
      S: \x15\x03\x03\0\x02\x02\x28\
      C: <finish>
      """#),
    offered(
      "48: injected in a later segment", .handshake, .handshake(.notTLS), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: 250 AUTH PLAIN
      S: <not TLS>
      C: <finish>
      """),
    offered(
      "87: stopped after STARTTLS", .startTLS, .local(.cancelled), .inconclusive,
      """
      S: <cancelled>
      C: <finish>
      """),
  ]

  /// From STARTTLS's 220 to the end of the handshake.
  static let handshake: [Conversation] = [
    offered(
      "51: close after the 220", .handshake, .handshake(.closed), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <closed>
      C: <finish>
      """),
    offered(
      "51: reset after the 220", .handshake, .handshake(.reset), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <reset>
      C: <finish>
      """),
    offered(
      "52: alert 40", .handshake, .handshake(.alert(40)), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <alert 40>
      C: <finish>
      """),
    offered(
      "52: alert 112", .handshake, .handshake(.alert(112)), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <alert 112>
      C: <finish>
      """),
    offered(
      "53: plaintext for TLS", .handshake, .handshake(.notTLS), .handshakeFailed,
      """
      S: 220-go
      S: 220 ahead
      C: <handshake>
      S: <not TLS>
      C: <finish>
      """),
    offered(
      "54: SSL 3.0 only", .handshake, .handshake(.unsupportedVersion), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <SSLv3>
      C: <finish>
      """),
    offered(
      "56: hang in the handshake", .handshake, .handshake(.timeout), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <deadline>
      C: <finish>
      """),
    offered(
      "56: malformed record", .handshake, .handshake(.malformed), .handshakeFailed,
      """
      S: 220 go ahead
      C: <handshake>
      S: <malformed record>
      C: <finish>
      """),
    offered(
      "29: our descriptors run out in the handshake", .handshake, .local(.descriptors), .inconclusive,
      """
      S: 220 go ahead
      C: <handshake>
      S: <no descriptor>
      C: <finish>
      """),
  ]

  /// Inside TLS: nothing that happens here takes the handshake back.
  static let established: [Conversation] = [
    (
      "the whole way",
      """
      S: 250-mx.example
      S: 250 AUTH PLAIN
      C: QUIT
      S: 221 bye
      C: <finish>
      """
    ),
    (
      "49: STARTTLS offered once more is not asked for again",
      """
      S: 250-mx.example
      S: 250 STARTTLS
      C: QUIT
      S: 221 bye
      C: <finish>
      """
    ),
    (
      "49: EHLO refused inside TLS",
      """
      S: 554 no
      C: QUIT
      S: 221 bye
      C: <finish>
      """
    ),
    (
      "49: EHLO unknown inside TLS",
      """
      S: 500 what?
      C: QUIT
      S: <closed>
      C: <finish>
      """
    ),
    (
      "close instead of a reply inside TLS",
      """
      S: <closed>
      C: <finish>
      """
    ),
    (
      "reset instead of a reply inside TLS",
      """
      S: <reset>
      C: <finish>
      """
    ),
    (
      "silence inside TLS",
      """
      S: <deadline>
      C: <finish>
      """
    ),
    (
      "an empty line inside TLS",
      #"""
      S: \r\n\
      C: <finish>
      """#
    ),
    (
      "endless 250- inside TLS", String(repeating: "S: 250-and on\n", count: 100) + "C: <finish>"
    ),
    (
      "our descriptors run out inside TLS",
      """
      S: <no descriptor>
      C: <finish>
      """
    ),
    (
      "no goodbye",
      """
      S: 250 mx.example
      C: QUIT
      S: <deadline>
      C: <finish>
      """
    ),
    (
      "endless goodbye",
      """
      S: 250 mx.example
      C: QUIT
      S: 221-bye
      S: <pause>
      S: 221-bye
      S: <pause>
      S: 221 bye
      C: <finish>
      """
    ),
  ].map { name, rest in
    let start = """
      S: 220 go ahead
      C: <handshake>
      S: <handshake completed>
      C: EHLO survey.example.net

      """
    return offered(name, .established, .ok, .tls, start + rest)
  }
}
