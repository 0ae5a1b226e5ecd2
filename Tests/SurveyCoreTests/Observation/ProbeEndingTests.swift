import SurveyCore
import Testing

@Suite struct ProbeEndingTests {
  /// The stage decides, not the kind of error: the same reset is another outcome at each stage.
  @Test(
    arguments: [
      (.connect, .unreachable), (.connected, .unreachable), (.greeting, .smtpRejected),
      (.ehlo, .smtpRejected),
      (.helo, .smtpRejected), (.startTLS, .startTLSRejected), (.handshake, .handshakeFailed),
      (.established, .tls),
      (.policy, .notProbed),
    ] as [(Stage, Outcome)])
  func stageDecidesTheOutcome(stage: Stage, outcome: Outcome) {
    #expect(ProbeEnding(stage: stage, reason: .tcpReset).outcome == outcome)
  }

  @Test(arguments: Stage.allCases)
  func ourFaultIsInconclusiveAtEveryStage(stage: Stage) {
    #expect(ProbeEnding(stage: stage, reason: .local(.descriptors)).outcome == .inconclusive)
  }

  @Test(arguments: Reason.Policy.allCases)
  func ourChoiceIsNotProbed(policy: Reason.Policy) {
    #expect(ProbeEnding(stage: .policy, reason: .policy(policy)).outcome == .notProbed)
    #expect(ProbeEnding(stage: .connect, reason: .policy(policy)).outcome == .notProbed)
  }

  @Test(
    arguments: [
      (.startTLS, .noStartTLS, .noStartTLS), (.startTLS, .startTLS4xx, .startTLSRejected),
      (.handshake, .injection, .handshakeFailed), (.handshake, .handshake(.noCertificate), .handshakeFailed),
      (.connect, .tcpRefused, .unreachable), (.connected, .noBanner, .unreachable),
      (.greeting, .slow, .smtpRejected), (.established, .ok, .tls),
    ] as [(Stage, Reason, Outcome)])
  func reasonsHaveTheirOutcome(stage: Stage, reason: Reason, outcome: Outcome) {
    #expect(ProbeEnding(stage: stage, reason: reason).outcome == outcome)
  }

  @Test(arguments: [0, 511, 512, 513, 100_000])
  func textIsCutAt512Octets(count: Int) {
    let text = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let ending = ProbeEnding(stage: .greeting, reason: .tooLong, text: text)
    #expect(ending.text == Array(text.prefix(512)))
  }
}
