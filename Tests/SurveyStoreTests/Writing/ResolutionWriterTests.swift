import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ResolutionWriterTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// Records the MX look-ups of domains in the order of the list.
  private func resolve(_ lookups: [(String, MXLookup)]) async throws -> Wave {
    let wave = try await database.wave(domains: lookups.map(\.0))
    let tasks = try await wave.pendingDomains(at: Array(0..<UInt64(lookups.count)))
    try await wave.record(Array(zip(tasks, lookups.map(\.1))).map { ($0.0, $0.1) })
    try await wave.enter(.hosts)
    return wave
  }

  /// Records what the address look-ups of hosts find, and ends the stage.
  private func lookUp(_ wave: Wave, _ found: [String: HostLookup]) async throws {
    let tasks = try await wave.pendingHosts(after: 0, limit: 1_000)
    try await wave.record(
      tasks.map { task in (task, HostFinding(lookup: task.name.flatMap { found[$0.text] } ?? .invalidName)) })
    try await wave.finishResolving()
  }

  static let statuses: [(MXLookup, String, String)] = [
    (.records(MXSet([(10, "mx.example.net")]), .secure), "mx", "secure"),
    (.records(MXSet([(0, "")]), .insecure), "null", "insecure"),
    (.records(MXSet([(0, ""), (10, "mx.example.net")]), .insecure), "null-mixed", "insecure"),
    (.records(MXSet([(10, "192.0.2.1")]), .unknown), "invalid", "unknown"),
    (.none(.secure), "implicit", "secure"),
    (.failed(.nxdomain), "nxdomain", "NULL"), (.failed(.nodata), "nodata", "NULL"),
    (.failed(.servfail), "servfail", "NULL"), (.failed(.timeout), "timeout", "NULL"),
    (.failed(.bogus), "bogus", "NULL"), (.failed(.malformed), "malformed", "NULL"),
    (.failed(.invalidName), "invalid", "NULL"),
  ]

  @Test(arguments: statuses)
  func everyLookupGivesItsDomainAStatus(lookup: MXLookup, status: String, dnssec: String) async throws {
    let wave = try await resolve([("a.example", lookup)])
    #expect(try database.rows("SELECT mx_status, mx_dnssec FROM v_domain") == [[status, dnssec]])
    #expect(try await wave.resolvedDomainCount() == 1)
    #expect(try await wave.pendingDomains(at: [0]).isEmpty)
  }

  @Test func anMXSetIsStoredOnceWhateverItsOrder() async throws {
    _ = try await resolve([
      ("a.example", .records(MXSet([(10, "mx1.example"), (10, "mx2.example"), (20, "mx3.example")]), .secure)),
      ("b.example", .records(MXSet([(20, "mx3.example"), (10, "mx2.example"), (10, "mx1.example")]), .insecure)),
      ("c.example", .records(MXSet([(10, "mx1.example"), (20, "mx2.example"), (20, "mx3.example")]), .secure)),
    ])
    #expect(try database.rows("SELECT mx_count FROM mx_set") == [["3"], ["3"]])
    #expect(
      try database.rows(
        """
        SELECT h.name, m.preference, m.is_lowest FROM scan_domain sd JOIN mx_set_member m USING (mx_set_id)
        JOIN mx_host h USING (host_id) WHERE sd.ordinal = 1 ORDER BY 1
        """) == [["mx1.example", "10", "1"], ["mx2.example", "10", "1"], ["mx3.example", "20", "0"]])
    #expect(try database.value("SELECT count(DISTINCT mx_set_id) FROM scan_domain WHERE ordinal < 2") == "1")
  }

  @Test func aLaterWaveUsesTheSameMXSet() async throws {
    let lookup = MXLookup.records(MXSet([(10, "mx1.example")]), .secure)
    _ = try await resolve([("a.example", lookup)])
    let later = try await database.wave("2026-12", domains: ["b.example"])
    try await later.record(try await later.pendingDomains(at: [0]).map { ($0, lookup) })
    #expect(try database.value("SELECT count(*) FROM mx_set") == "1")
    #expect(try await later.pendingHosts(after: 0, limit: 10).map(\.name?.text) == ["mx1.example"])
  }

  @Test func aKnownSetGivesEveryBatchTheSameRow() async throws {
    let lookup = MXLookup.records(MXSet([(10, "mx1.example"), (10, "mx2.example")]), .secure)
    let wave = try await database.wave(domains: ["a.example", "b.example", "c.example"])
    let known = KnownMXSets()
    for ordinal in 0..<3 as Range<UInt64> {
      let tasks = try await wave.pendingDomains(at: [ordinal])
      try await wave.record(tasks.map { ($0, lookup) }, known: known)
    }
    #expect(try database.rows("SELECT mx_set_id, count(*) FROM scan_domain GROUP BY 1") == [["1", "3"]])
    #expect(try await wave.pendingHosts(after: 0, limit: 10).map(\.name?.text) == ["mx1.example", "mx2.example"])
  }

  @Test func whatAFailedTransactionHadMadeIsNotKnown() async throws {
    let wave = try await database.wave(domains: ["a.example", "b.example"])
    let known = KnownMXSets()
    let tasks = try await wave.pendingDomains(at: [0, 1])
    let lost = MXLookup.records(MXSet([(10, "mx1.example")]), .secure)
    try await database.pool.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER refusal BEFORE UPDATE ON scan_domain WHEN new.ordinal = 1
          BEGIN SELECT raise(ABORT, 'refused'); END
          """)
    }
    await #expect(throws: (any Error).self) { try await wave.record(tasks.map { ($0, lost) }, known: known) }
    try await database.pool.write { db in try db.execute(sql: "DROP TRIGGER refusal") }
    #expect(try database.value("SELECT count(*) FROM mx_set") == "0")
    // This one takes the number that the lost set had.
    let other = MXLookup.records(MXSet([(10, "mx2.example")]), .secure)
    try await wave.record([(tasks[0], other)], known: known)
    try await wave.record([(tasks[1], lost)], known: known)
    #expect(
      try database.rows(
        """
        SELECT sd.ordinal, h.name FROM scan_domain sd JOIN mx_set_member m USING (mx_set_id)
        JOIN mx_host h USING (host_id) ORDER BY 1
        """) == [["0", "mx2.example"], ["1", "mx1.example"]])
    #expect(try await wave.hostCounts() == (total: 2, done: 0))
  }

  @Test func aSetBeyondTheLimitKeepsItsCount() async throws {
    let wave = try await resolve([
      ("a.example", .records(MXSet((1...101).map { (10, "mx\($0).example") }), .secure))
    ])
    #expect(try database.value("SELECT mx_count FROM v_domain") == "101")
    #expect(try await wave.hostCounts() == (total: 100, done: 0))
  }

  static let implicit: [(HostLookup, String)] = [
    (HostLookup(.addresses([.v4(1)], .insecure), .failed(.servfail)), "implicit"),
    (HostLookup(.addresses([], .secure), .addresses([], .secure)), "nodata"),
    (HostLookup(.failed(.nxdomain), .failed(.nxdomain)), "nodata"),
    (HostLookup(.failed(.servfail), .addresses([], .insecure)), "servfail"),
    (HostLookup(.failed(.timeout), .failed(.timeout)), "timeout"),
    (HostLookup(.failed(.bogus), .failed(.timeout)), "bogus"),
    (HostLookup(.failed(.malformed), .addresses([], .insecure)), "malformed"),
  ]

  @Test(arguments: implicit)
  func aDomainWithoutMXIsSettledByItsAddresses(lookup: HostLookup, status: String) async throws {
    let wave = try await resolve([("a.example", .none(.insecure))])
    try await lookUp(wave, ["a.example": lookup])
    #expect(try database.rows("SELECT mx_status, mx_count FROM v_domain") == [[status, "0"]])
    // Without an address it has no host either: its domain says all there is to say.
    let hosts = status == "implicit" ? [["a.example", "1", "1"]] : []
    #expect(try database.rows("SELECT mx_host, implicit, domains FROM v_host") == hosts)
    #expect(try database.rows("SELECT mx_hosts, addresses FROM v_scan")[0][0] == "\(hosts.count)")
  }

  @Test func aHostThatIsAlsoSomebodysMXStaysWithoutAnAddress() async throws {
    let wave = try await resolve([
      ("a.example", .none(.insecure)), ("b.example", .records(MXSet([(5, "a.example")]), .insecure)),
    ])
    try await lookUp(wave, ["a.example": HostLookup(.failed(.servfail), .failed(.servfail))])
    #expect(
      try database.rows("SELECT domain, mx_status FROM v_domain ORDER BY 1")
        == [["a.example", "servfail"], ["b.example", "mx"]])
    #expect(try database.rows("SELECT mx_host, implicit, domains FROM v_host") == [["a.example", "0", "1"]])
  }

  static let failures: [(DNSFailure, String)] = DNSFailure.allCases.map { ($0, $0.word) }

  @Test(arguments: failures)
  func aHostWithoutAnAddressHasTheReasonOfTheDNS(failure: DNSFailure, reason: String) async throws {
    let wave = try await resolve([("a.example", .records(MXSet([(10, "mx.example")]), .insecure))])
    try await lookUp(wave, ["mx.example": HostLookup(.failed(failure), .failed(failure))])
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    #expect(
      try database.rows("SELECT mx_host, outcome, reason, class FROM v_host")
        == [["mx.example", "dns-failed", reason, "NULL"]])
  }

  @Test func anMXTargetThatIsNoNameIsNeverLookedUp() async throws {
    let wave = try await resolve([
      ("a.example", .records(MXSet([(10, "192.0.2.1"), (10, "under_score.example"), (20, "mx.example")]), .insecure))
    ])
    let tasks = try await wave.pendingHosts(after: 0, limit: 10)
    #expect(tasks.compactMap(\.name?.text) == ["mx.example"])
    #expect(tasks.count == 3)
    try await lookUp(wave, ["mx.example": HostLookup(.addresses([.v4(1)], .insecure), .addresses([], .insecure))])
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
    #expect(
      try database.rows("SELECT mx_host, outcome, reason, domains FROM v_host ORDER BY 1") == [
        ["192.0.2.1", "dns-failed", "dns.invalid_name", "1"], ["mx.example", "NULL", "NULL", "0"],
        ["under_score.example", "dns-failed", "dns.invalid_name", "1"],
      ])
    #expect(try database.value("SELECT mx_status FROM v_domain") == "mx")
  }

  @Test func aHostsDomainsAreItsUsesAsLowestPreference() async throws {
    let wave = try await resolve([
      ("a.example", .records(MXSet([(10, "mx1.example"), (20, "mx2.example")]), .insecure)),
      ("b.example", .records(MXSet([(10, "mx1.example"), (20, "mx2.example")]), .insecure)),
      ("c.example", .records(MXSet([(5, "mx2.example"), (5, "mx1.example")]), .insecure)),
      ("d.example", .records(MXSet([(0, ""), (7, "mx1.example")]), .insecure)),
    ])
    let found = HostLookup(.addresses([.v4(1)], .insecure), .addresses([], .insecure))
    try await lookUp(wave, ["mx1.example": found, "mx2.example": found])
    #expect(
      try database.rows("SELECT mx_host, domains FROM v_host ORDER BY 1")
        == [["mx1.example", "4"], ["mx2.example", "1"]])
  }

  @Test func everyAddressIsOneTargetLowestFirst() async throws {
    let wave = try await resolve([
      ("a.example", .records(MXSet([(10, "mx1.example"), (20, "mx2.example"), (30, "mx3.example")]), .insecure))
    ])
    let shared = Address.v4(0xc633_6401)
    try await lookUp(
      wave,
      [
        "mx1.example": HostLookup(.addresses([shared, .v4(0x0a00_0001)], .insecure), .addresses([.v6(1)], .insecure)),
        "mx2.example": HostLookup(.addresses([shared], .insecure), .addresses([], .insecure)),
        "mx3.example": HostLookup(.failed(.timeout), .failed(.timeout)),
      ])
    #expect(try await wave.targetCount() == 3)
    #expect(
      try database.column("SELECT a.text FROM target t JOIN address a USING (address_id) ORDER BY t.ordinal")
        == ["10.0.0.1", "198.51.100.1", "::1"])
    #expect(try database.rows("SELECT mx_hosts, addresses FROM v_scan") == [["3", "3"]])
    #expect(try await wave.probeCounts() == (total: 4, done: 0))
    #expect(try await wave.stage() == .probes)
  }

  @Test func whatIsPendingIsWhatIsMissingAfterAReopening() async throws {
    let names = (0..<30).map { "d\($0).example" }
    let wave = try await database.wave(domains: names)
    let some = try await wave.pendingDomains(at: [3, 29, 11])
    #expect(some.map(\.name.text) == ["d3.example", "d29.example", "d11.example"])
    let found = MXLookup.records(MXSet([(10, "mx1.example"), (10, "mx2.example")]), .insecure)
    try await wave.record(some.map { ($0, found) })
    try database.close()

    let again = try scratch.database()
    let resumed = try await again.wave(WaveSetup(), startedAt: Instant(epoch: 3_000_000))
    #expect(try await resumed.stage() == .domains)
    #expect(try await resumed.resolvedDomainCount() == 3)
    let rest = try await resumed.pendingDomains(at: Array(0..<30))
    #expect(Set(rest.map(\.name.text)) == Set(names).subtracting(["d3.example", "d29.example", "d11.example"]))
    try await resumed.record(rest.map { ($0, .failed(.nxdomain)) })
    let hosts = try await resumed.pendingHosts(after: 0, limit: 1)
    #expect(hosts.count == 1)
    try await resumed.record([(hosts[0], HostFinding(lookup: .invalidName))])
    #expect(try await resumed.pendingHosts(after: 0, limit: 10).count == 1)
    #expect(try await resumed.pendingHosts(after: hosts[0].hostID, limit: 10).count == 1)
    #expect(try await resumed.hostCounts() == (total: 2, done: 1))
    try again.close()
  }
}
