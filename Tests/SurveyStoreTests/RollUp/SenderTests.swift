import SurveyCore
import Testing

@testable import SurveyStore

/// What sender policies come to over a wave.
@Suite struct SenderTests {
  let database: SurveyDatabase
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func row(_ policy: String) throws -> [String: Double] {
    let columns = ["domains"] + DeliveryResult.allCases.map(\.rawValue)
    let rows = try database.rows(
      "SELECT \(columns.joined(separator: ", ")) FROM v_sender WHERE policy = ?", [policy])
    let values = try #require(rows.first).compactMap { Double($0) }
    return Dictionary(uniqueKeysWithValues: zip(columns, values)).filter { $0.value != 0 }
  }

  @Test func domainsAreCountedByWhatSendersDo() async throws {
    var survey = SmallSurvey()
    survey.host("good.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "good.example"))))
    survey.host("self.example", ("198.51.100.2", .tls(FakeLeaf(.selfSigned, "self.example"))))
    survey.host("plain.example", ("198.51.100.3", .noStartTLS))
    survey.host("dead.example", ("198.51.100.4", .unreachable))
    survey.host("shy.example", ("198.51.100.5", .smtpRejected))
    survey.domain("a.example", weight: 50, (10, "good.example"))
    survey.domain("b.example", (10, "self.example"))
    survey.domain("c.example", (10, "plain.example"))
    survey.domain("d.example", (10, "dead.example"))
    survey.domain("e.example", (10, "shy.example"))
    survey.domain("f.example", (10, "good.example"), (10, "plain.example"))
    survey.domain("g.example", mx: .failed(.servfail))
    survey.domain("h.example", mx: .failed(.nxdomain))
    survey.domain("i.example", mx: .records(MXSet([(0, "")]), .insecure))
    survey.domain("own.example", mx: .none(.insecure))
    survey.host("own.example", ("198.51.100.6", .noStartTLS))
    try await survey.record(into: database)
    #expect(
      try row("plaintext-only") == ["domains": 8, "plaintext": 5, "undeliverable": 1, "inconclusive": 2])
    #expect(
      try row("postfix-may")
        == ["domains": 8, "encrypted": 2.5, "plaintext": 2.5, "undeliverable": 1, "inconclusive": 2])
    #expect(
      try row("postfix-verify")
        == ["domains": 8, "authenticated": 2, "deferred": 3, "undeliverable": 1, "inconclusive": 2])
    let sums = try database.column(
      """
      SELECT domains - authenticated - encrypted - plaintext - deferred - bounced - undeliverable - inconclusive
      FROM v_sender
      """)
    #expect(sums.count == SenderPolicy.all.count)
    #expect(sums.allSatisfy { abs(Double($0) ?? 1) < 1e-9 })
    #expect(try database.column("SELECT policy FROM v_sender ORDER BY place") == SenderPolicy.all.map(\.name))
  }

  @Test func aCertificateForTheDomainCountsWhereSendersWantThat() async throws {
    var survey = SmallSurvey()
    let leaf = FakeLeaf(.trusted, "one.example", "mail.two.example", "*.three.example")
    survey.host("mx.provider.example", ("198.51.100.1", .tls(leaf)))
    for name in ["one", "two", "three", "four", "x.three"] {
      survey.domain("\(name).example", (10, "mx.provider.example"))
    }
    try await survey.record(into: database)
    // one: itself; two and three: a name below; x.three: the wildcard.
    #expect(try row("postfix-secure") == ["domains": 5, "authenticated": 4, "deferred": 1])
    #expect(try row("exchange-connector-domain") == ["domains": 5, "authenticated": 2, "deferred": 3])
    #expect(try row("postfix-verify") == ["domains": 5, "deferred": 5])
    #expect(
      try database.column("SELECT domain FROM v_domain WHERE named_for_domain = 1 ORDER BY domain")
        == ["one.example", "x.three.example"])
  }

  @Test func furtherSendersTrustTheirOwnFiles() async throws {
    var survey = SmallSurvey()
    survey.host("pinned.example", ("198.51.100.1", .tls(FakeLeaf(.selfSigned, "pinned.example"))))
    survey.host("late.example", ("198.51.100.2", .tls(FakeLeaf(.selfSigned, "late.example", notAfter: 900_000))))
    survey.host("good.example", ("198.51.100.3", .tls(FakeLeaf(.trusted, "good.example"))))
    survey.host("named.example", ("198.51.100.4", .tls(FakeLeaf(.trusted, "other.example"))))
    for name in ["pinned", "late", "good", "named"] { survey.domain("\(name).net.example", (10, "\(name).example")) }
    let judge = FakeJudge(senders: [("nobody", []), ("partner", ["pinned.example", "late.example", "other.example"])])
    try await survey.record(into: database, judge: judge)
    #expect(try row("nobody") == ["domains": 4, "authenticated": 1, "deferred": 3])
    #expect(try row("partner") == ["domains": 4, "authenticated": 3, "deferred": 1])
    #expect(
      try database.rows("SELECT name, lower(hex(trust_store_sha256)) FROM judgement_sender ORDER BY number")
        == ["nobody", "partner"].map { [$0, Fingerprint.synthetic($0).description] })
  }

  @Test(arguments: 0..<6) func theOrderOfRecordingPlaysNoPart(seed: UInt64) async throws {
    let survey = SmallSurvey(seed: 77)
    try await survey.record(into: database)
    let other = try scratch.database("other.db")
    try await survey.record(into: other, seed: seed)
    let query = "SELECT * FROM v_sender ORDER BY place"
    #expect(try database.rows(query) == other.rows(query))
    #expect(try database.finishedWaves()[0].senders == other.finishedWaves()[0].senders)
  }
}
