import SurveyCore
import Testing

@testable import SurveyStore

/// What becomes of names at an address that were not probed.
@Suite struct NameInferenceTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private static func names(_ count: Int, _ domain: String = "crowd.example") -> [String] {
    (0..<count).map { "mx\($0).\(domain)" }
  }

  private static let shared = SmallSurvey.Sight.tls(FakeLeaf(.trusted, "*.crowd.example"))
  private static let other = SmallSurvey.Sight.tls(FakeLeaf(.selfSigned, "*.crowd.example"))

  /// Outcome, reason, inferred and how many rows.
  private func rows() throws -> [[String]] {
    try database.rows(
      "SELECT outcome, reason, inferred, count(*) FROM v_probe GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
  }

  private func inference() throws -> [[String]] {
    try database.rows("SELECT addresses, inferred, checked, wrong, error_percent FROM v_inference")
  }

  @Test func whereThreeNamesAreAlikeTheOthersAreInferredAndJudgedByTheirOwnNames() async throws {
    let crowd = try await CrowdedWave([Self.names(9) + ["mx.elsewhere.example"]], in: database)
    try await crowd.probe { _, _, _ in Self.shared }
    #expect(crowd.dials.values.map(\.count) == [3])
    #expect(try rows() == [["tls", "ok", "0", "3"], ["tls", "ok", "1", "7"]])
    #expect(try inference() == [["1", "7", "0", "0", "NULL"]])
    try await crowd.finish()
    let classes = try database.rows("SELECT class, count(*) FROM v_host GROUP BY 1 ORDER BY 1")
    #expect(classes == [["ca-verified", "9"], ["ca-wrong-name", "1"]])
    // They are in the denominators as the probed ones are.
    #expect(
      try database.rows(
        "SELECT numerator, denominator FROM v_trend WHERE unit = 'mx_host' AND metric = 'ca_verified' AND base = 'tls'")
        == [["9.0", "10.0"]])
    #expect(try database.finishedWaves()[0].inference == InferenceSummary(addresses: 1, names: 7))
    // What is inferred was no connection, and took no time.
    #expect(
      try database.rows("SELECT DISTINCT milliseconds, connect_milliseconds FROM v_probe WHERE inferred = 1") == [
        ["0", "NULL"]
      ])
    #expect(try await crowd.wave.connections(of: 1) == 3)
  }

  @Test func theNamesThatAreProbedAreTheFirstByRank() async throws {
    let names = Self.names(30)
    let crowd = try await CrowdedWave([names], in: database)
    try await crowd.probe { _, _, _ in Self.shared }
    let address = CrowdedWave.address(0)
    let ranked = names.map { DomainName(uncheckedCanonical: $0) }.sorted {
      crowd.rule.rank.rank(of: $0, at: address) < crowd.rule.rank.rank(of: $1, at: address)
    }
    #expect(Set(crowd.dials[address] ?? []) == Set(ranked.prefix(3)))
  }

  @Test func threeNamesAreProbedEach() async throws {
    let crowd = try await CrowdedWave([Self.names(3)], in: database)
    try await crowd.probe { _, _, _ in Self.shared }
    #expect(try rows() == [["tls", "ok", "0", "3"]])
    #expect(try inference().isEmpty)
  }

  @Test func ofFourOneIsInferred() async throws {
    let crowd = try await CrowdedWave([Self.names(4)], in: database)
    try await crowd.probe { _, _, _ in Self.shared }
    #expect(try rows() == [["tls", "ok", "0", "3"], ["tls", "ok", "1", "1"]])
  }

  @Test(arguments: [1, 2, 3, 5, 50]) func whereNamesDifferFurtherOnesAreProbedAndTheRestIsLeftOut(batch: Int)
    async throws
  {
    let crowd = try await CrowdedWave([Self.names(12)], in: database)
    try await crowd.probe(batch: batch) { _, _, dial in dial == 1 ? Self.other : Self.shared }
    #expect(crowd.dials.values.map(\.count) == [8])
    #expect(try rows() == [["not-probed", "policy.address-limit", "0", "4"], ["tls", "ok", "0", "8"]])
    #expect(try inference().isEmpty)
    #expect(try database.value("SELECT count(*) FROM retry") == "0")
  }

  @Test func whereFewNamesDifferAllAreProbed() async throws {
    let crowd = try await CrowdedWave([Self.names(6)], in: database)
    try await crowd.probe { _, _, dial in dial == 2 ? Self.other : Self.shared }
    #expect(try rows() == [["tls", "ok", "0", "6"]])
  }

  /// What figures make of a session must agree, what they do not may differ.
  @Test func sessionsAreComparedAsFiguresSeeThem() async throws {
    let leaf = FakeLeaf(.trusted, "*.crowd.example")
    let crowd = try await CrowdedWave([Self.names(9), Self.names(9, "other.example")], in: database)
    try await crowd.probe { address, _, dial in
      var session = TLSSession.modern
      if dial == 1 { session = address == CrowdedWave.address(0) ? .ecdhe : TLSSession.otherModern }
      return .tls(leaf, session)
    }
    #expect(crowd.dials.mapValues(\.count) == [CrowdedWave.address(0): 8, CrowdedWave.address(1): 3])
  }

  private static let sights: [SmallSurvey.Sight] = [
    .noStartTLS, .startTLSRejected, .handshakeFailed, .smtpRejected, .unreachable, .anonymous,
  ]

  @Test(arguments: sights.indices) func everyOutcomeIsInferred(index: Int) async throws {
    let sight = Self.sights[index]
    let crowd = try await CrowdedWave([Self.names(6)], in: database)
    try await crowd.probe { _, _, _ in sight }
    #expect(crowd.dials.values.map(\.count) == [3])
    let outcome = sight.ending.outcome.rawValue
    #expect(try rows().map { [$0[0], $0[2], $0[3]] } == [[outcome, "0", "3"], [outcome, "1", "3"]])
    try await crowd.finish()
    #expect(try database.rows("SELECT outcome, count(*) FROM v_host GROUP BY 1") == [[outcome, "6"]])
  }

  @Test func triesToComeAreWaitedForAndOnlyProbedNamesAreTriedAgain() async throws {
    let crowd = try await CrowdedWave([Self.names(20), Self.names(20, "woken.example")], in: database)
    crowd.triesSilenceAgain = true
    try await crowd.probe { address, _, dial in
      address == CrowdedWave.address(1) && dial >= 3 ? Self.shared : .unreachable
    }
    #expect(crowd.dials.mapValues(\.count) == [CrowdedWave.address(0): 6, CrowdedWave.address(1): 6])
    #expect(
      try rows() == [
        ["tls", "ok", "0", "3"], ["tls", "ok", "1", "17"], ["unreachable", "tcp.timeout", "0", "3"],
        ["unreachable", "tcp.timeout", "1", "17"],
      ])
  }

  @Test func ourOwnFaultIsNoEvidence() async throws {
    let crowd = try await CrowdedWave([Self.names(9)], in: database)
    var isFirst = true
    try await crowd.probe { _, _, _ in
      defer { isFirst = false }
      return isFirst ? .inconclusive : Self.shared
    }
    // A fourth name stands in for the first.
    #expect(
      try rows() == [["inconclusive", "self.fd", "0", "1"], ["tls", "ok", "0", "3"], ["tls", "ok", "1", "5"]])
  }

  @Test func whereOurSideKeepsFailingNothingIsSaidOfTheOthersUntilTheWaveGoesOn() async throws {
    let crowd = try await CrowdedWave([Self.names(20)], in: database)
    try await crowd.probe { _, _, _ in .inconclusive }
    let faults = try rows()
    #expect(faults.map { $0[0] } == ["inconclusive", "inconclusive"])
    #expect(faults.map { $0[2] } == ["0", "1"])
    #expect(faults.compactMap { Int($0[3]) }.reduce(0, +) == 20)
    #expect(try await crowd.wave.connections(of: 1) == 0)
    try await CrowdedWave([], in: database).probe { _, _, _ in Self.shared }
    #expect(try rows().last == ["tls", "ok", "1", "\(20 - (try probed()))"])
    #expect(try database.value("SELECT count(*) FROM v_probe WHERE outcome = 'inconclusive' AND inferred = 1") == "0")
  }

  private func probed() throws -> Int {
    Int(try database.value("SELECT count(*) FROM v_probe WHERE inferred = 0") ?? "") ?? 0
  }

  @Test func anAddressThatMayNotBeDialledIsLeftOutUnderAllItsNames() async throws {
    let crowd = try await CrowdedWave([Self.names(30)], in: database)
    try await crowd.probe { _, _, _ in .notProbed }
    #expect(try rows() == [["not-probed", "policy.reserved", "0", "30"]])
  }

  @Test func whoOptedOutIsNeitherProbedNorInferred() async throws {
    let names = Self.names(20) + Self.names(20, "private.example")
    let crowd = try await CrowdedWave([names], in: database, optedOut: { $0.text.hasSuffix(".private.example") })
    try await crowd.probe { _, _, _ in Self.shared }
    #expect(
      try rows() == [
        ["not-probed", "policy.blocklisted", "0", "20"], ["tls", "ok", "0", "3"], ["tls", "ok", "1", "17"],
      ])
    #expect(
      try database.value(
        "SELECT count(*) FROM v_probe WHERE server_name LIKE '%.private.example' AND outcome <> 'not-probed'")
        == "0")
  }

  @Test func whereNearlyAllOptedOutTheFewAreProbed() async throws {
    let names = Self.names(2) + Self.names(20, "private.example")
    let crowd = try await CrowdedWave([names], in: database, optedOut: { $0.text.hasSuffix(".private.example") })
    try await crowd.probe { _, name, _ in
      name.text.hasSuffix(".private.example")
        ? SmallSurvey.Sight(ending: ProbeEnding(stage: .policy, reason: .policy(.blocklisted))) : Self.shared
    }
    #expect(try rows() == [["not-probed", "policy.blocklisted", "0", "20"], ["tls", "ok", "0", "2"]])
  }

  /// A host's TLSA records are its own, whoever was probed in its place.
  @Test func inferredChainsAreJudgedByEachHostsTLSARecords() async throws {
    let names = Self.names(12)
    func usable(_ leaf: String) -> TLSAFinding { TLSAFinding(state: .usable, records: [[3, 1, 0] + Array(leaf.utf8)]) }
    var tlsa: [String: TLSAFinding] = [:]
    for name in names { tlsa[name] = usable("*.crowd.example") }
    // One whose records are of another certificate, whether it is probed or not.
    tlsa[names[5]] = usable("elsewhere.example")
    let crowd = try await CrowdedWave([names], in: database, tlsa: tlsa)
    try await crowd.probe { _, _, _ in Self.shared }
    try await crowd.finish()
    #expect(
      try database.rows("SELECT dane, count(*) FROM v_host GROUP BY 1 ORDER BY 1")
        == [["match", "11"], ["mismatch", "1"]])
    #expect(try database.value("SELECT count(*) FROM v_probe WHERE inferred = 1") == "9")
  }
}

extension TLSSession {
  /// Another suite of the same worth as `modern`.
  fileprivate static let otherModern = TLSSession(
    version: .tls13, cipherSuite: CipherSuite(rawValue: "TLS_AES_256_GCM_SHA384"),
    group: KeyExchangeGroup(rawValue: "X25519MLKEM768"), signature: "ecdsa_secp256r1_sha256")
}
