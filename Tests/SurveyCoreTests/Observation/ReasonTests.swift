import SurveyCore
import Testing

@Suite struct ReasonTests {
  /// The words are a public contract; each stands for one reason.
  static let words: [(Reason, String)] = [
    (.ok, "ok"), (.tcpRefused, "tcp.refused"), (.tcpTimeout, "tcp.timeout"), (.tcpReset, "tcp.reset"),
    (.tcpUnreachable, "tcp.unreachable"), (.noBanner, "smtp.no_banner"), (.slow, "smtp.slow"),
    (.smtpTimeout, "smtp.timeout"), (.smtpClosed, "smtp.closed"), (.tooLong, "smtp.too_long"),
    (.smtpMalformed, "smtp.malformed"), (.greeting4xx, "smtp.greet_4xx"), (.greeting5xx, "smtp.greet_5xx"),
    (.greetingOdd, "smtp.greet_odd"), (.ehloRejected, "smtp.ehlo_rejected"), (.noStartTLS, "no_starttls"),
    (.startTLS4xx, "starttls_4xx"), (.startTLS5xx, "starttls_5xx"), (.startTLSOdd, "starttls_odd"),
    (.injection, "smtp.injection"), (.handshake(.alert(40)), "tls.alert(40)"),
    (.handshake(.alert(255)), "tls.alert(255)"), (.handshake(.closed), "tls.closed"),
    (.handshake(.reset), "tls.reset"), (.handshake(.timeout), "tls.timeout"),
    (.handshake(.notTLS), "tls.not_tls"),
    (.handshake(.unsupportedVersion), "tls.unsupported"), (.handshake(.noCertificate), "tls.no_cert"),
    (.handshake(.tooBig), "tls.too_big"), (.handshake(.certificateUnparsable), "tls.cert_parse"),
    (.handshake(.weakKeyExchange), "tls.weak_kx"), (.handshake(.keyUnsupported), "tls.key_unsupported"),
    (.handshake(.malformed), "tls.malformed"), (.handshake(.other(167_772_350)), "tls.error(167772350)"),
    (.policy(.reserved), "policy.reserved"), (.policy(.blocklisted), "policy.blocklisted"),
    (.policy(.addressLimit), "policy.address-limit"), (.local(.descriptors), "self.fd"),
    (.local(.ports), "self.ports"), (.local(.noIPv6), "self.no_ipv6"), (.local(.resolver), "self.dns"),
    (.local(.memory), "self.memory"), (.local(.forbidden), "self.forbidden"),
    (.local(.cancelled), "self.cancelled"),
    (.local(.other(5)), "self.error(5)"),
  ]

  @Test(arguments: words)
  func hasTheWordOfTheReasonColumn(reason: Reason, word: String) { #expect(reason.word == word) }

  @Test(arguments: words)
  func isReadFromItsWord(reason: Reason, word: String) { #expect(Reason(word: word) == reason) }

  @Test(arguments: [
    "", "OK", "tls.alert", "tls.alert()", "tls.alert(256)", "tls.alert(-1)", "tls.alert(040)", "tls.alert(+40)",
    "tls.alert(40", "tls.error(4294967296)", "self.error(x)", "policy.whim", "tcp.refused ",
  ])
  func otherTextsAreNone(word: String) { #expect(Reason(word: word) == nil) }

  @Test func wordsTellReasonsApart() {
    #expect(Set(ReasonTests.words.map(\.0.word)).count == ReasonTests.words.count)
  }
}
