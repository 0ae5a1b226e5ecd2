/// Scripts that have a name: a server that behaves, and one for each way in which servers don't.
public enum ScriptName: String, Hashable, Sendable, Codable, CaseIterable {
  /// Greets, offers STARTTLS, does TLS, takes any message.
  case standard
  /// EHLO without the STARTTLS keyword.
  case noSTARTTLS = "no-starttls"
  /// Greets with 554; then takes QUIT only (RFC 5321 §3.1).
  case greeting554 = "greeting-554"
  /// Greets with 421 and closes.
  case greeting421 = "greeting-421"
  /// EHLO is 502, HELO is taken.
  case ehloRefusedHELOAccepted = "ehlo-refused-helo-accepted"
  /// EHLO and HELO are 550.
  case ehloRejected550 = "ehlo-rejected-550"
  /// STARTTLS is offered, then 454.
  case starttls454 = "starttls-454"
  /// STARTTLS is offered, then 502.
  case starttls502 = "starttls-502"
  /// A reply follows STARTTLS's 220 in the same segment (CVE-2021-38371).
  case injection
  /// Closes after its greeting.
  case closeAfterGreeting = "close-after-greeting"
  /// Closes instead of greeting.
  case closeBeforeGreeting = "close-before-greeting"
  /// Closes after STARTTLS's 220.
  case closeAfterSTARTTLS = "close-after-starttls"
  /// Resets the connection after STARTTLS's 220.
  case resetAfterSTARTTLS = "reset-after-starttls"
  /// Says nothing after STARTTLS's 220.
  case hangAfterSTARTTLS = "hang-after-starttls"
  /// Answers the ClientHello with an SMTP reply.
  case plaintextAfterSTARTTLS = "plaintext-after-starttls"
  /// Answers the ClientHello with bytes that are neither TLS nor text.
  case handshakeGarbage = "handshake-garbage"
  /// Never greets.
  case silent
  /// Does not listen.
  case refused
  /// Greets with `220-` lines without end.
  case endlessGreeting = "endless-greeting"
  /// Greets with a line of 10 MB.
  case longLine = "long-line"
  /// The STARTTLS keyword is masked, as by a Cisco PIX.
  case maskedEHLO = "masked-ehlo"
  /// The keyword is part of another.
  case substringKeyword = "substring-keyword"
}

extension Script {
  /// Greets, offers STARTTLS, does TLS, and takes any message; its reply to one says how it came.
  public static let standard = Script(
    greeting: [.send("220 {name} ESMTP\r\n")],
    replies: [
      "EHLO": [.send(ehloReply("STARTTLS"))],
      "HELO": [.send("250 {name}\r\n")],
      "STARTTLS": [.send(readyForTLS), .startTLS],
      "MAIL": [.send("250 2.1.0 OK\r\n")],
      "RCPT": [.send("250 2.1.5 OK\r\n")],
      "DATA": [.send(startMailInput), .receiveMessage, .send("250 2.0.0 Taken in clear\r\n")],
      "NOOP": [.send("250 2.0.0 OK\r\n")],
      "RSET": [.send("250 2.0.0 OK\r\n")],
      "QUIT": [.send("221 2.0.0 {name} closes the connection\r\n"), .close],
    ],
    underTLS: [
      "EHLO": [.send(ehloReply(nil))],
      "DATA": [.send(startMailInput), .receiveMessage, .send("250 2.0.0 Taken under TLS\r\n")],
      "STARTTLS": [.send("503 5.5.1 TLS is active already\r\n")],
    ])

  /// The script of that name.
  public static func named(_ name: ScriptName) -> Script {
    let standard = Script.standard
    switch name {
    case .standard: return standard
    case .noSTARTTLS:
      return standard.on("EHLO", .send(ehloReply(nil)))
        .on("STARTTLS", .send("502 5.5.1 Command not implemented\r\n"))
    case .greeting554:
      var script = standard.greeting(.send("554 5.7.1 {name} takes no mail from you\r\n"))
      script.replies = script.replies.filter { $0.key == "QUIT" }
      script.otherwise = [.send("503 5.5.1 QUIT, please\r\n")]
      return script
    case .greeting421: return standard.greeting(.send("421 4.3.2 {name} is too busy\r\n"), .close)
    case .ehloRefusedHELOAccepted: return standard.on("EHLO", .send("502 5.5.1 EHLO not implemented\r\n"))
    case .ehloRejected550:
      return standard.on("EHLO", .send("550 5.7.1 Access denied\r\n"))
        .on("HELO", .send("550 5.7.1 Access denied\r\n"))
    case .starttls454: return standard.on("STARTTLS", .send("454 4.7.0 TLS not available for now\r\n"))
    case .starttls502: return standard.on("STARTTLS", .send("502 5.5.1 Command not implemented\r\n"))
    case .injection:
      return standard.on(
        "STARTTLS", .send("220 2.0.0 Ready to start TLS\r\n250 2.1.0 Injected\r\n"), .startTLS)
    case .closeAfterGreeting: return standard.greeting(.send("220 {name} ESMTP\r\n"), .close)
    case .closeBeforeGreeting: return standard.greeting(.close)
    case .closeAfterSTARTTLS: return standard.on("STARTTLS", .send(readyForTLS), .close)
    case .resetAfterSTARTTLS: return standard.on("STARTTLS", .send(readyForTLS), .receive, .reset)
    case .hangAfterSTARTTLS: return standard.on("STARTTLS", .send(readyForTLS), .mute)
    case .plaintextAfterSTARTTLS:
      return standard.on(
        "STARTTLS", .send(readyForTLS), .receive, .send("500 5.5.2 Command unrecognised\r\n"))
    case .handshakeGarbage:
      let garbage = Octets([0xDE, 0xAD, 0xBE, 0xEF, 0x00, 0xFF, 0x0D, 0x0A])
      return standard.on("STARTTLS", .send(readyForTLS), .receive, .repeat(garbage, times: 64), .close)
    case .silent: return standard.greeting(.mute)
    case .refused:
      var script = standard
      script.listens = false
      return script
    case .endlessGreeting: return standard.greeting(.repeat("220-{name} has much to say\r\n", times: nil))
    case .longLine:
      return standard.greeting(
        .send("220 "), .repeat("a long line makes a survey run out of memory ", times: 220_000), .send("\r\n")
      )
    case .maskedEHLO: return standard.on("EHLO", .send(ehloReply("XXXXXXXA")))
    case .substringKeyword: return standard.on("EHLO", .send(ehloReply("XSTARTTLSX")))
    }
  }

  private static let readyForTLS: Octets = "220 2.0.0 Ready to start TLS\r\n"
  private static let startMailInput: Octets = "354 Go on\r\n"

  /// EHLO's reply with one more keyword among the usual ones.
  private static func ehloReply(_ keyword: String?) -> Octets {
    let keywords = ["PIPELINING", "SIZE 35882577"] + (keyword.map { [$0] } ?? []) + ["ENHANCEDSTATUSCODES"]
    let lines = ["{name}"] + keywords
    return Octets(Array((lines.map { "250-\($0)\r\n" }.joined() + "250 8BITMIME\r\n").utf8))
  }
}
