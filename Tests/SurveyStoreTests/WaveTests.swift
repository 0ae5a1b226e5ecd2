import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct WaveTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func begin(_ setup: WaveSetup, at epoch: Int64 = 1_000_000) async throws -> Wave {
    try await database.wave(setup, startedAt: Instant(epoch: epoch))
  }

  /// What beginning a wave conflicts with.
  private func conflict(_ setup: WaveSetup) async throws -> Wave.Conflict? {
    do {
      _ = try await begin(setup)
      return nil
    } catch let conflict as Wave.Conflict {
      return conflict
    }
  }

  @Test func aNewWaveIsRunningAndReadsItsLists() async throws {
    let wave = try await begin(WaveSetup())
    #expect(try await wave.stage() == .list)
    #expect(
      try database.rows(
        "SELECT label, wave_date, epoch, started_at, finished_at, state, synthetic, domains, version FROM v_scan") == [
          ["2026-11", "1970-01-12", "950400", "1970-01-12T13:46:40Z", "NULL", "running", "1", "0", "1.2.3"]
        ])
  }

  @Test(arguments: WaveStage.allCases)
  func theSameLabelGoesOnWhereItWas(stage: WaveStage) async throws {
    let first = try await begin(WaveSetup())
    try await first.enter(stage)
    try await first.set(.interrupted)
    let again = try await begin(WaveSetup(), at: 2_000_000)
    #expect(again.scanID == first.scanID)
    #expect(try await again.stage() == stage)
    #expect(
      try database.rows("SELECT state, started_at FROM v_scan") == [["running", "1970-01-12T13:46:40Z"]])
  }

  @Test func aFinishedWaveStaysFinished() async throws {
    var survey = SmallSurvey(seed: 3)
    survey.settings = WaveSetup().settings
    try await survey.record(into: database)
    let again = try await begin(WaveSetup())
    #expect(try await again.stage() == .done)
    #expect(try database.column("SELECT state FROM v_scan") == ["finished"])
  }

  /// A change of a set-up, the setting's name, and its value before and after.
  static let changes: [(@Sendable (inout WaveSetup) -> Void, String, String, String)] = [
    ({ $0.settings["tls"] = "modern" }, "tls", "legacy", "modern"),
    ({ $0.settings["ipv6"] = "a=b" }, "ipv6", "none", "a=b"),
    ({ $0.settings["tls"] = nil }, "tls", "legacy", "none"),
    ({ $0.port = 25 }, "port", "2525", "25"),
    ({ $0.seed = .max }, "seed", "7", "\(UInt64.max)"),
    ({ $0.asOf = Instant(epoch: 1_400_000_000) }, "as-of", "none", "2014-05-13T16:53:20Z"),
    ({ $0.frame = .sample }, "frame", "census", "sample"),
  ]

  @Test(arguments: 0..<changes.count)
  func anotherSettingUnderTheSameLabelIsNamed(index: Int) async throws {
    let (change, name, before, now) = WaveTests.changes[index]
    _ = try await begin(WaveSetup())
    var setup = WaveSetup()
    change(&setup)
    guard case .setting(let foundName, let foundBefore, let foundNow) = try await conflict(setup) else {
      Issue.record("no conflict")
      return
    }
    #expect([foundName, foundBefore, foundNow] == [name, before, now])
    setup.label = "2026-12"
    #expect(try await conflict(setup) == nil)
  }

  @Test func settingsAreTheSameWhereTheirTextIs() async throws {
    var setup = WaveSetup()
    setup.settings = ["b": "x=y=", "a": "", "c": "two words"]
    setup.seed = .max
    _ = try await begin(setup)
    #expect(try await conflict(setup) == nil)
  }

  @Test func anotherVantageMayGoOnAndTheFirstIsKept() async throws {
    var setup = WaveSetup()
    setup.vantage = "a.example"
    _ = try await begin(setup)
    setup.vantage = "b.example"
    #expect(try await conflict(setup) == nil)
    #expect(try database.rows("SELECT frame, vantage FROM v_scan") == [["census", "a.example"]])
  }

  @Test func anotherVersionMayGoOn() async throws {
    _ = try await begin(WaveSetup())
    var setup = WaveSetup()
    setup.version = "1.3.0"
    #expect(try await conflict(setup) == nil)
  }

  @Test func whatAWaveIsOfAndFromWhereIsKept() async throws {
    var setup = WaveSetup()
    setup.frame = .sample
    setup.vantage = "survey.example.org"
    _ = try await begin(setup)
    #expect(try database.rows("SELECT frame, vantage FROM v_scan") == [["sample", "survey.example.org"]])
  }

  @Test(arguments: [true, false])
  func laboratoryAndWorldDoNotMix(isSynthetic: Bool) async throws {
    _ = try await begin(WaveSetup("2026-10", isSynthetic: isSynthetic))
    for label in ["2026-10", "2026-11"] {
      guard case .kind(isSynthetic) = try await conflict(WaveSetup(label, isSynthetic: !isSynthetic)) else {
        Issue.record("no conflict")
        return
      }
    }
    #expect(try database.column("SELECT label FROM v_scan") == ["2026-10"])
  }

  @Test func anAbandonedLabelIsTakenForGood() async throws {
    let wave = try await begin(WaveSetup())
    #expect(try await !database.abandon(label: "2026-12"))
    #expect(try await database.abandon(label: "2026-11"))
    #expect(try await !database.abandon(label: "2026-11"))
    guard case .abandoned("2026-11") = try await conflict(WaveSetup()) else {
      Issue.record("no conflict")
      return
    }
    #expect(try await wave.stage() == .list)
    #expect(try database.column("SELECT state FROM v_scan") == ["abandoned"])
  }

  @Test func aFinishedWaveIsNotAbandoned() async throws {
    try await SmallSurvey(seed: 3).record(into: database)
    #expect(try await !database.abandon(label: "2026-11"))
    #expect(try database.column("SELECT state FROM v_scan") == ["finished"])
  }

  @Test func hostsThatCompletedAHandshakeAreThoseOfTheView() async throws {
    let wave = try await SmallSurvey(seed: 3).record(into: database)
    let found = try await wave.establishedProbes(networks: 10_000) { _ in true }
    let rows = try Set(
      database.rows(
        """
        SELECT address, server_name, look, leaf_sha256 FROM v_probe WHERE is_final AND outcome = 'tls' AND NOT inferred
        """))
    for probe in found {
      #expect(
        rows.contains([
          "\(probe.address)", probe.serverName.text, probe.look.rawValue, probe.leaf.map { "\($0)" } ?? "NULL",
        ]))
    }
    let networks = Set(rows.compactMap { Address($0[0])?.network })
    #expect(!found.isEmpty && found.count == networks.count && Set(found.map(\.address.network)) == networks)
    let first = try #require(found.first?.address.network)
    #expect(try await wave.establishedProbes(networks: 1) { $0 != first }.map(\.address.network) != [first])
    let answered = try database.value(
      """
      SELECT max(observed_at) FROM v_probe WHERE NOT inferred AND outcome NOT IN ('unreachable', 'not-probed', 'inconclusive')
      """)
    #expect(try await wave.lastAnswer()?.iso8601 == answered)
  }
}
