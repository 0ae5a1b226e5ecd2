import MailLab
import SurveyCore
import SurveyProbe
import Testing

/// Faults that no named script of the laboratory plays.
@Suite struct PeerFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let script: Script
    let outcome: Outcome
    let stage: Stage
    let reason: String
    var code: UInt16?

    init(
      _ description: String, _ script: Script, _ outcome: Outcome, _ stage: Stage, _ reason: String, code: UInt16? = nil
    ) {
      (testDescription, self.script, self.outcome, self.stage) = (description, script, outcome, stage)
      (self.reason, self.code) = (reason, code)
    }
  }

  private static let standard = Script.standard
  private static let drip: [Action] = (0..<200).flatMap { _ in [.send("2"), .pause(milliseconds: 30)] }

  static let greetings = [
    Fault(
      "reset in the greeting", standard.greeting(.send("220-a\r\n"), .pause(milliseconds: 100), .reset),
      .smtpRejected, .greeting, "tcp.reset"),
    Fault("half a greeting", standard.greeting(.send("220 a"), .mute), .smtpRejected, .greeting, "smtp.slow"),
    Fault(
      "close in the greeting", standard.greeting(.send("220-a\r\n"), .close), .smtpRejected, .greeting,
      "smtp.closed"),
    Fault(
      "half close after the greeting", standard.greeting(.send("220 a\r\n"), .halfClose), .smtpRejected, .ehlo,
      "smtp.closed"),
    Fault(
      "binary greeting", standard.greeting(.send(Octets([0, 1, 255, 10]))), .smtpRejected, .greeting,
      "smtp.malformed"),
    Fault("empty greeting", standard.greeting(.send("\r\n")), .smtpRejected, .greeting, "smtp.malformed"),
    Fault(
      "HTTP", standard.greeting(.send("HTTP/1.1 400 Bad Request\r\n")), .smtpRejected, .greeting,
      "smtp.malformed"),
    Fault(
      "354 greeting", standard.greeting(.send("354 go\r\n")), .smtpRejected, .greeting, "smtp.greet_odd",
      code: 354),
    Fault(
      "221 greeting", standard.greeting(.send("221 bye\r\n"), .close), .smtpRejected, .greeting, "smtp.greet_odd",
      code: 221),
    Fault("bare line feed", standard.greeting(.send("220 a\n")), .tls, .established, "ok"),
    Fault("last code counts", standard.greeting(.send("554-a\r\n220 b\r\n")), .tls, .established, "ok"),
    Fault("code alone", standard.greeting(.send("220\r\n")), .tls, .established, "ok"),
    Fault(
      "reset instead of a greeting", standard.greeting(.pause(milliseconds: 100), .reset), .unreachable,
      .connected, "tcp.reset"),
    Fault("one octet at a time", Script(greeting: drip), .smtpRejected, .greeting, "smtp.slow"),
  ]

  static let hellos = [
    Fault("silence after EHLO", standard.on("EHLO", .mute), .smtpRejected, .ehlo, "smtp.timeout"),
    Fault(
      "half a reply to EHLO", standard.on("EHLO", .send("250-a\r\n250-STARTTLS\r\n"), .mute), .smtpRejected, .ehlo,
      "smtp.slow"),
    Fault(
      "421 to EHLO", standard.on("EHLO", .send("421 busy\r\n"), .close), .smtpRejected, .ehlo,
      "smtp.ehlo_rejected", code: 421),
    Fault(
      "530 to EHLO", standard.on("EHLO", .send("530 no\r\n")), .smtpRejected, .ehlo, "smtp.ehlo_rejected",
      code: 530),
    Fault("close after EHLO", standard.on("EHLO", .close), .smtpRejected, .ehlo, "smtp.closed"),
    Fault(
      "504 to EHLO, HELO taken", standard.on("EHLO", .send("504 no\r\n")), .noStartTLS, .startTLS, "no_starttls",
      code: 250),
    Fault(
      "HELO refused", standard.on("EHLO", .send("500 what\r\n")).on("HELO", .send("550 no\r\n")), .smtpRejected,
      .helo, "smtp.ehlo_rejected", code: 550),
    Fault(
      "silence after HELO", standard.on("EHLO", .send("502 what\r\n")).on("HELO", .mute), .smtpRejected, .helo,
      "smtp.timeout"),
    Fault("keyword in lower case", standard.on("EHLO", .send("250-a\r\n250 starttls\r\n")), .tls, .established, "ok"),
    Fault(
      "keyword where the name stands", standard.on("EHLO", .send("250 STARTTLS\r\n")), .noStartTLS, .startTLS,
      "no_starttls", code: 250),
  ]

  static let startTLSs =
    ([221, 250, 354] as [UInt16]).map { code in
      Fault(
        "\(code) to STARTTLS", standard.on("STARTTLS", .send(Octets(Array("\(code) x\r\n".utf8)))),
        .startTLSRejected, .startTLS, "starttls_odd", code: code)
    } + [
      Fault("close at STARTTLS", standard.on("STARTTLS", .close), .startTLSRejected, .startTLS, "smtp.closed"),
      Fault("reset at STARTTLS", standard.on("STARTTLS", .reset), .startTLSRejected, .startTLS, "tcp.reset"),
      Fault("silence at STARTTLS", standard.on("STARTTLS", .mute), .startTLSRejected, .startTLS, "smtp.timeout"),
      Fault(
        "half a reply to STARTTLS", standard.on("STARTTLS", .send("220 g"), .mute), .startTLSRejected, .startTLS,
        "smtp.slow"),
      Fault(
        "nonsense at STARTTLS", standard.on("STARTTLS", .send("go ahead\r\n")), .startTLSRejected, .startTLS,
        "smtp.malformed"),
      Fault(
        "endless reply to STARTTLS", standard.on("STARTTLS", .repeat("220-x\r\n", times: nil)), .startTLSRejected,
        .startTLS, "smtp.too_long"),
      Fault(
        "half a reply behind the 220", standard.on("STARTTLS", .send("220 go\r\n250 inj"), .startTLS),
        .handshakeFailed, .handshake, "smtp.injection", code: 220),
      Fault(
        "a reply long behind the 220",
        standard.on("STARTTLS", .send("220 go\r\n"), .receive, .send("250 injected\r\n")), .handshakeFailed,
        .handshake, "tls.not_tls"),
      Fault(
        "HTTP instead of TLS",
        standard.on("STARTTLS", .send("220 go\r\n"), .receive, .send("HTTP/1.1 400 Bad Request\r\n\r\n")),
        .handshakeFailed, .handshake, "tls.not_tls"),
    ]

  /// Once TLS is up, nothing that follows takes it back (RFC 3207 §4.2).
  static let underTLS: [Fault] = [
    ("421", [.send("421 busy\r\n"), .close]), ("close", [.close]), ("reset", [.reset]), ("silence", [.mute]),
    ("nonsense", [.send("\u{0}\u{1}\r\n")]), ("endless", [.repeat("250-x\r\n", times: nil)]),
  ].map { (name: String, actions: [Action]) in
    var script = Script.standard
    script.underTLS["EHLO"] = actions
    return Fault("\(name) under TLS", script, .tls, .established, "ok")
  }

  @Test(arguments: greetings + hellos + startTLSs + underTLS, Look.certified)
  func faultHasItsOutcome(fault: Fault, look: Look) async throws {
    let name = "mx.fault.example"
    try await Servers.with([(name, .scripted(fault.script, name: name))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with(Prober.short) { await $0.probe(target, look: look) }
      #expect(observation.ending.outcome == fault.outcome)
      #expect(observation.ending.stage == fault.stage)
      #expect(observation.ending.reason.word == fault.reason)
      #expect(observation.ending.replyCode?.rawValue == fault.code)
      #expect((observation.chain != nil) == (fault.outcome == .tls))
      #expect(try #require(try servers.entry(name)).earlyBytes == 0)
    }
  }
}
