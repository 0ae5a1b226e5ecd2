import SurveyCore
import Testing

@Suite struct DNSFailureTests {
  @Test func wordsAreThoseOfTheReasonColumn() {
    #expect(
      DNSFailure.allCases.map(\.word) == [
        "dns.nxdomain", "dns.nodata", "dns.servfail", "dns.timeout", "dns.bogus", "dns.malformed",
        "dns.invalid_name",
      ])
  }

  @Test func whatLeavesTheQuestionOpenIsWorseThanADenial() {
    let worstFirst: [DNSFailure] = [
      .bogus, .servfail, .timeout, .malformed, .invalidName, .nxdomain, .nodata,
    ]
    #expect(Set(worstFirst) == Set(DNSFailure.allCases))
    for (index, left) in worstFirst.enumerated() {
      for right in worstFirst[index...] {
        #expect(DNSFailure.worse(left, right) == left)
        #expect(DNSFailure.worse(right, left) == left)
      }
    }
  }
}
