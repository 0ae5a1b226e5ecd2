import MailLab
import SurveyCore
import SurveyProbe
import Testing

/// What a probe makes of each script of the laboratory.
@Suite struct ScriptOutcomeTests {
  struct Expectation: Sendable {
    let script: ScriptName
    let outcome: Outcome
    let stage: Stage
    let reason: String
    /// A reason that stands for the same where the peer's FIN and the RST to our next words race.
    var orReason: String?
    var code: UInt16?
  }

  static let expectations: [Expectation] = [
    Expectation(script: .standard, outcome: .tls, stage: .established, reason: "ok"),
    Expectation(script: .noSTARTTLS, outcome: .noStartTLS, stage: .startTLS, reason: "no_starttls", code: 250),
    Expectation(script: .maskedEHLO, outcome: .noStartTLS, stage: .startTLS, reason: "no_starttls", code: 250),
    Expectation(script: .substringKeyword, outcome: .noStartTLS, stage: .startTLS, reason: "no_starttls", code: 250),
    Expectation(
      script: .ehloRefusedHELOAccepted, outcome: .noStartTLS, stage: .startTLS, reason: "no_starttls", code: 250),
    Expectation(script: .greeting554, outcome: .smtpRejected, stage: .greeting, reason: "smtp.greet_5xx", code: 554),
    Expectation(script: .greeting421, outcome: .smtpRejected, stage: .greeting, reason: "smtp.greet_4xx", code: 421),
    Expectation(
      script: .ehloRejected550, outcome: .smtpRejected, stage: .ehlo, reason: "smtp.ehlo_rejected", code: 550),
    Expectation(script: .starttls454, outcome: .startTLSRejected, stage: .startTLS, reason: "starttls_4xx", code: 454),
    Expectation(script: .starttls502, outcome: .startTLSRejected, stage: .startTLS, reason: "starttls_5xx", code: 502),
    Expectation(script: .injection, outcome: .handshakeFailed, stage: .handshake, reason: "smtp.injection", code: 220),
    Expectation(
      script: .closeAfterGreeting, outcome: .smtpRejected, stage: .ehlo, reason: "smtp.closed", orReason: "tcp.reset"),
    Expectation(script: .closeBeforeGreeting, outcome: .unreachable, stage: .connected, reason: "smtp.closed"),
    Expectation(
      script: .closeAfterSTARTTLS, outcome: .handshakeFailed, stage: .handshake, reason: "tls.closed",
      orReason: "tls.reset"),
    Expectation(script: .resetAfterSTARTTLS, outcome: .handshakeFailed, stage: .handshake, reason: "tls.reset"),
    Expectation(script: .hangAfterSTARTTLS, outcome: .handshakeFailed, stage: .handshake, reason: "tls.timeout"),
    Expectation(script: .plaintextAfterSTARTTLS, outcome: .handshakeFailed, stage: .handshake, reason: "tls.not_tls"),
    Expectation(script: .handshakeGarbage, outcome: .handshakeFailed, stage: .handshake, reason: "tls.not_tls"),
    Expectation(script: .silent, outcome: .unreachable, stage: .connected, reason: "smtp.no_banner"),
    Expectation(script: .refused, outcome: .unreachable, stage: .connect, reason: "tcp.refused"),
    Expectation(script: .endlessGreeting, outcome: .smtpRejected, stage: .greeting, reason: "smtp.too_long"),
    Expectation(script: .longLine, outcome: .smtpRejected, stage: .greeting, reason: "smtp.too_long"),
  ]

  @Test func everyScriptIsExpected() {
    #expect(Set(Self.expectations.map(\.script)) == Set(ScriptName.allCases))
  }

  @Test(arguments: expectations, Look.certified) func scriptHasItsOutcome(expected: Expectation, look: Look)
    async throws
  {
    let name = "mx.script.example"
    try await Servers.with([(name, .scripted(.named(expected.script), name: name))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with(Prober.short) { await $0.probe(target, look: look) }
      let ending = observation.ending
      #expect(ending.outcome == expected.outcome)
      #expect(ending.stage == expected.stage)
      #expect([expected.reason, expected.orReason].contains(ending.reason.word))
      #expect(ending.replyCode?.rawValue == expected.code)
      #expect((observation.session != nil) == (expected.outcome == .tls))
      #expect((observation.chain != nil) == (expected.outcome == .tls))
      #expect((observation.timings.connect != nil) == (expected.stage != .connect))
      #expect(observation.target == target)
      #expect(observation.timings.total < 2_000)
      #expect(ending.text.count <= ProbeEnding.maximumText)
      guard expected.script != .refused else {
        #expect(try servers.entry(name) == nil)
        return
      }
      let entry = try #require(try servers.entry(name))
      let verbs = Set(entry.verbs.keys)
      #expect(verbs.isSubset(of: ["EHLO", "HELO", "STARTTLS", "QUIT"]))
      #expect(entry.earlyBytes == 0)
      #expect(entry.connections == 1)
    }
  }

  /// What a server says is kept, and a server that rejects is left with a word.
  @Test(arguments: [ScriptName.greeting554, .ehloRejected550, .noSTARTTLS, .starttls454, .starttls502, .standard])
  func everyAnsweredSessionEndsInQuit(script: ScriptName) async throws {
    let name = "mx.script.example"
    try await Servers.with([(name, .scripted(.named(script), name: name))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: .modern) }
      let entry = try #require(try servers.entry(name))
      #expect(entry.verbs["QUIT"] == 1)
      #expect(entry.connections == 1)
      let text = String(decoding: observation.ending.text, as: UTF8.self)
      #expect(text.hasPrefix(observation.ending.replyCode?.description ?? ""))
      #expect(text.isEmpty == (script == .standard))
    }
  }

  @Test func injectedOctetsAreKept() async throws {
    let name = "mx.script.example"
    try await Servers.with([(name, .scripted(.named(.injection), name: name))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: .modern) }
      #expect(observation.ending.text == Array("220 2.0.0 Ready to start TLS\r\n250 2.1.0 Injected\r\n".utf8))
    }
  }
}
