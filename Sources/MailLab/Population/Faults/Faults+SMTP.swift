extension FaultCases {
  /// Rows 24 to 27 and 31: connections that come to nothing, or end early.
  mutating func addConnections() {
    let standard = Script.standard
    add(
      24, "Refused", "nobody listens", script: .named(.refused), .ended("unreachable", "tcp.refused"))
    add(
      25, "Black hole", "no SYN is answered", script: .blackHole, .ended("unreachable", "tcp.timeout"))
    let pause = Action.pause(milliseconds: 200)
    add(
      26, "Reset in the greeting", "half a greeting, then RST",
      script: standard.greeting(.send("220-{name} was about to say\r\n"), pause, .reset),
      .ended("smtp-rejected", "tcp.reset"), Findings(facts: [RecordedFact(.replyText, "was about to say")]))
    add(
      26, case: "early", "Reset in the greeting", "RST before the first octet",
      script: standard.greeting(pause, .reset),
      .ended("unreachable", "tcp.reset"))
    add(
      27, "Half close", "FIN behind the greeting", script: standard.greeting(.send("220 {name}\r\n"), .halfClose),
      .ended("smtp-rejected", "smtp.closed"))
    add(
      27, case: "ehlo", "Half close", "FIN behind the reply to EHLO",
      script: standard.on("EHLO", .send("250-{name}\r\n250 STARTTLS\r\n"), .halfClose),
      .ended("starttls-rejected", "smtp.closed"))
    add(
      31, "Silent peer", "nothing is ever said", script: .named(.silent), .ended("unreachable", "smtp.no_banner"))
  }

  /// Rows 32 to 39: what a greeting may be.
  mutating func addGreetings() {
    func greeting(_ octets: Octets) -> Script { Script.standard.greeting(.send(octets)) }
    add(
      32, "Slow greeting", "an octet a second",
      script: Script.standard.greeting(.drip("220 a greeting that takes its time\r\n", milliseconds: 1_000)),
      .ended("smtp-rejected", "smtp.slow"), Findings(facts: [RecordedFact(.replyText, "22")]))
    add(
      33, "Endless greeting", "220- lines without end", script: .named(.endlessGreeting),
      .ended("smtp-rejected", "smtp.too_long"))
    add(
      34, "Long line", "a greeting of 10 MB in one line", script: .named(.longLine),
      .ended("smtp-rejected", "smtp.too_long"))
    add(
      35, "Binary", "a NUL in the greeting", script: greeting("220 mx\u{0} ESMTP\r\n"),
      .ended("smtp-rejected", "smtp.malformed"))
    add(
      35, case: "high", "Binary", "octets that are no text",
      script: greeting(Octets([0xFF, 0xFB, 0x01, 0xFE, 0x0D, 0x0A])), .ended("smtp-rejected", "smtp.malformed"))
    let bareLineFeeds = greeting("220 {name}\n").on("EHLO", .send("250-{name}\n250 STARTTLS\n"))
    add(36, "Bare LF", "every line ends in LF alone", script: bareLineFeeds, .modern)
    add(
      36, case: "cr", "Bare LF", "a greeting that ends in CR alone", script: greeting("220 {name}\r"),
      .ended("smtp-rejected", "smtp.slow"))
    add(
      37, "Empty reply", "a greeting of CRLF alone", script: greeting("\r\n"),
      .ended("smtp-rejected", "smtp.malformed"))
    add(38, "Mixed codes", "554 in the first line, 220 in the last", script: greeting("554-a\r\n220 b\r\n"), .modern)
    add(
      38, case: "554", "Mixed codes", "220 in the first line, 554 in the last", script: greeting("220-a\r\n554 b\r\n"),
      .ended("smtp-rejected", "smtp.greet_5xx"), Findings(facts: [RecordedFact(.replyCode, "554")]))
    let codes = [
      ("421", "smtp.greet_4xx"), ("554", "smtp.greet_5xx"), ("221", "smtp.greet_odd"), ("354", "smtp.greet_odd"),
    ]
    for (code, reason) in codes {
      add(
        39, case: code, "Greeting of another code", code,
        script: greeting(Octets(Array("\(code) not you\r\n".utf8))), .ended("smtp-rejected", reason),
        Findings(facts: [RecordedFact(.replyCode, code), RecordedFact(.replyText, "not you")]))
    }
  }

  /// Rows 40 and 41: replies to EHLO.
  mutating func addReplies() {
    for code in ["500", "502"] {
      add(
        40, case: code, "EHLO not known", "\(code) to EHLO, HELO is taken",
        script: Script.standard.on("EHLO", .send(Octets(Array("\(code) what?\r\n".utf8)))),
        .ended("no-starttls", "no_starttls"), Findings(facts: [RecordedFact(.replyCode, "250")]))
    }
    for code in ["421", "530", "550"] {
      add(
        41, case: code, "EHLO rejected", "\(code) to EHLO",
        script: Script.standard.on("EHLO", .send(Octets(Array("\(code) not you\r\n".utf8)))),
        .ended("smtp-rejected", "smtp.ehlo_rejected"), Findings(facts: [RecordedFact(.replyCode, code)]))
    }
  }

  /// Rows 42, 46, 49 and 50: what is offered, when, and whose turn it is.
  mutating func addCapabilities() {
    let standard = Script.standard
    add(
      42, "Keyword that is none", "XSTARTTLSX", script: .named(.substringKeyword),
      .ended("no-starttls", "no_starttls"),
      Findings(facts: [RecordedFact(.replyText, "250-XSTARTTLSX\r\n"), RecordedFact(.masked, "0")]))
    add(
      42, case: "masked", "Keyword that is none", "XXXXXXXA, as a firewall masks it", script: .named(.maskedEHLO),
      .ended("no-starttls", "no_starttls"),
      Findings(facts: [RecordedFact(.replyText, "250-XXXXXXXA\r\n"), RecordedFact(.masked, "1")]))
    add(
      46, "STARTTLS unadvertised", "not offered, and would be done",
      script: standard.on("EHLO", .send("250-{name}\r\n250 SIZE\r\n")), .ended("no-starttls", "no_starttls"))
    let second: [(String?, String, Octets)] = [
      (nil, "no keyword is left", "250 {name}\r\n"),
      ("again", "STARTTLS is offered again", "250-{name}\r\n250 STARTTLS\r\n"),
      ("rejected", "550", "550 5.7.1 not any more\r\n"),
    ]
    for (suffix, played, reply) in second {
      var script = standard
      script.underTLS["EHLO"] = [.send(reply)]
      add(49, case: suffix, "Another EHLO reply under TLS", played, script: script, .modern)
    }
    let (delay, trap) = (Action.pause(milliseconds: 700), Action.refuseEarlyBytes("554 5.5.0 Wait for your turn\r\n"))
    add(
      50, "Who talks first is refused", "a greeting after 0.7 s, or 554",
      script: standard.greeting(delay, trap, .send("220 {name}\r\n")), .modern)
    add(
      50, case: "teaser", "Who talks first is refused", "the first line of a greeting, the last after 0.7 s, or 554",
      script: standard.greeting(.send("220-{name} wait\r\n"), delay, trap, .send("220 {name}\r\n")), .modern)
  }

  /// Rows 43 to 45, 47 and 48: replies to STARTTLS, and what follows its 220.
  mutating func addStartTLS() {
    func reply(_ octets: Octets) -> Script { Script.standard.on("STARTTLS", .send(octets)) }
    let codes: [(Int, String?, String, String, String)] = [
      (43, nil, "STARTTLS offered, then 4xx", "454", "starttls_4xx"),
      (44, nil, "STARTTLS offered, then 5xx", "502", "starttls_5xx"),
      (45, "354", "STARTTLS offered, then another code", "354", "starttls_odd"),
      (45, "221", "STARTTLS offered, then another code", "221", "starttls_odd"),
      (45, "250", "STARTTLS offered, then another code", "250", "starttls_odd"),
    ]
    for (row, suffix, title, code, reason) in codes {
      add(
        row, case: suffix, title, code, script: reply(Octets(Array("\(code) no TLS\r\n".utf8))),
        .ended("starttls-rejected", reason), Findings(facts: [RecordedFact(.replyCode, code)]))
    }
    let ready: Octets = "220 2.0.0 Ready to start TLS\r\n"
    add(
      47, "Octets behind STARTTLS's 220", "a reply in the same segment", script: .named(.injection),
      .failed("smtp.injection"), Findings(facts: [RecordedFact(.replyText, "\r\n250 2.1.0 Injected\r\n")]))
    add(
      48, "Octets behind STARTTLS's 220, partial or late", "half a line in the same segment",
      script: Script.standard.on("STARTTLS", .send("220 go\r\n250 inj"), .startTLS), .failed("smtp.injection"),
      Findings(facts: [RecordedFact(.replyText, "250 inj")]))
    add(
      48, case: "late", "Octets behind STARTTLS's 220, partial or late", "a reply in a segment behind the ClientHello",
      script: Script.standard.on("STARTTLS", .send(ready), .receive, .send("250 2.1.0 Injected\r\n"), .mute),
      .failed("tls.not_tls"))
  }
}

extension Script {
  /// A server whose queue of connections is full.
  static let blackHole: Script = {
    var script = Script.standard
    script.isFull = true
    return script
  }()
}
