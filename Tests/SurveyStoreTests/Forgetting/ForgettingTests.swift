import Foundation
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ForgettingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// All that a survey says, names for row numbers.
  private static let views = [
    "SELECT label, domains, mx_hosts, addresses, probes, listed_domains, state FROM v_scan ORDER BY label",
    "SELECT * FROM v_domain ORDER BY label, domain", "SELECT * FROM v_host ORDER BY label, mx_host",
    """
    SELECT label, address, server_name, look, is_final, outcome, reason, chain_sha256, leaf_sha256 FROM v_probe
    ORDER BY label, address, server_name, look
    """,
    "SELECT sha256, subject FROM v_certificate ORDER BY sha256",
    "SELECT * FROM v_trend ORDER BY label, unit, base, metric", "SELECT * FROM v_sender ORDER BY label, policy",
    "SELECT * FROM v_operator ORDER BY label, unit, operator, metric",
    "SELECT * FROM v_breakdown ORDER BY label, topic, key",
    "SELECT * FROM v_transition ORDER BY from_label, to_label, unit, from_class, to_class",
    "SELECT * FROM v_panel ORDER BY label, weighting, metric",
    """
    SELECT s.label, c.kind, c.word, c.reason, c.count FROM coverage_tally c JOIN scan s USING (scan_id)
    ORDER BY 1, 2, 3, 4
    """,
  ]

  private func figures(_ database: SurveyDatabase) throws -> [[[String]]] {
    try ForgettingTests.views.map { try database.rows($0) }
  }

  private static func surveys(seed: UInt64) -> [(label: String, survey: SmallSurvey)] {
    ["2026-09", "2026-10", "2026-11"].enumerated().map { ($1, SmallSurvey(seed: seed + UInt64($0))) }
  }

  private func database(
    _ name: String, seed: UInt64, frame: Frame = .census, change: (inout SmallSurvey) -> Void = { _ in }
  ) async throws -> SurveyDatabase {
    let database = try scratch.database(name)
    for (label, survey) in ForgettingTests.surveys(seed: seed) {
      var survey = survey
      change(&survey)
      let wave = try await survey.record(into: database, label: label, frame: frame)
      let plan = JudgementPlan(label: "later", rule: .at(Instant(epoch: 1_000_050)), judge: FakeJudge())
      _ = try await wave.judgeAgain(plan)
    }
    return database
  }

  private func expectSame(_ found: SurveyDatabase, _ expected: SurveyDatabase) throws {
    for (sql, (left, right)) in zip(ForgettingTests.views, zip(try figures(found), try figures(expected))) {
      #expect(left == right, "\(sql)")
    }
    #expect(try found.rows("PRAGMA foreign_key_check").isEmpty)
    let integrity = try found.rows("PRAGMA integrity_check")
    #expect(integrity == [["ok"]])
    #expect(try found.staleRollUps() == 0)
  }

  /// Whether the octets of a closed database hold a name anywhere.
  private func fileHolds(_ name: String, _ file: String) throws -> Bool {
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0.hasPrefix(file) }
    return try files.contains { part in
      try Data(contentsOf: URL(fileURLWithPath: scratch.file(part))).range(of: Data(name.utf8)) != nil
    }
  }

  @Test(arguments: [Frame.census, .sample])
  func figuresAreThoseOfASurveyThatNeverHadTheDomain(frame: Frame) async throws {
    let names: Set<String> = ["d3.example", "d6.example", "d30.example"]
    let found = try await database("found.db", seed: 40, frame: frame)
    let counts = try await found.forget(
      names.sorted().compactMap { try? .name(DomainName($0)) }, at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    #expect(counts.waves.map(\.label) == ["2026-09", "2026-10"])
    let remembered = try found.finishedWaves().map(\.reservations.forgotten)
    #expect(
      remembered
        == counts.waves.map { .init(domains: $0.domains, hosts: $0.hosts, addresses: $0.addresses) } + [.init()])
    let expected = try await database("expected.db", seed: 40, frame: frame) { survey in
      survey.lists = survey.lists.map { $0.filter { !names.contains($0.name) } }
    }
    try expectSame(found, expected)
    #expect(
      try found.rows("SELECT sum(domains), min(forgotten_at), max(forgotten_at) FROM forgotten")
        == [["\(counts.waves.map(\.domains).reduce(0, +))", "1200000", "1200000"]])
    #expect(counts.waves.map(\.domains).reduce(0, +) > 0)
  }

  @Test func aHostIsTakenOutOfEverySetThatNamedIt() async throws {
    let found = try await database("found.db", seed: 50)
    let counts = try await found.forget(
      [.name(try DomainName("mx1.example"))], at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    #expect(counts.waves.allSatisfy { $0.domains == 0 && $0.hosts >= 1 })
    // MX sets of several hosts are as if it had not been among them.
    #expect(
      try found.value(
        "SELECT count(*) FROM mx_set_member m JOIN mx_host h USING (host_id) WHERE h.name = 'mx1.example'") == "0")
    #expect(
      try found.value("SELECT count(*) FROM mx_set s WHERE s.mx_set_id NOT IN (SELECT mx_set_id FROM mx_set_member)")
        == "0")
    #expect(
      try found.value(
        "SELECT count(*) FROM mx_set_member m WHERE is_lowest <> (preference = (SELECT min(preference) FROM mx_set_member o WHERE o.mx_set_id = m.mx_set_id))"
      )
        == "0")
    #expect(try found.rows("PRAGMA foreign_key_check").isEmpty)
    #expect(try found.staleRollUps() == 0)
  }

  /// The second host of a set goes, the first stays; a domain that had it alone can't be judged.
  @Test func setsAreKeptWithoutTheHost() async throws {
    var survey = SmallSurvey()
    survey.domain("both.example", (10, "mx1.other.example"), (20, "mx2.gone.example"))
    survey.domain("alone.example", (10, "mx2.gone.example"))
    survey.host("mx1.other.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.other.example"))))
    survey.host("mx2.gone.example", ("198.51.100.2", .tls(FakeLeaf(.selfSigned, "mx2.gone.example"))))
    let database = try scratch.database()
    try await survey.record(into: database)
    let counts = try await database.forget(
      [.name(try DomainName("gone.example"))], at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    #expect(counts.waves.map(\.hosts) == [1])
    #expect(counts.waves.map(\.addresses) == [1])
    #expect(counts.certificates == 1)
    let domains = try database.rows("SELECT domain, mx_status, mx_count, class FROM v_domain ORDER BY domain")
    #expect(
      domains == [["alone.example", "inconclusive", "0", "NULL"], ["both.example", "mx", "1", "ca-verified"]])
    #expect(
      try database.rows(
        "SELECT numerator, denominator FROM v_trend WHERE unit = 'domain' AND metric = 'ca_verified' AND base = 'reachable'"
      )
        == [["1.0", "1.0"]])
    let path = database.path
    try database.close()
    #expect(path.hasSuffix("survey.db"))
    #expect(try !fileHolds("gone.example", "survey.db"))
    #expect(try fileHolds("alone.example", "survey.db"))
  }

  @Test func aForgottenDomainLeavesNoTraceInTheFile() async throws {
    let secret = "unmistakable-7f3a.example"
    var survey = SmallSurvey(seed: 8)
    survey.domain(secret, (10, "mx1.\(secret)"), (20, "mx2.example"))
    survey.domain("implicit.\(secret)", mx: .none(.insecure))
    survey.host("mx1.\(secret)", ("203.0.113.9", .tls(FakeLeaf(.selfSigned, "mx1.\(secret)"))))
    survey.host("implicit.\(secret)", ("203.0.113.10", .smtpRejected))
    let database = try scratch.database()
    for label in ["2026-10", "2026-11"] { try await survey.record(into: database, label: label) }
    let subject = ForgettingSubject.name(try DomainName(secret))
    let rehearsal = try await database.wouldForget([subject])
    #expect(try database.value("SELECT count(*) FROM v_domain WHERE domain LIKE '%\(secret)'") == "4")
    let counts = try await database.forget([subject], at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    #expect(rehearsal == counts)
    #expect(counts.waves.map(\.domains) == [2, 2])
    #expect(counts.waves.map(\.addresses) == [2, 2])
    try database.close()
    #expect(try !fileHolds("unmistakable-7f3a", "survey.db"))
    #expect(try !fileHolds("203.0.113.9", "survey.db"))
    #expect(try fileHolds("mx2.example", "survey.db"))
  }

  @Test func aNetworkTakesItsAddressesAndTheHostsThatHaveNoOther() async throws {
    var survey = SmallSurvey()
    survey.domain("one.example", (10, "mx.one.example"))
    survey.domain("two.example", (10, "mx.two.example"))
    let leaf = FakeLeaf(.trusted, "mx.one.example", "mx.two.example")
    survey.host("mx.one.example", ("198.51.100.1", .tls(leaf)))
    survey.host("mx.two.example", ("198.51.100.2", .tls(leaf)), ("203.0.113.1", .noStartTLS))
    let database = try scratch.database()
    try await survey.record(into: database)
    #expect(try database.rows("SELECT class FROM v_host WHERE mx_host = 'mx.two.example'") == [["mixed"]])
    let network = try #require(Network("198.51.100.0/24"))
    let counts = try await database.forget([.network(network)], at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    #expect(counts.waves.map(\.hosts) == [1])
    #expect(counts.waves.map(\.addresses) == [2])
    #expect(counts.waves.map(\.probes) == [2])
    #expect(
      try database.rows("SELECT mx_host, class, address FROM v_host") == [["mx.two.example", "no-tls", "203.0.113.1"]])
    #expect(try database.rows("SELECT text FROM address") == [["203.0.113.1"]])
    #expect(try database.value("SELECT count(*) FROM v_certificate") == "0")
  }

  /// A wave that is under way draws numbers; none of them may lead to nothing, and none be passed over.
  @Test func anUnfinishedWaveGoesOnWithoutIt() async throws {
    let survey = SmallSurvey(seed: 12)
    let database = try scratch.database()
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.list()
    let gone = survey.lists[0][3].name
    let counts = try await database.forget(
      [.name(try DomainName(gone))], at: Instant(epoch: 1_200_000), operatorOf: .byNumber)
    #expect(counts.waves.map(\.domains) == [1])
    let count = try await wave.domainCount()
    let tasks = try await wave.pendingDomains(at: Array(0..<count))
    #expect(UInt64(tasks.count) == count)
    #expect(!tasks.contains { $0.name.text == gone })
    try await recorder.resolve()
    let targets = try await wave.targetCount()
    let address = try #require(
      try database.column("SELECT a.text FROM target JOIN address a USING (address_id) WHERE ordinal = 1").first)
    let network = try #require(Network(address))
    _ = try await database.forget([.network(network)], at: Instant(epoch: 1_200_001), operatorOf: .byNumber)
    let left = try await wave.targetCount()
    #expect(left < targets)
    #expect(try database.column("SELECT ordinal FROM target ORDER BY 1") == (0..<left).map { "\($0)" })
  }

  @Test func whatNobodyKnowsIsForgottenAlready() async throws {
    let database = try await database("survey.db", seed: 60)
    let before = try figures(database)
    let counts = try await database.forget(
      [.name(try DomainName("elsewhere.example"))], at: Instant(epoch: 1), operatorOf: .byNumber)
    #expect(counts.isEmpty)
    #expect(try figures(database) == before)
    #expect(try database.value("SELECT count(*) FROM forgotten") == "0")
  }

  /// A name is taken with what is below it, and not with what merely ends in the same letters.
  @Test func aNameIsNoPattern() async throws {
    var survey = SmallSurvey()
    for name in ["a_b.example", "axb.example", "ample.example", "sample.example", "x.ample.example"] {
      survey.domain(name, mx: .failed(.servfail))
    }
    let database = try scratch.database()
    try await survey.record(into: database)
    _ = try await database.forget(
      [.name(try DomainName("ample.example"))], at: Instant(epoch: 1), operatorOf: .byNumber)
    #expect(
      try database.column("SELECT domain FROM v_domain ORDER BY 1") == ["a_b.example", "axb.example", "sample.example"])
  }
}
