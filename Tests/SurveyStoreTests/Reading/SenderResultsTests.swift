import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct SenderResultsTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  @Test func aDomainIsReadAsTheSimulationFindsIt() async throws {
    var survey = SmallSurvey()
    survey.host(
      "mx.a.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.a.example"))),
      ("198.51.100.2", .tls(FakeLeaf(.selfSigned, "mx.a.example"))))
    survey.host("mx.elsewhere.example", ("198.51.100.3", .noStartTLS))
    survey.domain("a.example", (10, "mx.a.example"), (20, "mx.elsewhere.example"))
    survey.domain("b.example", (10, "mx.elsewhere.example"))
    survey.domain("c.example", mx: .failed(.bogus))
    survey.domain("d.example", mx: .failed(.nxdomain))
    try await survey.record(into: database, judge: FakeJudge(senders: [("partner", ["mx.a.example"])]))

    let mixed = try #require(try results("a.example"))
    #expect(mixed["postfix-may"]?.sole == .encrypted)
    // The host's other address defers, and the sender tries the next: only addresses that deliver share the mail.
    #expect(mixed["postfix-verify"]?.sole == .authenticated)
    // The recipient's name is above that of the certificate: Postfix's `dot-nexthop`.
    #expect(mixed["postfix-secure"]?.sole == .authenticated)
    #expect(mixed["exim-verify"]?[.authenticated] == 0.5)
    #expect(mixed["exim-verify"]?[.plaintext] == 0.5)
    #expect(mixed["partner"]?.sole == .authenticated)

    let plain = try #require(try results("b.example"))
    #expect(plain["postfix-may"]?.sole == .plaintext)
    #expect(plain["postfix-encrypt"]?.sole == .deferred)
    #expect(plain["partner"]?.sole == .deferred)
    #expect(plain.count == SenderPolicy.all.count + 1)

    #expect(try #require(try results("c.example")).values.allSatisfy { $0.sole == .inconclusive })
    #expect(try results("d.example") == [:])
    #expect(try results("unlisted.example") == nil)
    #expect(try results("a.example", judgement: "another") == nil)
    #expect(try results("a.example", label: "2027-01") == nil)
  }

  /// A name that goes on after a NUL is not the name before it (CVE-2009-2408).
  @Test func aNULEndsNoName() async throws {
    var survey = SmallSurvey()
    survey.host("mx.other.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.a.example\0.elsewhere.example"))))
    survey.host("mx.third.example", ("198.51.100.2", .tls(FakeLeaf(.trusted, "mx.a.example"))))
    survey.domain("a.example", (10, "mx.other.example"))
    survey.domain("mx.a.example", (10, "mx.third.example"))
    try await survey.record(into: database)
    #expect(try results("a.example")?["postfix-secure"]?.sole == .deferred)
    #expect(try results("mx.a.example")?["postfix-secure"]?.sole == .authenticated)
  }

  /// OpenSSL 3 speaks less than TLS 1.2 only where nothing is verified.
  @Test(arguments: [
    (ProtocolVersion.tls10, DeliveryResult.deferred), (.tls11, .deferred), (.tls12, .authenticated),
    (.tls13, .authenticated),
  ])
  func anOldVersionIsReadFromTheSession(version: ProtocolVersion, result: DeliveryResult) async throws {
    var survey = SmallSurvey()
    let session = TLSSession(version: version, cipherSuite: CipherSuite(rawValue: "TLS_RSA_WITH_AES_128_CBC_SHA"))
    survey.host("mx.a.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.a.example"), session)))
    survey.domain("a.example", (10, "mx.a.example"))
    try await survey.record(into: database)
    let results = try #require(try results("a.example"))
    #expect(results["postfix-verify"]?.sole == result)
    #expect(results["postfix-encrypt"]?.sole == .encrypted)
    #expect(results["sendmail-verify"]?.sole == .authenticated)
  }

  /// What domains come to one by one is what the wave comes to.
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func resultsOfAllDomainsSumToTheTally(seed: UInt64) async throws {
    let survey = SmallSurvey(seed: seed)
    try await survey.record(into: database)
    var sums: [String: [DeliveryResult: Double]] = [:]
    for name in Set(survey.lists.joined().map(\.name)) {
      for (policy, shares) in try #require(try results(name)) {
        for result in DeliveryResult.allCases { sums[policy, default: [:]][result, default: 0] += shares[result] }
      }
    }
    for row in try database.finishedWaves()[0].senders {
      for result in DeliveryResult.allCases {
        let sum = sums[row.policy]?[result] ?? 0
        #expect(abs(sum - (row.shares[result] ?? 0)) < 1e-9, "\(row.policy) \(result)")
      }
    }
  }

  private func results(
    _ domain: String, label: String = "2026-11", judgement: String = "as-observed"
  ) throws -> [String: DeliveryShares]? {
    try database.senderResults(label: label, domain: try DomainName(domain), judgement: judgement)
  }
}
