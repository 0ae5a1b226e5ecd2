import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

@Suite struct TrustStoreTests {
  @Test func holdsWhatTheTextHolds() async throws {
    let authority = try Authority.get()
    let text = try Array("comment\n".utf8) + authority.rootPEM + pem([Forged.authority("other").der])
    let store = try TrustStore(pem: text)
    #expect(store.count == 2)
    let scratch = try Scratch()
    let sum = try await scratch.output(of: "/usr/bin/sha256sum", [scratch.write(text, as: "store.pem")])
    #expect(sum.hasPrefix("\(store.sha256) "))
  }

  @Test(arguments: ["", "\n", "no certificate here", "-----BEGIN NOTHING-----\nAA==\n-----END NOTHING-----\n"])
  func textWithoutCertificateIsEmpty(text: String) {
    #expect(throws: TrustStore.Failure.empty) { try TrustStore(pem: Array(text.utf8)) }
  }

  @Test(arguments: [
    "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\nMIIB\n",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END NONSENSE-----\n",
  ])
  func blockThatIsNoCertificateIsUnreadable(text: String) throws {
    let good = try Authority.get().rootPEM
    #expect(throws: TrustStore.Failure.unreadable) { try TrustStore(pem: Array(text.utf8)) }
    #expect(throws: TrustStore.Failure.unreadable) { try TrustStore(pem: good + Array(text.utf8)) }
  }

  /// A file cut short must not pass for a shorter one.
  @Test func cutPEMIsUnreadable() throws {
    let text = try pem([Authority.get().root, Authority.get().intermediate])
    for length in stride(from: text.count / 2 + 40, to: text.count - 1, by: 37) {
      #expect(throws: TrustStore.Failure.unreadable) { try TrustStore(pem: Array(text.prefix(length))) }
      #expect(SurveyTLS.PEM.certificates(Array(text.prefix(length))) == nil, "cut at \(length)")
    }
  }

  @Test func pemGivesTheDERBackInOrder() throws {
    let authority = try Authority.get()
    let certificates = try authority.chain(.caSigned) + [authority.root]
    #expect(SurveyTLS.PEM.certificates(pem(certificates)) == certificates)
    #expect(SurveyTLS.PEM.certificates([]) == [])
    #expect(SurveyTLS.PEM.certificates(Array("nothing".utf8)) == [])
    #expect(SurveyTLS.PEM.certificates(Array("-----BEGIN CERTIFICATE-----\n!!!!\n".utf8)) == nil)
  }
}
