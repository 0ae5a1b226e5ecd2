import SurveyCore
import Testing

@testable import SurveyStore

/// Tries after the first, connections that left no row, and what is forgotten.
@Suite struct RetryTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  /// A resolved wave: so many hosts, each with an address of its own.
  private func resolved(_ count: Int = 3) async throws -> Wave {
    var survey = SmallSurvey()
    for index in 0..<count {
      survey.domain("d\(index).example", (10, "mx\(index).example"))
      survey.host("mx\(index).example", ("198.51.100.\(index + 1)", .noStartTLS))
    }
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    return wave
  }

  private func name(
    _ task: AddressTask, _ looks: [(Look, SmallSurvey.Sight)], keeps: Bool = false, retry: ProbedName.Retry? = nil
  ) -> ProbedName {
    ProbedName(
      addressID: task.addressID, hostID: task.names[0].hostID,
      observations: looks.map { look, sight in
        Observation(sight, address: task.address, name: task.names[0].name, look: look)
      }, keepsEarlierRows: keeps, retry: retry)
  }

  private let rows = "SELECT server_name, look, is_final, outcome FROM v_probe ORDER BY server_name, look"
  private let later = ProbedName.Retry(tries: 0, dueAt: Instant(epoch: 1_001_800))

  @Test func whatIsDueIsHandedOutWithItsTriesAndConnections() async throws {
    let wave = try await resolved()
    let tasks = try await wave.pendingAddresses(at: [0, 1, 2])
    try await wave.record(
      [
        name(tasks[0], [(.modern, .startTLSRejected)], retry: later),
        name(
          tasks[1], [(.modern, .handshakeFailed), (.legacy, .unreachable)],
          retry: ProbedName.Retry(tries: 1, dueAt: Instant(epoch: 1_001_700))),
        name(tasks[2], [(.modern, .noStartTLS)]),
      ], describe: describeFake)
    let early = try await wave.retries(at: Instant(epoch: 1_001_699), limit: 10)
    #expect(early == RetryTasks(due: [], waiting: 2, nextDue: Instant(epoch: 1_001_700)))
    let some = try await wave.retries(at: Instant(epoch: 1_001_700), limit: 10)
    #expect(some.due.map(\.addressID) == [tasks[1].addressID])
    #expect(some.due[0].names.map(\.tries) == [1])
    #expect(some.due[0].connections == 2)
    #expect(some.waiting == 1 && some.nextDue == Instant(epoch: 1_001_800))
    let all = try await wave.retries(at: Instant(epoch: 1_001_800), limit: 10)
    // The oldest first.
    #expect(all.due.map { $0.names[0].name.text } == ["mx1.example", "mx0.example"])
    #expect(all.waiting == 0 && all.nextDue == nil)
    #expect(try await wave.retries(at: Instant(epoch: 1_001_800), limit: 1).due.count == 1)
    // They have a result: nobody visits them for the first time.
    #expect(try await wave.pendingAddresses(at: [0, 1, 2]).isEmpty)
  }

  @Test func namesOfOneAddressAreOneTask() async throws {
    var survey = SmallSurvey()
    survey.domain("d.example", (10, "a.example"), (20, "b.example"))
    survey.host("a.example", ("198.51.100.1", .unreachable))
    survey.host("b.example", ("198.51.100.1", .unreachable))
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let recorder = SurveyRecorder(survey: survey, wave: wave)
    try await recorder.list()
    try await recorder.resolve()
    let task = try await wave.pendingAddresses(at: [0])[0]
    for (place, name) in task.names.enumerated() {
      try await wave.record(
        [
          ProbedName(
            addressID: task.addressID, hostID: name.hostID,
            observations: [Observation(.unreachable, address: task.address, name: name.name)],
            retry: ProbedName.Retry(tries: place, dueAt: Instant(epoch: 1_001_800 + Int64(place))))
        ], describe: describeFake)
    }
    let due = try await wave.retries(at: Instant(epoch: 1_002_000), limit: 10).due
    #expect(due.count == 1)
    #expect(Set(due[0].names.map(\.name.text)) == ["a.example", "b.example"])
    #expect(due[0].names.compactMap(\.tries).sorted() == [0, 1])
    #expect(due[0].connections == 2)
  }

  @Test func aTryReplacesAllRowsAlsoThoseOfLooksThatItDidNotMake() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    try await wave.record(
      [name(task, [(.modern, .handshakeFailed), (.legacy, .handshakeFailed), (.anull, .unreachable)], retry: later)],
      describe: describeFake)
    #expect(try database.rows(rows).count == 3)
    try await wave.record([name(task, [(.modern, .tls(FakeLeaf(.trusted)))])], describe: describeFake)
    #expect(try database.rows(rows) == [["mx0.example", "modern", "1", "tls"]])
    #expect(try database.value("SELECT count(*) FROM retry") == "0")
    // The three connections that left no row are not forgotten.
    #expect(try await wave.connections(of: task.addressID) == 4)
  }

  @Test func aTryThatCameToNothingLeavesTheRowsAndIsOver() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    try await wave.record([name(task, [(.modern, .startTLSRejected)], retry: later)], describe: describeFake)
    let sights: [[(Look, SmallSurvey.Sight)]] = [
      [(.modern, .inconclusive)], [(.modern, .notProbed)], [(.modern, .handshakeFailed), (.legacy, .notProbed)],
    ]
    for looks in sights {
      try await wave.record([name(task, looks, keeps: true)], describe: describeFake)
      #expect(try database.rows(rows) == [["mx0.example", "modern", "1", "starttls-rejected"]])
      #expect(try database.value("SELECT count(*) FROM retry") == "0")
    }
    // Of these only one was dialled: nothing was for lack of descriptors, nor by policy.
    #expect(try await wave.connections(of: task.addressID) == 2)
  }

  @Test func theLookThatCountsIsThatOfTheSequence() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    for (looks, final) in ProbeWriterTests.looks where Set(looks.map(\.0)).count == looks.count {
      try await wave.record([name(task, looks)], describe: describeFake)
      #expect(try database.column("SELECT look FROM v_probe WHERE is_final = 1") == [final], "\(looks.map(\.0))")
    }
  }

  @Test func aNameThatOnlyOurFaultEndedIsPendingWhenTheWaveGoesOn() async throws {
    let wave = try await resolved()
    let tasks = try await wave.pendingAddresses(at: [0, 1, 2])
    let noRoute = SmallSurvey.Sight(ending: ProbeEnding(stage: .policy, reason: .local(.noIPv6)))
    try await wave.record(
      [
        name(tasks[0], [(.modern, .inconclusive)]), name(tasks[1], [(.modern, noRoute)]),
        name(tasks[2], [(.modern, .handshakeFailed), (.legacy, .inconclusive)]),
      ], describe: describeFake)
    let pending = try await wave.pendingAddresses(at: [0, 1, 2])
    #expect(pending.map(\.addressID) == [tasks[0].addressID, tasks[2].addressID])
    #expect(pending.map(\.connections) == [0, 1])
    // The new sequence stands alone.
    try await wave.record([name(tasks[2], [(.modern, .noStartTLS)])], describe: describeFake)
    #expect(try await wave.pendingAddresses(at: [2]).isEmpty)
    #expect(try database.value("SELECT count(*) FROM v_probe WHERE server_name = 'mx2.example'") == "1")
  }

  @Test func plansOutliveTheProcess() async throws {
    let wave = try await resolved(1)
    let task = try await wave.pendingAddresses(at: [0])[0]
    try await wave.record([name(task, [(.modern, .unreachable)], retry: later)], describe: describeFake)
    try await wave.addConnection(to: task.addressID)
    try database.close()
    let again = try scratch.database()
    let resumed = try await again.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_900))
    let due = try await resumed.retries(at: Instant(epoch: 1_001_800), limit: 10).due
    #expect(due.map(\.addressID) == [task.addressID])
    #expect(due.map(\.connections) == [2])
    try again.close()
  }

  @Test func forgottenProbesAreAsIfNotMadeButForTheirConnections() async throws {
    let wave = try await resolved(3)
    let tasks = try await wave.pendingAddresses(at: [0, 1, 2])
    func sight(_ sight: SmallSurvey.Sight, at epoch: Int64) -> SmallSurvey.Sight {
      var sight = sight
      sight.observedAt = epoch
      return sight
    }
    try await wave.record(
      [
        name(tasks[0], [(.modern, sight(.noStartTLS, at: 1_000_099))]),
        // Begun before, ended after: both looks are one result.
        name(
          tasks[1], [(.modern, sight(.handshakeFailed, at: 1_000_099)), (.legacy, sight(.unreachable, at: 1_000_100))],
          retry: later),
        name(tasks[2], [(.modern, sight(.unreachable, at: 1_000_200))], retry: later),
      ], describe: describeFake)
    try await wave.forgetProbes(since: Instant(epoch: 1_000_100))
    #expect(try database.column("SELECT server_name FROM v_probe") == ["mx0.example"])
    #expect(try database.value("SELECT count(*) FROM retry") == "0")
    let pending = try await wave.pendingAddresses(at: [0, 1, 2])
    #expect(pending.map(\.addressID) == [tasks[1].addressID, tasks[2].addressID])
    #expect(pending.map(\.connections) == [2, 1])
  }

  @Test func otherRetriesAreAnotherSurveyAndNoneIsWhatEarlierWavesHad() async throws {
    func setup(_ settings: [String: String]) -> WaveSetup {
      var setup = WaveSetup()
      setup.settings.merge(settings) { $1 }
      return setup
    }
    _ = try await database.wave(setup([:]), startedAt: Instant(epoch: 1_000_000))
    _ = try await database.wave(setup(["retries": "0"]), startedAt: Instant(epoch: 1_000_000))
    do {
      _ = try await database.wave(
        setup(["retries": "2", "retry-delay": "1800"]), startedAt: Instant(epoch: 1_000_000))
      Issue.record("a wave without retries went on with some")
    } catch Wave.Conflict.setting(let name, let before, let now) {
      #expect([name, before, now] == ["retries", "0", "2"])
    }
  }
}
