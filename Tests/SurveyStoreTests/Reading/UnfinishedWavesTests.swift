import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct UnfinishedWavesTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func begin(_ label: String, _ epoch: Int64, _ state: WaveState? = nil) async throws {
    var setup = WaveSetup()
    setup.label = label
    setup.asOf = Instant(epoch: epoch)
    let wave = try await database.wave(setup, startedAt: Instant(epoch: epoch))
    if let state { try await wave.set(state) }
  }

  @Test func whatWasNotFinishedAmongTheWavesIsNamed() async throws {
    try await RandomWaves.record(into: database, seed: 4)
    let middle = RandomWaves.instant(1).epoch
    try await begin("before", RandomWaves.instant(0).epoch - 864_000)
    try await begin("between", middle + 864_000, .interrupted)
    try await begin("after", RandomWaves.instant(2).epoch + 864_000)
    let series = try database.series()
    #expect(series.waves.map(\.label) == RandomWaves.labels)
    #expect(series.unfinished.map(\.label) == ["between", "after"])
    #expect(series.unfinished.map(\.state) == [.interrupted, .running])
    #expect(series.unfinished.first?.waveDate == Instant(epoch: middle + 864_000).date)
    // Of a selection that ends earlier, what came later is no part.
    let selection = try database.series { $0.label != RandomWaves.labels[2] }
    #expect(selection.unfinished.map(\.label) == [])
    let later = try database.series { $0.label != RandomWaves.labels[0] }
    #expect(later.unfinished.map(\.label) == ["between", "after"])
    #expect(try database.series { _ in false }.unfinished == [])
  }
}
