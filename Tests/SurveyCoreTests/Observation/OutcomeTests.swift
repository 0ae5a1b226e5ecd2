import SurveyCore
import Testing

@Suite struct OutcomeTests {
  @Test func wordsStandInTheOrderOfTheTable() {
    #expect(
      Outcome.allCases.map(\.rawValue) == [
        "tls", "no-starttls", "starttls-rejected", "handshake-failed", "smtp-rejected", "unreachable",
        "not-probed",
        "inconclusive",
      ])
  }

  @Test func fourOutcomesAreReachable() {
    #expect(
      Outcome.allCases.filter(\.isReachable) == [.tls, .noStartTLS, .startTLSRejected, .handshakeFailed])
  }

  @Test func stagesHaveTheWordsOfTheDatabase() {
    #expect(
      Stage.allCases.map(\.rawValue) == [
        "policy", "connect", "connected", "greeting", "ehlo", "helo", "starttls", "handshake", "established",
      ])
  }
}
