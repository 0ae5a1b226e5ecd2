import SurveyCore
import Testing

@testable import SurveyStore

/// Small surveys whose figures were worked out by hand.
@Suite struct TrendTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// The metrics of a unit and base that are not 0, with their denominator under `of`.
  private func figures(_ unit: String, _ base: String) throws -> [String: Double] {
    let rows = try database.rows(
      "SELECT metric, numerator, denominator FROM v_trend WHERE unit = ? AND base = ?", [unit, base])
    var figures = ["of": Double(rows[0][2]) ?? .nan]
    for row in rows {
      #expect(row[2] == rows[0][2])
      // Offers and common names have cases of their own.
      guard !["starttls_offered", "ca_verified_or_cn"].contains(row[0]) else { continue }
      if let numerator = Double(row[1]), numerator != 0 { figures[row[0]] = numerator }
    }
    return figures
  }

  /// Four hosts, five reachable addresses; `mx1` has two addresses that agree on nothing, `mx2` and `mx3` share one.
  private func survey() -> SmallSurvey {
    var survey = SmallSurvey()
    let strict = FakeLeaf(.trusted, "mx1.example", "mx2.example")
    survey.host("mx1.example", ("198.51.100.1", .tls(strict, .modern)), ("198.51.100.2", .noStartTLS))
    survey.host("mx2.example", ("198.51.100.3", .tls(strict, .rsa)))
    survey.host("mx3.example", ("198.51.100.3", .tls(strict, .rsa)), ("198.51.100.4", .unreachable))
    survey.host("mx4.example", ("198.51.100.5", .handshakeFailed), ("::5", .startTLSRejected))
    survey.host("mx5.example", ("198.51.100.6", .smtpRejected))
    survey.domain("a.example", weight: 8, (10, "mx1.example"))
    survey.domain("b.example", weight: 4, (10, "mx1.example"), (10, "mx2.example"))
    survey.domain("c.example", weight: 2, (10, "mx3.example"), (10, "mx4.example"), (20, "mx1.example"))
    survey.domain("d.example", weight: 1, (10, "mx4.example"))
    survey.domain("e.example", weight: 16, (10, "mx5.example"), (20, "mx1.example"))
    survey.domain("f.example", weight: 32, mx: .failed(.servfail))
    survey.domain("g.example", weight: 1, (10, "mx1.example"))
    survey.lists.append([("b.example", 0.5), ("h.example", 0.25)])
    survey.mx["h.example"] = .records(MXSet([(0, ""), (10, "mx2.example")]), .insecure)
    return survey
  }

  @Test func offersCountWhateverBecameOfThem() async throws {
    try await survey().record(into: database)
    // mx4 offers STARTTLS and nothing comes of it; of its addresses and mx1's, one of five does not offer it.
    let sql = "SELECT numerator, denominator FROM v_trend WHERE unit = ? AND metric = 'starttls_offered'"
    #expect(try database.rows(sql, ["mx_host"]) == [["4.0", "4.0"]])
    #expect(try database.rows(sql, ["address"]) == [["4.0", "5.0"]])
  }

  @Test func aCommonNameCountsBesideTheNamesThatRFC9525Knows() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    survey.host("mx2.example", ("198.51.100.2", .tls(FakeLeaf(.trusted, commonNames: ["mx2.example"]))))
    survey.host("mx3.example", ("198.51.100.3", .tls(FakeLeaf(.trusted, commonNames: ["other.example"]))))
    for number in 1...3 { survey.domain("d\(number).example", (10, "mx\(number).example")) }
    try await survey.record(into: database)
    let sql = "SELECT numerator, denominator FROM v_trend WHERE unit = 'mx_host' AND base = 'tls' AND metric = ?"
    #expect(try database.rows(sql, ["ca_verified"]) == [["1.0", "3.0"]])
    #expect(try database.rows(sql, ["ca_verified_or_cn"]) == [["2.0", "3.0"]])
  }

  @Test func sparesDoNotCountAtEveryPrimaryMX() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    survey.host("mx2.example", ("198.51.100.2", .noStartTLS))
    survey.host("mx3.example", ("198.51.100.3", .unreachable))
    survey.domain("spare.example", (10, "mx1.example"), (20, "mx2.example"))
    survey.domain("pair.example", (10, "mx1.example"), (10, "mx2.example"))
    survey.domain("silent.example", (10, "mx3.example"), (20, "mx1.example"))
    try await survey.record(into: database)
    let sql = """
      SELECT metric, numerator, denominator, silent FROM v_trend
      WHERE base = 'reachable' AND metric IN ('ca_verified', 'mixed') AND unit = ? ORDER BY metric
      """
    #expect(
      try database.rows(sql, ["domain_every_primary"])
        == [["ca_verified", "1.0", "2.0", "1.0"], ["mixed", "1.0", "2.0", "1.0"]])
    #expect(
      try database.rows(sql, ["domain_every"])
        == [["ca_verified", "1.0", "3.0", "0.0"], ["mixed", "2.0", "3.0", "0.0"]])
  }

  @Test func hosts() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("mx_host", "reachable") == [
        "of": 4, "mixed": 1, "ca_verified": 1, "ca_wrong_name": 1, "no_tls": 1, "starttls": 3,
        "ca_trusted_any_name": 2,
      ])
    #expect(
      try figures("mx_host", "tls") == [
        "of": 3, "mixed": 1, "ca_verified": 1, "ca_wrong_name": 1, "ca_trusted_any_name": 3, "pfs": 1,
        "strict_pfs": 1, "tls13": 1, "pq_group": 1,
      ])
  }

  @Test func addresses() async throws {
    try await survey().record(into: database)
    // 198.51.100.3 shows two names two classes.
    #expect(
      try figures("address", "reachable") == [
        "of": 5, "ca_verified": 1, "mixed": 1, "no_tls": 3, "starttls": 2, "ca_trusted_any_name": 2, "pfs": 1,
        "strict_pfs": 1, "tls13": 1, "pq_group": 1,
      ])
    #expect(
      try figures("address", "tls") == [
        "of": 2, "ca_verified": 1, "mixed": 1, "ca_trusted_any_name": 2, "pfs": 1, "strict_pfs": 1, "tls13": 1,
        "pq_group": 1,
      ])
  }

  @Test func hostsByTheDomainsThatUseThem() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("mx_host_by_domains", "reachable") == [
        "of": 8, "mixed": 3, "ca_verified": 2, "ca_wrong_name": 1, "no_tls": 2, "starttls": 6,
        "ca_trusted_any_name": 3,
      ])
    #expect(
      try figures("mx_host_by_domains", "tls") == [
        "of": 6, "mixed": 3, "ca_verified": 2, "ca_wrong_name": 1, "ca_trusted_any_name": 6, "pfs": 3,
        "strict_pfs": 3, "tls13": 3, "pq_group": 3,
      ])
  }

  @Test func operatorsAsTheMeanOfTheirHosts() async throws {
    var survey = self.survey()
    // `op1` has mx1, half verified and half without TLS, and mx6, self-signed; `op0` has mx5 alone, and it is silent.
    survey.host("mx6.example", ("198.51.100.7", .tls(FakeLeaf(.selfSigned, "mx6.example"), .rsa)))
    survey.domain("i.example", (10, "mx6.example"))
    try await survey.record(into: database)
    #expect(
      try figures("operator", "reachable") == [
        "of": 4, "ca_verified": 1.25, "ca_wrong_name": 1, "self_signed": 0.5, "no_tls": 1.25, "starttls": 2.75,
        "ca_trusted_any_name": 2.25, "pfs": 0.25, "strict_pfs": 0.25, "tls13": 0.25, "pq_group": 0.25,
      ])
    #expect(
      try figures("operator", "tls") == [
        "of": 3, "ca_verified": 1.5, "ca_wrong_name": 1, "self_signed": 0.5, "ca_trusted_any_name": 2.5, "pfs": 0.5,
        "strict_pfs": 0.5, "tls13": 0.5, "pq_group": 0.5,
      ])
  }

  @Test(arguments: ["certificate", "key"])
  func aCertificateIsOneWhoeverPresentsIt(unit: String) async throws {
    var survey = self.survey()
    survey.host("mx6.example", ("198.51.100.7", .tls(FakeLeaf(.selfSigned, "mx6.example"), .modern)))
    survey.domain("i.example", (10, "mx6.example"))
    try await survey.record(into: database)
    // One leaf is that of mx1, mx2 and, with a wrong name, mx3.
    #expect(
      try figures(unit, "tls") == [
        "of": 2, "mixed": 1, "self_signed": 1, "ca_trusted_any_name": 1, "pfs": 1, "tls13": 1, "pq_group": 1,
      ])
    #expect(try database.rows("SELECT 1 FROM v_trend WHERE unit = ? AND base = 'reachable'", [unit]).isEmpty)
  }

  @Test func aKeyIsOneWhateverTheCertificatesAroundIt() async throws {
    var survey = SmallSurvey()
    for (number, status) in [ChainStatus.trusted, .selfSigned].enumerated() {
      survey.host("mx\(number).example", ("198.51.100.\(number)", .tls(FakeLeaf(status, "mx\(number).example"))))
      survey.domain("d\(number).example", (10, "mx\(number).example"))
    }
    let wave = try await survey.record(into: database)
    try database.execute("UPDATE certificate SET spki_sha256 = (SELECT min(spki_sha256) FROM certificate)")
    #expect(try await wave.judgeAgain(JudgementPlan(label: "again", judge: FakeJudge())))
    let sql =
      "SELECT numerator, denominator FROM v_trend_all WHERE unit = ? AND metric = 'mixed' AND judgement = 'again'"
    #expect(try database.rows(sql, ["certificate"]) == [["0.0", "2.0"]])
    #expect(try database.rows(sql, ["key"]) == [["1.0", "1.0"]])
  }

  @Test func domainsByEveryMX() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("domain_every", "reachable") == [
        "of": 7, "mixed": 5, "ca_verified": 1, "no_tls": 1, "starttls": 6, "ca_trusted_any_name": 1,
      ])
    #expect(
      try figures("domain_every", "tls") == [
        "of": 6, "mixed": 5, "ca_verified": 1, "ca_trusted_any_name": 6, "pfs": 3, "strict_pfs": 3, "tls13": 3,
        "pq_group": 3,
      ])
  }

  @Test func domainsByAnyMX() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("domain_any", "reachable") == [
        "of": 7, "ca_verified": 6, "ca_wrong_name": 1, "no_tls": 1, "starttls": 6, "ca_trusted_any_name": 6, "pfs": 5,
        "strict_pfs": 5, "tls13": 5, "pq_group": 5,
      ])
    #expect(
      try figures("domain_any", "tls") == [
        "of": 6, "ca_verified": 6, "ca_wrong_name": 1, "ca_trusted_any_name": 6, "pfs": 5, "strict_pfs": 5,
        "tls13": 5, "pq_group": 5,
      ])
  }

  /// `mx5`, and with it the only lowest-preference MX of `e.example`, which another MX can be reached for.
  @Test func whatHasAnAddressAndDidNotAnswerIsSilent() async throws {
    try await survey().record(into: database)
    let silent = try database.rows("SELECT DISTINCT unit, silent FROM v_trend ORDER BY unit")
    #expect(
      silent == [
        ["address", "2.0"], ["certificate", "0.0"], ["domain", "1.0"], ["domain_any", "0.0"],
        ["domain_every", "0.0"], ["domain_every_primary", "1.0"], ["domain_weighted", "16.0"],
        ["domain_weighted:list1.csv", "0.0"], ["key", "0.0"],
        ["mx_host", "1.0"], ["mx_host_by_domains", "1.0"], ["operator", "1.0"],
      ])
  }

  @Test func aDomainIsSilentOnlyWhereThereIsAnAddressToAsk() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .notProbed))
    survey.domain("a.example", weight: 2, (10, "mx1.example"), (20, "gone.example"))
    survey.domain("b.example", weight: 4, (10, "gone.example"), (20, "mx1.example"))
    survey.domain("c.example", weight: 8, (10, "gone.example"))
    try await survey.record(into: database)
    let sql = "SELECT DISTINCT unit, silent, denominator FROM v_trend WHERE unit LIKE 'domain%' ORDER BY unit"
    #expect(
      try database.rows(sql) == [
        ["domain", "1.0", "0.0"], ["domain_any", "2.0", "0.0"], ["domain_every", "2.0", "0.0"],
        ["domain_every_primary", "1.0", "0.0"], ["domain_weighted", "2.0", "0.0"],
      ])
  }

  @Test func whatADomainPublishesCountsInEveryUnitOfDomains() async throws {
    var survey = self.survey()
    survey.policies["d.example"] = try MailPolicyTests.policy("enforce", "*.example")
    try await survey.record(into: database)
    let sql = """
      SELECT unit, numerator FROM v_trend WHERE metric = 'mta_sts_enforce' AND base = 'reachable' ORDER BY unit
      """
    #expect(
      try database.rows(sql) == [
        ["domain", "1.0"], ["domain_any", "1.0"], ["domain_every", "1.0"],
        ["domain_every_primary", "1.0"], ["domain_weighted", "1.0"],
        ["domain_weighted:list1.csv", "0.0"],
      ])
  }

  @Test func domainsByExpectedDelivery() async throws {
    try await survey().record(into: database)
    // a and g: ½ verified; b: ¾; c: ½ wrong name; d: nothing; h: all.
    #expect(
      try figures("domain", "reachable") == [
        "of": 6, "ca_verified": 2.75, "ca_wrong_name": 0.5, "no_tls": 2.75, "starttls": 3.25,
        "ca_trusted_any_name": 3.25, "pfs": 1.25, "strict_pfs": 1.25, "tls13": 1.25, "pq_group": 1.25,
      ])
    // Addresses without TLS are not in the base: a and g count whole, b's hosts by half, c by its one host.
    #expect(
      try figures("domain", "tls") == [
        "of": 5, "ca_verified": 4, "ca_wrong_name": 1, "ca_trusted_any_name": 5, "pfs": 2.5, "strict_pfs": 2.5,
        "tls13": 2.5, "pq_group": 2.5,
      ])
  }

  @Test func domainsByWeight() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("domain_weighted", "reachable") == [
        "of": 16, "ca_verified": 7.5, "ca_wrong_name": 1, "no_tls": 7.5, "starttls": 8.5, "ca_trusted_any_name": 8.5,
        "pfs": 5.5, "strict_pfs": 5.5, "tls13": 5.5, "pq_group": 5.5,
      ])
    #expect(
      try figures("domain_weighted", "tls") == [
        "of": 15, "ca_verified": 13, "ca_wrong_name": 2, "ca_trusted_any_name": 15, "pfs": 11, "strict_pfs": 11,
        "tls13": 11, "pq_group": 11,
      ])
  }

  @Test func domainsByTheWeightsOfAFurtherList() async throws {
    try await survey().record(into: database)
    #expect(
      try figures("domain_weighted:list1.csv", "reachable") == [
        "of": 0.75, "ca_verified": 0.625, "no_tls": 0.125, "starttls": 0.625, "ca_trusted_any_name": 0.625,
        "pfs": 0.125, "strict_pfs": 0.125, "tls13": 0.125, "pq_group": 0.125,
      ])
    #expect(try figures("domain_weighted:list1.csv", "tls")["of"] == 0.75)
  }

  @Test func percentIsAHundredTimesTheQuotientAndNothingOfNothing() async throws {
    var survey = SmallSurvey()
    survey.domain("a.example", (10, "mx.example"))
    survey.host("mx.example", ("198.51.100.1", .noStartTLS))
    try await survey.record(into: database)
    let sql = """
      SELECT percent, numerator, denominator, low, high, interval, epoch FROM v_trend
      WHERE unit = 'mx_host' AND metric = ? AND base = ?
      """
    #expect(
      try database.rows(sql, ["no_tls", "reachable"]) == [["100.0", "1.0", "1.0", "NULL", "NULL", "none", "950400"]])
    #expect(
      try database.rows(sql, ["ca_verified", "tls"]) == [["NULL", "0.0", "0.0", "NULL", "NULL", "none", "950400"]])
  }

  @Test func everyUnitHasEveryMetricThatAppliesInItsBases() async throws {
    try await survey().record(into: database)
    let units: [TrendUnit] = [
      .mxHost, .mxHostByDomains, .address, .mxOperator, .certificate, .key, .domain, .domainEveryPrimary, .domainEvery,
      .domainAny,
      .domainWeighted, .domainWeighted(list: "list1.csv"),
    ]
    var expected: Set<[String]> = []
    for unit in units {
      for base in Base.allCases {
        for metric in Metric.all where metric.applies(base: base, unit: unit) {
          expected.insert([unit.rawValue, base.rawValue, metric.word])
        }
      }
    }
    #expect(Set(try database.rows("SELECT unit, base, metric FROM v_trend")) == expected)
    let types = try database.column("SELECT DISTINCT typeof(numerator) || typeof(denominator) FROM v_trend")
    #expect(types == ["realreal"])
  }

  @Test func domainsThatAreTheirOwnMXAreProbedButInNoTrend() async throws {
    var survey = self.survey()
    for name in ["own.example", "mx1.example"] { survey.domain(name, weight: 64, mx: .none(.insecure)) }
    survey.host("own.example", ("198.51.100.77", .tls(FakeLeaf(.trusted, "own.example"))))
    try await survey.record(into: database)
    #expect(
      try database.rows("SELECT class, implicit FROM v_host WHERE mx_host = 'own.example'") == [["ca-verified", "1"]])
    #expect(try database.rows("SELECT class FROM v_domain WHERE domain = 'own.example'") == [["ca-verified"]])
    // mx1 is also named by MX records, so it stays.
    #expect(try figures("mx_host", "reachable")["of"] == 4)
    #expect(try figures("address", "reachable")["of"] == 5)
    #expect(try figures("domain", "reachable")["of"] == 6)
    #expect(try figures("domain_weighted", "reachable")["of"] == 16)
  }
}
