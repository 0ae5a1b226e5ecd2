import SurveyCore
import Testing

@Suite struct UnitStateTests {
  @Test(arguments: UnitState.all)
  func aStateIsFoundByItsWord(state: UnitState) {
    #expect(UnitState(word: state.word) == state)
  }

  @Test func theWordsAreThoseOfTheView() {
    #expect(
      UnitState.all.map(\.word) == [
        "ca-verified", "ca-wrong-name", "ca-expired", "self-signed", "private-ca", "incomplete-chain",
        "unknown-issuer", "other-invalid", "anonymous", "no-tls", "mixed", "smtp-rejected", "unreachable", "not-probed",
        "inconclusive", "dns-failed", "absent",
      ])
  }

  @Test(arguments: ["", "mx", "no_tls", "CA-VERIFIED", "tls", "no-starttls"])
  func otherWordsAreNone(word: String) {
    #expect(UnitState(word: word) == nil)
  }

  /// Every state that there can be is listed, once.
  @Test func theListIsWhole() {
    let results = AddressResult.worstToBest.map { UnitState.result(.uniform($0)) } + [.result(.mixed)]
    let silent = Outcome.allCases.filter { !$0.isReachable }.map(UnitState.silent)
    #expect(Set(UnitState.all) == Set(results + silent + [.dnsFailed, .absent]))
    #expect(Set(UnitState.all).count == UnitState.all.count)
    #expect(CertificateClass.allCases.allSatisfy { UnitState.all.contains(.result(.uniform(.tls($0)))) })
  }

  @Test func whatHasAResultIsReachable() {
    #expect(
      UnitState.all.filter { !$0.isReachable }.map(\.word) == [
        "smtp-rejected", "unreachable", "not-probed", "inconclusive", "dns-failed", "absent",
      ])
  }
}
