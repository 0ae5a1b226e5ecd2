import SurveyCore
import Testing

@testable import SurveyStore

/// Issuers, lifetimes, versions and keys.
@Suite struct BreakdownTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func rows(_ topic: BreakdownTopic) throws -> [String] {
    try database.finishedWaves()[0].breakdown.filter { $0.topic == topic }.map {
      "\($0.key): \($0.hosts) \($0.certificates)"
    }
  }

  /// As many hosts as there are sights, each with a domain of its own.
  private func record(_ sights: [SmallSurvey.Sight], asOf: Instant? = nil) async throws -> Wave {
    var survey = SmallSurvey()
    for (number, sight) in sights.enumerated() {
      survey.host("mx\(number).example", ("198.51.100.\(number)", sight))
      survey.domain("d\(number).example", (10, "mx\(number).example"))
    }
    return try await survey.record(into: database, asOf: asOf)
  }

  @Test func hostsAndCertificatesAreCountedByVersionGroupAndKey() async throws {
    let shared = FakeLeaf(.trusted, "mx0.example", "mx1.example")
    _ = try await record([
      .tls(shared, .modern), .tls(shared, .modern), .tls(FakeLeaf(.selfSigned, "mx2.example"), .modern),
      .tls(shared, .ecdhe), .anonymous, .noStartTLS, .handshakeFailed,
    ])
    #expect(try rows(.tlsVersion) == ["TLSv1.3: 3 2", "TLSv1.2: 2 1"])
    #expect(try rows(.keyExchangeGroup) == ["X25519MLKEM768: 3 2", "x25519: 1 1", "(none): 1 0"])
    #expect(try rows(.keyType) == ["EC 256: 4 2"])
  }

  @Test func onlyVerifiedCertificatesHaveAnIssuerAndALifetime() async throws {
    _ = try await record([
      .tls(FakeLeaf(.trusted, "mx0.example", notBefore: 999_000, notAfter: 999_000 + 90 * 86_400 - 1)),
      .tls(FakeLeaf(.trusted, "other.example")), .tls(FakeLeaf(.selfSigned, "mx2.example")),
      .tls(FakeLeaf(.trusted, "mx3.example", notBefore: 999_000, notAfter: 999_000 + 90 * 86_400)),
    ])
    #expect(try rows(.issuer) == ["Issuer of trusted: 2 2"])
    #expect(try rows(.lifetime) == ["51-100: 2 2"])
  }

  @Test func daysAreLeftOfWhatIsVerifiedOrWasButForTime() async throws {
    let day: Int64 = 86_400
    let leaf = FakeLeaf(.trusted, "mx0.example", "mx1.example", notAfter: 1_000_000 + 7 * day)
    _ = try await record([
      .tls(leaf, at: 1_000_000), .tls(leaf, at: 1_000_001),
      .tls(FakeLeaf(.trusted, "mx2.example", notAfter: 500_000)),
      .tls(FakeLeaf(.trusted, "mx3.example", notBefore: 2_000_000)),
      .tls(FakeLeaf(.selfSigned, "mx4.example", notAfter: 500_000)), .tls(FakeLeaf(.trusted, "other.example")),
    ])
    #expect(
      try rows(.daysLeft) == ["expired: 1 1", "not-yet-valid: 1 1", "0-6: 1 1", "7-13: 1 1"])
  }

  @Test func theJudgementsInstantCounts() async throws {
    let leaf = FakeLeaf(.trusted, "mx0.example", notAfter: 1_400_000_000)
    let wave = try await record([.tls(leaf)], asOf: Instant(epoch: 1_399_900_000))
    #expect(try rows(.daysLeft) == ["0-6: 1 1"])
    let later = Instant(epoch: 1_500_000_000)
    _ = try await wave.judgeAgain(JudgementPlan(label: "later", rule: .at(later), judge: FakeJudge()))
    let summary = try database.finishedWaves(judgement: "later")[0]
    #expect(summary.breakdown.contains { $0.topic == .daysLeft && $0.key == "expired" && $0.hosts == 1 })
    #expect(try rows(.daysLeft) == ["0-6: 1 1"])
  }

  @Test func hostsCountByTheAddressThatStandsForThem() async throws {
    var survey = SmallSurvey()
    survey.host(
      "mx1.example", ("198.51.100.2", .tls(FakeLeaf(.trusted, "mx1.example"), .rsa)),
      ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"), .modern)))
    survey.host("own.example", ("198.51.100.9", .tls(FakeLeaf(.trusted, "own.example"), .modern)))
    survey.domain("a.example", (10, "mx1.example"))
    survey.domain("own.example", mx: .none(.insecure))
    try await survey.record(into: database)
    #expect(try rows(.tlsVersion) == ["TLSv1.3: 1 1"])
    #expect(try database.rows("SELECT tls_version FROM v_host WHERE mx_host = 'mx1.example'") == [["TLSv1.3"]])
  }

  @Test func issuersAreToldByOrganisationTheLargestTwoHundred() async throws {
    let leaves = (0..<210).map { FakeLeaf(.trusted, "mx\($0).example") }
    var survey = SmallSurvey()
    for (number, leaf) in leaves.enumerated() {
      for copy in 0..<(number < 5 ? 2 : 1) {
        let name = copy == 0 ? "mx\(number).example" : "second.example"
        survey.host(name, ("198.51.\(copy).\(number)", .tls(leaf)))
        survey.domain("d\(number)-\(copy).example", (10, name))
      }
    }
    let wave = try await survey.record(into: database)
    try database.execute(
      """
      UPDATE certificate SET issuer = 'CN=CA,O=Organisation '
        || printf('%03d', CAST(substr(subject, 6) AS INTEGER)) || '\\, Inc.'
      """)
    _ = try await wave.judgeAgain(JudgementPlan(label: "again", judge: FakeJudge()))
    let issuers = try database.finishedWaves(judgement: "again")[0].breakdown.filter { $0.topic == .issuer }
    #expect(issuers.count == 201)
    #expect(issuers[0].key == "Organisation 000, Inc.")
    #expect(issuers[199].key == "Organisation 199, Inc.")
    #expect(issuers[200] == BreakdownRow(topic: .issuer, key: "(others)", hosts: 10, certificates: 10))
    #expect(
      try database.value("SELECT count(*) FROM v_breakdown_all WHERE judgement = 'again' AND topic = 'issuer'") == "201"
    )
  }
}
