import SurveyCore
import Testing

@Suite struct TransitionTests {
  private static func transition(_ from: UnitState, _ to: UnitState) -> Transition {
    Transition(unit: .mxHost, from: from, to: to, count: 1)
  }

  @Test(arguments: UnitState.all)
  func onlyWhatWasVerifiedGetsWorse(to: UnitState) {
    let worse: Set = [
      "ca-wrong-name", "ca-expired", "self-signed", "private-ca", "incomplete-chain", "unknown-issuer",
      "other-invalid", "anonymous", "no-tls", "mixed",
    ]
    let verified = UnitState.result(.uniform(.tls(.caVerified)))
    #expect(TransitionTests.transition(verified, to).isRegression == worse.contains(to.word))
    for from in UnitState.all where from != verified {
      #expect(!TransitionTests.transition(from, to).isRegression)
    }
  }
}
