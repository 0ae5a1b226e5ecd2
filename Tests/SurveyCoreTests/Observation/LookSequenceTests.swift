import SurveyCore
import Testing

/// Which look follows which.
@Suite struct LookSequenceTests {
  static let choices: [LookChoice?] = [nil] + LookChoice.allCases

  static func observation(_ look: Look, _ stage: Stage, _ reason: Reason, chain: PresentedChain? = nil) -> Observation {
    Observation(
      target: ProbeTarget(
        address: .v4(0x7F00_0001), port: 25, serverName: DomainName(uncheckedCanonical: "mx.look.example")),
      look: look, observedAt: Instant(epoch: 0), ending: ProbeEnding(stage: stage, reason: reason), chain: chain,
      timings: .init(total: 0))
  }

  static func failed(_ look: Look, _ failure: HandshakeFailure, chain: PresentedChain? = nil) -> Observation {
    observation(look, .handshake, .handshake(failure), chain: chain)
  }

  static let chain = PresentedChain(
    sha256: Fingerprint(octets: [UInt8](repeating: 1, count: 32))!,
    certificates: [
      PresentedCertificate(sha256: Fingerprint(octets: [UInt8](repeating: 2, count: 32))!, der: [0x30, 0x00])
    ])

  @Test(arguments: choices) func firstLookIsModernUnlessLegacyIsChosen(choice: LookChoice?) {
    let sequence = LookSequence(choice)
    #expect(sequence.next(after: []) == sequence.first)
    #expect(sequence.first == (choice == .legacy ? .legacy : .modern))
  }

  static let clientsOwn: [HandshakeFailure] =
    ([10, 20, 22, 40, 47, 50, 51, 70, 71, 80, 86, 90, 109, 110, 120, 255] as [UInt8]).map(HandshakeFailure.alert) + [
      .closed, .reset, .unsupportedVersion, .weakKeyExchange, .keyUnsupported, .certificateUnparsable, .tooBig,
      .malformed,
      .other(0),
    ]
  static let everyClients: [HandshakeFailure] =
    ([41, 42, 43, 44, 45, 46, 48, 49, 112, 116] as [UInt8]).map(HandshakeFailure.alert) + [
      .timeout, .notTLS, .noCertificate,
    ]

  @Test(arguments: clientsOwn) func legacyFollowsWhereAnotherClientMayFareBetter(failure: HandshakeFailure) {
    let modern = Self.failed(.modern, failure)
    #expect(LookSequence().next(after: [modern]) == .legacy)
    #expect(LookSequence(.both).next(after: [modern]) == .legacy)
    #expect(LookSequence(.modern).next(after: [modern]) == nil)
  }

  @Test(arguments: everyClients) func nothingFollowsWhereEveryClientFaresTheSame(failure: HandshakeFailure) {
    let modern = Self.failed(.modern, failure)
    #expect(LookSequence().next(after: [modern]) == nil)
    #expect(LookSequence(.both).next(after: [modern]) == .legacy)
    #expect(LookSequence(.modern).next(after: [modern]) == nil)
  }

  @Test(arguments: choices) func completedHandshakeIsEnoughUnlessBothAreChosen(choice: LookChoice?) {
    let modern = Self.observation(.modern, .established, .ok)
    let legacy = Self.observation(.legacy, .established, .ok)
    #expect(LookSequence(choice).next(after: [modern]) == (choice == .both ? .legacy : nil))
    #expect(LookSequence(choice).next(after: [modern, legacy]) == nil)
  }

  static let beforeTLS: [(Stage, Reason)] = [
    (.connect, .tcpTimeout), (.connect, .tcpRefused), (.connected, .noBanner), (.greeting, .greeting5xx),
    (.ehlo, .ehloRejected), (.startTLS, .noStartTLS), (.startTLS, .startTLS4xx), (.startTLS, .tcpReset),
    (.connect, .local(.descriptors)), (.handshake, .local(.cancelled)), (.policy, .policy(.blocklisted)),
  ]

  @Test(arguments: beforeTLS, choices) func nothingFollowsWhereNoHandshakeBegan(
    end: (Stage, Reason), choice: LookChoice?
  ) {
    let ended = Self.observation(LookSequence(choice).first, end.0, end.1)
    #expect(LookSequence(choice).next(after: [ended]) == nil)
  }

  @Test func injectionIsNoHandshake() {
    let injected = Self.observation(.modern, .handshake, .injection)
    #expect(LookSequence().next(after: [injected]) == nil)
  }

  @Test(arguments: [LookChoice?.none, .legacy, .both]) func anullFollowsOnlyNoSharedCipher(choice: LookChoice?) {
    let sequence = LookSequence(choice)
    let before = choice == .legacy ? [] : [Self.failed(.modern, .alert(40))]
    #expect(sequence.next(after: before + [Self.failed(.legacy, .alert(40))]) == .anull)
    // Behind a chain the alert is about something else.
    #expect(sequence.next(after: before + [Self.failed(.legacy, .alert(40), chain: Self.chain)]) == nil)
    for failure in (Self.clientsOwn + Self.everyClients) where failure != .alert(40) {
      #expect(sequence.next(after: before + [Self.failed(.legacy, failure)]) == nil)
    }
    for last in [Self.failed(.anull, .alert(40)), Self.observation(.anull, .established, .ok)] {
      #expect(sequence.next(after: before + [Self.failed(.legacy, .alert(40)), last]) == nil)
    }
  }

  /// However the observations end, a target gets three connections at most.
  @Test(arguments: choices) func sequenceEnds(choice: LookChoice?) {
    let failures = Self.clientsOwn + Self.everyClients
    for index in 0..<failures.count {
      var observations: [Observation] = []
      while let look = LookSequence(choice).next(after: observations) {
        #expect(!observations.contains { $0.look == look })
        observations.append(Self.failed(look, failures[(index + observations.count) % failures.count]))
      }
      #expect((1...3).contains(observations.count))
    }
  }

  struct Final: Sendable {
    let observations: [Observation]
    let look: Look?
  }

  static let finals: [Final] = [
    Final(observations: [], look: nil),
    Final(observations: [failed(.modern, .alert(40))], look: .modern),
    Final(observations: [failed(.modern, .alert(40)), observation(.legacy, .established, .ok)], look: .legacy),
    Final(
      observations: [observation(.modern, .established, .ok), observation(.legacy, .established, .ok)], look: .modern),
    Final(observations: [failed(.modern, .alert(40)), failed(.legacy, .closed)], look: .modern),
    Final(observations: [failed(.modern, .closed), observation(.legacy, .connect, .tcpRefused)], look: .modern),
    Final(
      observations: [
        failed(.modern, .alert(40)), failed(.legacy, .alert(40)), observation(.anull, .established, .ok),
      ], look: .anull),
    Final(observations: [failed(.legacy, .alert(40)), failed(.anull, .alert(40))], look: .legacy),
    // A look that we did not carry through leaves it open what the peer would have done.
    Final(
      observations: [failed(.modern, .alert(40)), observation(.legacy, .connect, .local(.descriptors))], look: .legacy),
    Final(
      observations: [failed(.modern, .alert(40)), observation(.legacy, .policy, .policy(.addressLimit))], look: .legacy),
    Final(
      observations: [
        observation(.modern, .established, .ok), observation(.legacy, .connect, .local(.descriptors)),
      ], look: .modern),
  ]

  @Test(arguments: finals) func completedLookCountsThenTheFurthestThenTheEarliest(example: Final) {
    #expect(LookSequence.final(of: example.observations)?.look == example.look)
    #expect(LookSequence.final(of: example.observations.reversed())?.look == example.look)
  }
}
