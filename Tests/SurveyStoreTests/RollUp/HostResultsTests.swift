import SurveyCore
import Testing

@testable import SurveyStore

/// What `v_host` and `v_domain` make of several addresses and several hosts.
@Suite struct HostResultsTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func columns(_ names: String, of sights: [(String, SmallSurvey.Sight)]) async throws -> [String] {
    var survey = SmallSurvey()
    survey.domain("a.example", (10, "mx.example"))
    let found = sights.compactMap { Address($0.0) }
    survey.addresses["mx.example"] = HostLookup(.addresses(found, .secure), .addresses([], .secure))
    for (address, sight) in sights { survey.sights[address] = ["mx.example": sight] }
    try await survey.record(into: database)
    return try database.rows("SELECT \(names) FROM v_host")[0]
  }

  /// The sights of the table of outcomes, in its order.
  static let table: [(SmallSurvey.Sight, Outcome, String)] = [
    (.tls(FakeLeaf(.trusted, "mx.example")), .tls, "ok"), (.noStartTLS, .noStartTLS, "no_starttls"),
    (.startTLSRejected, .startTLSRejected, "starttls_4xx"), (.handshakeFailed, .handshakeFailed, "tls.alert(40)"),
    (.smtpRejected, .smtpRejected, "smtp.greet_5xx"), (.unreachable, .unreachable, "tcp.timeout"),
    (.notProbed, .notProbed, "policy.reserved"), (.inconclusive, .inconclusive, "self.fd"),
  ]

  @Test(arguments: 0..<table.count)
  func theOutcomeIsTheFirstOfTheTable(from first: Int) async throws {
    // The best outcome is at the highest address.
    let sights = HostResultsTests.table[first...].reversed().enumerated().map { ("198.51.100.\($0)", $1.0) }
    let row = try await columns("outcome, reason, address", of: sights)
    let expected = HostResultsTests.table[first]
    #expect(row == [expected.1.rawValue, expected.2, "198.51.100.\(sights.count - 1)"])
  }

  @Test func theRemainingColumnsComeFromTheLowestAddressIPv4First() async throws {
    let row = try await columns(
      "address, outcome, tls_version, cipher, kx_group, pfs, name, not_after, class, class_best, class_worst",
      of: [
        ("::1", .tls(FakeLeaf(.selfSigned, "mx.example"), .modern)),
        ("198.51.100.9", .tls(FakeLeaf(.trusted, "mx.example", notAfter: 1_577_836_800), .rsa)),
        ("198.51.100.10", .tls(FakeLeaf(.unknownIssuer), .ecdhe)),
        ("10.0.0.1", .noStartTLS),
      ])
    #expect(
      row == [
        "198.51.100.9", "tls", "TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA", "NULL", "0", "mx-san",
        "2020-01-01T00:00:00Z", "mixed", "ca-verified", "no-tls",
      ])
  }

  @Test func addressesThatAreNotReachableDoNotMix() async throws {
    let row = try await columns(
      "class, class_best, class_worst",
      of: [
        ("198.51.100.1", .unreachable), ("198.51.100.2", .tls(FakeLeaf(.privateCA))),
        ("198.51.100.3", .smtpRejected), ("198.51.100.4", .inconclusive), ("::2", .tls(FakeLeaf(.privateCA), .rsa)),
      ])
    #expect(row == ["private-ca", "private-ca", "private-ca"])
  }

  @Test func aHostWithoutAReachableAddressHasNoClass() async throws {
    let row = try await columns(
      "outcome, class, class_best, class_worst, chain, tls_version",
      of: [("198.51.100.1", .unreachable), ("198.51.100.2", .notProbed)])
    #expect(row == ["unreachable", "NULL", "NULL", "NULL", "NULL", "NULL"])
    #expect(try database.rows("SELECT class, strict_share FROM v_domain") == [["NULL", "NULL"]])
  }

  @Test func bestAndWorstFollowTheOrderOfTheContract() async throws {
    let row = try await columns(
      "class, class_best, class_worst",
      of: [
        ("198.51.100.1", .tls(FakeLeaf(.selfSigned))), ("198.51.100.2", .tls(FakeLeaf(.trusted, notAfter: 10))),
        ("198.51.100.3", .anonymous), ("198.51.100.4", .tls(FakeLeaf(.other))),
      ])
    #expect(row == ["mixed", "ca-expired", "anonymous"])
  }

  @Test func aDomainFollowsItsLowestPreferenceHostsThatAnswered() async throws {
    var survey = SmallSurvey()
    let strict = SmallSurvey.Sight.tls(FakeLeaf(.trusted, "half.example", "strict.example"))
    let selfSigned = SmallSurvey.Sight.tls(FakeLeaf(.selfSigned))
    survey.host("strict.example", ("198.51.100.1", strict), ("198.51.100.2", strict))
    survey.host("half.example", ("198.51.100.3", strict), ("198.51.100.4", .noStartTLS))
    survey.host("self.example", ("198.51.100.5", selfSigned))
    survey.host("silent.example", ("198.51.100.6", .unreachable))
    survey.domain("backup.example", (10, "self.example"), (20, "strict.example"))
    survey.domain("both.example", (10, "self.example"), (10, "strict.example"))
    survey.domain("half.example", (10, "half.example"))
    survey.domain("mixed.example", (10, "half.example"), (10, "strict.example"), (10, "silent.example"))
    survey.domain("missing.example", (10, "gone.example"), (20, "strict.example"))
    survey.domain("silent.example", (10, "silent.example"), (10, "strict.example"))
    survey.domain("strict.example", mx: .none(.insecure))
    try await survey.record(into: database)
    #expect(
      try database.rows("SELECT domain, mx_status, mx_count, class, strict_share FROM v_domain ORDER BY 1") == [
        ["backup.example", "mx", "2", "self-signed", "0.0"], ["both.example", "mx", "2", "mixed", "0.5"],
        ["half.example", "mx", "1", "mixed", "0.5"], ["missing.example", "mx", "2", "NULL", "NULL"],
        ["mixed.example", "mx", "3", "mixed", "0.75"], ["silent.example", "mx", "2", "ca-verified", "1.0"],
        ["strict.example", "implicit", "0", "ca-verified", "1.0"],
      ])
  }

  @Test func anotherWavesProbesCountForNothing() async throws {
    var survey = SmallSurvey()
    survey.domain("a.example", (10, "mx.example"))
    survey.host("mx.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx.example"))))
    try await survey.record(into: database, label: "2026-10")
    survey.host("mx.example", ("198.51.100.2", .noStartTLS))
    try await survey.record(into: database, label: "2026-11")
    #expect(
      try database.rows("SELECT label, outcome, class, tls_version FROM v_host ORDER BY 1")
        == [["2026-10", "tls", "ca-verified", "TLSv1.2"], ["2026-11", "no-starttls", "no-tls", "NULL"]])
    #expect(
      try database.rows("SELECT label, class, strict_share FROM v_domain ORDER BY 1")
        == [["2026-10", "ca-verified", "1.0"], ["2026-11", "no-tls", "0.0"]])
    #expect(
      try database.rows(
        """
        SELECT label, numerator, denominator FROM v_trend
        WHERE unit = 'address' AND base = 'reachable' AND metric = 'starttls' ORDER BY 1
        """) == [["2026-10", "1.0", "1.0"], ["2026-11", "0.0", "1.0"]])
  }
}
