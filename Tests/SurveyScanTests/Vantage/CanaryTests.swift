import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct CanaryTests {
  private static let target = ProbeTarget(
    address: .v4(0x0808_0808), port: 25, serverName: DomainName(uncheckedCanonical: "mx.example"))

  private static func leaf(_ octet: UInt8) -> Fingerprint { Fingerprint(octets: [UInt8](repeating: octet, count: 32))! }

  private static func chain(_ octet: UInt8) -> PresentedChain {
    PresentedChain(sha256: leaf(octet), certificates: [PresentedCertificate(sha256: leaf(octet), der: [octet])])
  }

  private static func finding(_ stage: Stage, _ reason: Reason, leaf octet: UInt8? = nil) -> CanaryFinding? {
    CanaryFinding(
      Canary(addressID: 1, target: target, look: .modern, leaf: leaf(1)),
      Observation(
        target: target, look: .modern, observedAt: Instant(epoch: 0), ending: ProbeEnding(stage: stage, reason: reason),
        chain: octet.map(chain), timings: .init(total: 0)))
  }

  private static let alive = finding(.established, .ok, leaf: 1)
  private static let refused = finding(.connect, .tcpRefused)
  private static let stripped = finding(.startTLS, .noStartTLS)
  private static let rejected = finding(.greeting, .greeting5xx)
  private static let second = finding(.established, .ok, leaf: 2)
  private static let third = finding(.established, .ok, leaf: 3)

  /// What canaries come to, and whether they say that the fault is ours.
  private static let verdicts: [([CanaryFinding?], Bool)] = [
    ([], false), ([refused], false), ([alive, alive], false), ([alive, refused], false), ([refused, refused], true),
    ([stripped, rejected], true), ([refused, alive, stripped], true), ([refused, alive, alive], false),
    ([second], false), ([second, second], true), ([second, third], false), ([second, alive], false),
    ([second, refused], false), ([second, second, alive], false),
    // What our own side kept from being asked says nothing.
    ([refused, finding(.connect, .local(.descriptors))], false),
    ([finding(.handshake, .handshake(.alert(40))), finding(.startTLS, .startTLS4xx)], false),
  ]

  @Test(arguments: verdicts.indices)
  func mostOfThemDecide(index: Int) {
    let (findings, isBroken) = Self.verdicts[index]
    #expect(findings.compactMap { $0 }.sayThatTheVantageIsBroken == isBroken)
  }
}
