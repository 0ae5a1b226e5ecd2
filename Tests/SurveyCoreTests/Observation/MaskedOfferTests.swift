import SurveyCore
import Testing

@Suite struct MaskedOfferTests {
  private func isMasked(_ text: String, _ reason: Reason = .noStartTLS) -> Bool? {
    ProbeEnding(stage: .startTLS, reason: reason, replyCode: ReplyCode(rawValue: 250), text: Array(text.utf8)).isMasked
  }

  @Test(arguments: [
    "250-mx.example\r\n250-XXXXXXXA\r\n250 SIZE\r\n", "250 XXXXXXXB\r\n", "250-mx.example\n250-XXXXXXXA 1\n250 OK\n",
  ])
  func aKeywordThatIsWrittenOverIsSeen(text: String) { #expect(isMasked(text) == true) }

  @Test(arguments: [
    "250-mx.example\r\n250 SIZE\r\n", "250-XSTARTTLSX\r\n250 OK\r\n", "250-XXXXXXA\r\n250 XXXXXXXXA\r\n",
    "250-XXXXXXXX1\r\n250 OK\r\n", "250-mx.example XXXXXXXA\r\n250 OK\r\n", "220-XXXXXXXA\r\n", "250 XXXXXXXA",
  ])
  func whatIsNotIsNot(text: String) { #expect(isMasked(text) == false) }

  @Test func whereNothingLacksThereIsNothingToSay() {
    #expect(isMasked("") == nil)
    #expect(isMasked("454 not now\r\n250-XXXXXXXA\r\n", .startTLS4xx) == nil)
  }
}
