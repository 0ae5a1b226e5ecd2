import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ProbeWriterTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// A resolved wave: `mx0` … each with an address of its own, and `shared` at all of them.
  private func resolved(_ count: Int = 3) async throws -> Wave {
    var survey = SmallSurvey()
    for index in 0..<count {
      survey.domain("d\(index).example", (10, "mx\(index).example"), (20, "shared.example"))
      survey.host("mx\(index).example", ("198.51.100.\(index + 1)", .noStartTLS))
    }
    let all = (0..<count).map { Address.v4(0xc633_6401 + UInt32($0)) }
    survey.addresses["shared.example"] = HostLookup(.addresses(all, .insecure), .addresses([], .insecure))
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    return wave
  }

  private func row(_ sight: SmallSurvey.Sight, _ task: AddressTask, name: Int = 0, look: Look = .legacy) -> ProbedName {
    row([(look, sight)], task, name: name)
  }

  private func row(_ sights: [(Look, SmallSurvey.Sight)], _ task: AddressTask, name: Int = 0) -> ProbedName {
    let name = task.names.sorted { $0.name < $1.name }[name]
    return ProbedName(
      addressID: task.addressID, hostID: name.hostID,
      observations: sights.map { Observation($1, address: task.address, name: name.name, look: $0) })
  }

  @Test func namesWithoutAResultAreHandedOutAndNothingElse() async throws {
    let wave = try await resolved()
    let tasks = try await wave.pendingAddresses(at: [2, 0, 1])
    #expect(tasks.map(\.address.description) == ["198.51.100.3", "198.51.100.1", "198.51.100.2"])
    #expect(tasks.map { $0.names.map(\.name.text).sorted() }[0] == ["mx2.example", "shared.example"])
    #expect(tasks.allSatisfy { $0.connections == 0 })
    try await wave.record(
      [row(.noStartTLS, tasks[0]), row(.noStartTLS, tasks[0], name: 1), row(.noStartTLS, tasks[1], name: 1)],
      describe: describeFake)
    #expect(try await wave.probeCounts() == (total: 6, done: 3))
    try database.close()

    let again = try scratch.database()
    let resumed = try await again.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let rest = try await resumed.pendingAddresses(at: [0, 1, 2])
    #expect(rest.map(\.address.description) == ["198.51.100.1", "198.51.100.2"])
    #expect(rest.map { $0.names.map(\.name.text) }[0] == ["mx0.example"])
    #expect(rest.map(\.connections) == [1, 0])
    #expect(try await resumed.pendingAddresses(at: [99]).isEmpty)
    try again.close()
  }

  @Test func aLaterRowReplacesTheEarlier() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    try await wave.record([row(.unreachable, task)], describe: describeFake)
    let sight = SmallSurvey.Sight.tls(FakeLeaf(.trusted, "mx0.example"), at: 1_000_777)
    try await wave.record([row(sight, task)], describe: describeFake)
    #expect(
      try database.rows("SELECT server_name, outcome, observed_at, tls_version FROM v_probe")
        == [["mx0.example", "tls", "1970-01-12T13:59:37Z", "TLSv1.2"]])
    #expect(try await wave.probeCounts() == (total: 2, done: 1))
  }

  @Test func everythingThatProbesShareIsStoredOnce() async throws {
    let wave = try await resolved()
    let tasks = try await wave.pendingAddresses(at: [0, 1, 2])
    let described = Counter()
    let leaf = FakeLeaf(.trusted, "*.example")
    let chain = PresentedChain(leaf, others: [Array("ca A".utf8), Array("root A".utf8)])
    let other = PresentedChain(leaf, others: [Array("ca A".utf8)])
    func record(_ chain: PresentedChain, _ task: AddressTask, name: Int) async throws {
      try await wave.record([row(.init(session: .ecdhe, chain: chain), task, name: name)]) { der in
        described.count()
        return describeFake(der)
      }
    }
    for task in tasks {
      try await record(chain, task, name: 0)
      try await record(other, task, name: 1)
    }
    let counts = try database.rows(
      """
      SELECT (SELECT count(*) FROM probe), (SELECT count(*) FROM ending), (SELECT count(*) FROM session),
        (SELECT count(*) FROM chain), (SELECT count(*) FROM chain_certificate), (SELECT count(*) FROM certificate)
      """)
    #expect(counts == [["6", "1", "1", "2", "5", "3"]])
    #expect(described.value == 3)
  }

  @Test func whatAPeerWroteIsKeptOctetForOctet() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    let octets = Array(UInt8.min...UInt8.max)
    let ending = ProbeEnding(
      stage: .greeting, reason: .greeting5xx, replyCode: ReplyCode(rawValue: 554), text: octets)
    try await wave.record([row(.init(ending: ending), task)], describe: describeFake)
    let hexadecimal = octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(try database.rows("SELECT reply_code, reply_text FROM v_probe") == [["554", "x" + hexadecimal]])
    #expect(try database.value("SELECT typeof(text) FROM ending") == "blob")
  }

  @Test func aProbesColumnsSayWhatWasSeen() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    let chain = PresentedChain(FakeLeaf(.trusted, "mx0.example"), others: [Array("ca A".utf8)])
    try await wave.record(
      [
        row(.init(session: .modern, chain: chain), task),
        row(.handshakeFailed, task, name: 1),
      ], describe: describeFake)
    #expect(
      try database.rows(
        """
        SELECT label, wave_date, address, port, server_name, look, is_final, outcome, reason, stage, reply_code,
          tls_version, cipher, kx_group, signature, pfs, chain_sha256, leaf_sha256, inferred, observed_at,
          milliseconds, connect_milliseconds, handshake_milliseconds FROM v_probe ORDER BY server_name
        """) == [
          [
            "2026-11", "1970-01-12", "198.51.100.1", "2525", "mx0.example", "legacy", "1", "tls", "ok", "established",
            "NULL", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "X25519MLKEM768", "ecdsa_secp256r1_sha256", "1",
            chain.sha256.description, chain.leaf.sha256.description, "0", "1970-01-12T13:46:40Z", "21", "3", "11",
          ],
          [
            "2026-11", "1970-01-12", "198.51.100.1", "2525", "shared.example", "legacy", "1", "handshake-failed",
            "tls.alert(40)", "handshake", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "0",
            "1970-01-12T13:46:40Z", "21", "3", "NULL",
          ],
        ])
  }

  /// Sights of the modern, the legacy and the anull look, and which of them counts.
  static let looks: [([(Look, SmallSurvey.Sight)], String)] = [
    ([(.modern, .unreachable)], "modern"),
    ([(.modern, .handshakeFailed), (.legacy, .tls(FakeLeaf(.trusted)))], "legacy"),
    ([(.legacy, .tls(FakeLeaf(.trusted))), (.modern, .tls(FakeLeaf(.trusted)))], "modern"),
    ([(.modern, .handshakeFailed), (.legacy, .handshakeFailed)], "modern"),
    ([(.legacy, .handshakeFailed), (.modern, .unreachable)], "legacy"),
    ([(.modern, .handshakeFailed), (.legacy, .handshakeFailed), (.anull, .anonymous)], "anull"),
    ([(.modern, .handshakeFailed), (.legacy, .startTLSRejected), (.anull, .unreachable)], "modern"),
    ([(.legacy, .unreachable), (.modern, .handshakeFailed)], "modern"),
    ([(.modern, .handshakeFailed), (.legacy, .inconclusive)], "legacy"),
    ([(.modern, .handshakeFailed), (.legacy, .notProbed)], "legacy"),
  ]

  @Test(arguments: looks)
  func theFirstCompletedLookIsFinalElseTheOneThatGotFurthest(
    looks: [(Look, SmallSurvey.Sight)], final: String
  ) async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    try await wave.record([row(looks, task)], describe: describeFake)
    #expect(try database.column("SELECT look FROM v_probe WHERE is_final = 1") == [final])
    #expect(try database.value("SELECT count(*) FROM v_probe") == "\(looks.count)")
    // Where our own fault decides, nothing is known yet.
    let isOpen = looks.contains { $0.0.rawValue == final && $0.1.ending.outcome == .inconclusive }
    #expect(
      try await wave.pendingAddresses(at: [0])[0].names.map(\.name.text).sorted()
        == (isOpen ? ["mx0.example", "shared.example"] : ["shared.example"]))
    try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
  }

  @Test func certificatesHaveTheirFields() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    let leaf = FakeLeaf(.selfSigned, "mx\"0\\.example", "\u{1}ü", notBefore: 86_400, notAfter: 172_800)
    try await wave.record(
      [row(.init(session: .ecdhe, chain: PresentedChain(leaf, others: [[0xff, 0x00]])), task)],
      describe: describeFake)
    let rows = try database.rows("SELECT * FROM v_certificate ORDER BY subject IS NULL")
    #expect(
      rows[0] == [
        Fingerprint.synthetic(leaf.der).description, leaf.fields.spkiSHA256?.description, "CN=mx\"0\\.example",
        "CN=Issuer of self-signed", "0a", "1970-01-02T00:00:00Z", "1970-01-03T00:00:00Z", "EC", "256",
        "ecdsa-with-SHA256", #"["mx\"0\\.example","\u0001\u00c3\u00bc"]"#, "1",
        "x" + leaf.der.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
      ])
    // Octets that are no certificate are kept all the same.
    let unread = Fingerprint.synthetic([0xff, 0x00]).description
    #expect(rows[1] == [unread] + [String](repeating: "NULL", count: 11) + ["xff00"])
  }
}
