import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct TablesTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  @Test func everyTableIsStrict() throws {
    let loose = try database.column(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0")
    #expect(Set(loose) == ["sqlite_schema", "grdb_migrations"])
  }

  @Test func theWordsOfTheCodeTablesAreThoseOfTheTypes() throws {
    func words(_ table: String) throws -> Set<String> { Set(try database.column("SELECT word FROM \(table)")) }
    #expect(try words("mx_status_word") == Set(MXStatus.allCases.map(\.rawValue)))
    #expect(try words("dns_status_word") == Set(DNSFailure.allCases.map(\.rawValue)).union(["ok"]))
    #expect(
      try words("dnssec_word") == Set([DNSSECStatus.secure, .insecure, .bogus, .unknown].map(\.rawValue)))
    #expect(try words("tlsa_word") == Set(TLSAState.allCases.map(\.rawValue)))
    #expect(try words("class_word") == Set(CertificateClass.allCases.map(\.rawValue)))
    #expect(try words("name_word") == Set(NameMatch.allCases.map(\.rawValue)))
  }

  @Test func aWaveLeavesTheFileWhole() async throws {
    for label in ["2026-10", "2026-11"] { try await SmallSurvey(seed: 9).record(into: database, label: label) }
    #expect(try database.rows("PRAGMA integrity_check") == [["ok"]])
    #expect(try database.rows("PRAGMA foreign_key_check").isEmpty)
    #expect(try database.value("PRAGMA application_id") == "\(0x4d58_4345)")
    #expect(try database.value("PRAGMA user_version") == "13")
  }

  @Test func nothingUnknownIsReferredTo() throws {
    #expect(throws: (any Error).self) {
      try database.execute("INSERT INTO scan_domain (scan_id, ordinal, domain_id, weight) VALUES (1, 0, 1, 1)")
    }
  }

  @Test func aProbeTakesNoMoreThan45Octets() async throws {
    let count = 20_000
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_790_000_000))
    try database.execute(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      INSERT INTO mx_host (host_id, name, is_name) SELECT i, 'mx' || i || '.example', 1 FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      INSERT INTO address (address_id, octets, text) SELECT i, CAST(printf('%08x', i) AS BLOB), 'a' || i FROM n
      """)
    var generator = SplitMix64(seed: 45)
    let rows = (1...count).map { index in
      let chain = PresentedChain(FakeLeaf(.trusted, "mx\(index / 2).example"), others: [Array("ca A".utf8)])
      let observation = Observation(
        target: ProbeTarget(
          address: .v4(UInt32(index)), port: 25, serverName: DomainName(uncheckedCanonical: "mx\(index).example")),
        look: .legacy, observedAt: Instant(epoch: 1_790_000_000 + Int64(index)),
        ending: index % 5 == 0
          ? ProbeEnding(
            stage: .greeting, reason: .greeting5xx, replyCode: ReplyCode(rawValue: 554),
            text: Array("554 5.7.1 rejected, session \(index)".utf8))
          : ProbeEnding(stage: .established, reason: .ok),
        session: index % 5 == 0 ? nil : .ecdhe, chain: index % 5 == 0 ? nil : chain,
        timings: Observation.Timings(
          connect: .random(in: 1...300, using: &generator), handshake: .random(in: 1...900, using: &generator),
          total: .random(in: 1...40_000, using: &generator)))
      return ProbedName(addressID: Int64(index), hostID: Int64(index), observations: [observation])
    }.shuffled(using: &generator)
    for start in stride(from: 0, to: count, by: 1_000) {
      try await wave.record(Array(rows[start..<start + 1_000]), describe: describeFake)
    }
    let size = try database.value("SELECT sum(pgsize) FROM dbstat WHERE name = 'probe'").flatMap { Double($0) }
    #expect(try database.value("SELECT count(*) FROM probe") == "\(count)")
    #expect(try #require(size) / Double(count) <= 45)
  }
}
