import SurveyCore
import Testing

@Test func dnssecStatusHasTheWordsOfTheDatabase() {
  #expect(DNSSECStatus.allCases.map(\.rawValue) == ["secure", "insecure", "bogus", "unknown"])
}
