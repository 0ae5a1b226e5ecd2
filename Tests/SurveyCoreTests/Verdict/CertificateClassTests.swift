import SurveyCore
import Testing

@Suite struct CertificateClassTests {
  @Test func wordsStandInTheOrderInWhichTheyAreTried() {
    #expect(
      CertificateClass.allCases.map(\.rawValue) == [
        "anonymous", "ca-verified", "ca-wrong-name", "ca-expired", "self-signed", "private-ca",
        "incomplete-chain",
        "unknown-issuer", "other-invalid",
      ])
  }

  @Test func metricsAreTheSameWordsWithUnderscores() {
    #expect(
      CertificateClass.allCases.map(\.metric) == [
        "anonymous", "ca_verified", "ca_wrong_name", "ca_expired", "self_signed", "private_ca",
        "incomplete_chain",
        "unknown_issuer", "other_invalid",
      ])
  }
}

@Suite struct AddressResultTests {
  static let worstToBest = [
    "no-tls", "anonymous", "other-invalid", "unknown-issuer", "incomplete-chain", "private-ca", "self-signed",
    "ca-expired", "ca-wrong-name", "ca-verified",
  ]

  @Test func isOrderedWorstToBest() {
    let results = AddressResultTests.worstToBest.compactMap { AddressResult(word: $0) }
    #expect(results.map(\.word) == AddressResultTests.worstToBest)
    #expect(results.reversed().sorted() == results)
    #expect(AddressResult.worstToBest == results)
    for (worse, better) in zip(results, results.dropFirst()) {
      #expect(worse < better)
      #expect(!(better < worse))
      #expect(!(worse < worse))
    }
  }

  @Test func everyClassHasItsRank() {
    #expect(
      Set(AddressResult.worstToBest) == Set(CertificateClass.allCases.map(AddressResult.tls) + [.noTLS]))
  }

  @Test(arguments: ["", "mixed", "no_tls", "ca_verified", "CA-verified", "tls"])
  func otherWordsAreNoResult(word: String) { #expect(AddressResult(word: word) == nil) }
}
