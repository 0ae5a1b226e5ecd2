import SurveyCore
import Testing

@Suite struct MXStatusTests {
  @Test func hasTheWordsOfTheDatabase() {
    #expect(
      MXStatus.allCases.map(\.rawValue) == [
        "mx", "implicit", "null", "null-mixed", "nodata", "nxdomain", "servfail", "timeout", "bogus",
        "malformed",
        "invalid", "inconclusive",
      ])
  }

  @Test(
    arguments: [
      (.nxdomain, .nxdomain), (.nodata, .nodata), (.servfail, .servfail), (.timeout, .timeout),
      (.bogus, .bogus),
      (.malformed, .malformed), (.invalidName, .invalid),
    ] as [(DNSFailure, MXStatus)])
  func aFailedLookupGivesItsStatus(failure: DNSFailure, status: MXStatus) {
    #expect(MXStatus(failure) == status)
  }
}
