import Testing

@testable import MailLab

/// What a client sees of each named script.
@Suite struct ScriptTests {
  /// Commands and what the whole conversation must contain, and must not.
  struct Transcript: Sendable {
    let script: ScriptName
    var commands: [String] = []
    let shows: [String]
    var hides: [String] = []
  }

  static let hello = "EHLO me\\r\\n"
  static let startTLS = "STARTTLS\\r\\n"
  static let transcripts: [Transcript] = [
    Transcript(
      script: .noSTARTTLS, commands: [hello, "QUIT\\r\\n"], shows: ["250 8BITMIME", "221 "],
      hides: ["STARTTLS"]),
    Transcript(
      script: .greeting554, commands: [hello, "QUIT\\r\\n"], shows: ["554 5.7.1", "503 ", "221 2.0.0"],
      hides: ["250"]),
    Transcript(script: .greeting421, shows: ["421 4.3.2"]),
    Transcript(
      script: .ehloRefusedHELOAccepted, commands: [hello, "HELO me\\r\\n"],
      shows: ["502 5.5.1", "250 ehlo-refused-helo-accepted.classes.example"]),
    Transcript(
      script: .ehloRejected550, commands: [hello, "HELO me\\r\\n"], shows: ["550 5.7.1"], hides: ["250"]),
    Transcript(script: .starttls454, commands: [hello, startTLS], shows: ["250-STARTTLS", "454 4.7.0"]),
    Transcript(script: .starttls502, commands: [hello, startTLS], shows: ["250-STARTTLS", "502 5.5.1"]),
    Transcript(
      script: .injection, commands: [hello, startTLS], shows: ["220 2.0.0", "more: 250 2.1.0 Injected"]),
    Transcript(
      script: .closeAfterGreeting, commands: [hello], shows: ["220 close-after", "(end)"], hides: ["250"]),
    Transcript(script: .closeBeforeGreeting, shows: ["(end)"], hides: ["220"]),
    Transcript(
      script: .closeAfterSTARTTLS, commands: [hello, startTLS, "x"], shows: ["220 2.0.0 Ready", "(end)"]),
    Transcript(
      script: .resetAfterSTARTTLS, commands: [hello, startTLS, "x"],
      shows: ["220 2.0.0 Ready", "Connection reset by peer"]),
    Transcript(
      script: .hangAfterSTARTTLS, commands: [hello, startTLS, "x"], shows: ["220 2.0.0 Ready", "(silence)"]),
    Transcript(
      script: .plaintextAfterSTARTTLS, commands: [hello, startTLS, "x"],
      shows: ["220 2.0.0 Ready", "500 5.5.2"]),
    Transcript(script: .silent, shows: ["(silence)"]),
    Transcript(script: .refused, shows: ["Connection refused"]),
    Transcript(script: .maskedEHLO, commands: [hello], shows: ["250-XXXXXXXA"], hides: ["STARTTLS"]),
    Transcript(script: .substringKeyword, commands: [hello], shows: ["250-XSTARTTLSX"]),
  ]

  @Test func scriptsDoWhatTheySay() async throws {
    let scratch = try Scratch()
    let population = Population.classes(today: today)
    let laboratory = try await Laboratory.start(population, directory: scratch.path, smtpPort: 0, dnsPort: 0)
    for transcript in Self.transcripts {
      let address = try population.address(of: "\(transcript.script.rawValue).classes.example")
      let text = try await scratch.dialogue(
        with: address, port: laboratory.smtpPort, commands: transcript.commands)
      for part in transcript.shows { #expect(text.contains(part), "\(transcript.script): \(text)") }
      for part in transcript.hides { #expect(!text.contains(part), "\(transcript.script): \(text)") }
    }
    try await laboratory.stop()
  }

  @Test func longGreetingsDoNotEnd() async throws {
    let scratch = try Scratch()
    let population = Population.classes(today: today)
    let laboratory = try await Laboratory.start(population, directory: scratch.path, smtpPort: 0, dnsPort: 0)
    let port = laboratory.smtpPort
    func size(_ name: String, limit: Int) async throws -> String {
      let address = try population.address(of: "\(name).classes.example")
      return try await scratch.output(
        of: "/bin/bash", "-c", "timeout 10 head -c \(limit) < /dev/tcp/\(address)/\(port) | wc -c")
    }
    #expect(try await size("endless-greeting", limit: 1_000_000) == "1000000\n")
    #expect(try await size("long-line", limit: 5_000_000) == "5000000\n")
    try await laboratory.stop()
  }

  @Test func everyWordOfATableIsPlayed() async throws {
    let scratch = try Scratch()
    let script = Script(
      greeting: [.send("220-"), .pause(milliseconds: 1), .send("\r\n220 {name}\r\n")],
      replies: [
        "HELO": [.repeat("250-x\r\n", times: 3), .send("250 done\r\n")],
        "NOOP": [.send("354 go on\r\n"), .receive, .send("250 taken\r\n")],
        "VRFY": [.drip("252 {drop}\r\n", milliseconds: 5)],
        "RSET": [.send("250 half\r\n"), .halfClose],
      ])
    let address = IPv4Address(number: 0x7F14_0001)
    let profile = ServerProfile(
      certificate: CertificateProfile(.selfSigned, names: ["t.example"]), script: script)
    let population = Population(
      name: "table", nominalDate: today, domains: .listed([]), hosts: [],
      servers: [Server(address: address, name: "t.example", profile: profile)])
    let laboratory = try await Laboratory.start(population, directory: scratch.path, smtpPort: 0, dnsPort: 0)
    let text = try await scratch.dialogue(
      with: address, port: laboratory.smtpPort,
      commands: ["HELO me\\r\\n", "EHLO me\\r\\n", "noop\\r\\n", "anything", "VRFY\\r\\n", "RSET\\r\\n", "QUIT\\r\\n"])
    #expect(
      text == """
        220-
        220 t.example
        250-x
        250-x
        250-x
        250 done
        502 5.5.1 Command not implemented
        354 go on
        250 taken
        252 {drop}
        250 half
        (end)

        """)
    #expect(laboratory.ledger[address]?.earlyBytes == 0)
    try await laboratory.stop()
  }

  /// A message ends with a line of one period and no other; what a client sends with that line is the next command.
  @Test func aMessageIsTakenToItsEnd() async throws {
    let scratch = try Scratch()
    let population = Population.classes(today: today)
    let laboratory = try await Laboratory.start(population, directory: scratch.path, smtpPort: 0, dnsPort: 0)
    let address = try population.address(of: "ca-signed.classes.example")
    let text = try await scratch.dialogue(
      with: address, port: laboratory.smtpPort,
      commands: [
        "HELO me\\r\\n", "MAIL FROM:<>\\r\\n", "RCPT TO:<a@example>\\r\\n", "DATA\\r\\n",
        "RSET\\r\\n..\\r\\n. \\r\\n.\\r\\nQUIT\\r\\n",
      ])
    #expect(
      text == """
        220 ca-signed.classes.example ESMTP
        250 ca-signed.classes.example
        250 2.1.0 OK
        250 2.1.5 OK
        354 Go on
        250 2.0.0 Taken in clear
        more: 221 2.0.0 ca-signed.classes.example closes the connection

        """)
    #expect(laboratory.ledger[address]?.verbs == ["HELO": 1, "MAIL": 1, "RCPT": 1, "DATA": 1, "QUIT": 1])
    try await laboratory.stop()
  }
}
