import Glibc
import SurveyCore
import SurveyStore

/// Takes lines of the filters into a wave, and makes the wave of all that were taken.
struct ImportRunner: Sendable {
  let configuration: ImportConfiguration

  func run() async throws {
    let label = configuration.setup.label
    let lock = try DatabaseLock(database: configuration.databasePath, holder: "process \(getpid()), import \(label)")
    let database = try SurveyDatabase(
      writing: configuration.databasePath, warn: { Terminal.say("mxcensus: \($0.words)") })
    let wave = try await database.wave(configuration.setup, startedAt: .now)
    if try await wave.stage() == .done {
      say("wave \(label) is finished already; nothing is imported")
      // They are there still where an earlier import was killed between its last two steps.
      try await wave.dropImports()
    } else {
      do {
        try await makeWave(wave)
      } catch {
        try await wave.set(.interrupted)
        try database.close()
        throw error
      }
      if configuration.isLast { try ScanSummary(database: database, label: label).lines().forEach(say) }
    }
    try database.close()
    withExtendedLifetime(lock) {}
  }

  private func makeWave(_ wave: Wave) async throws {
    try await ImportReading(configuration: configuration, wave: wave).run()
    let missing = try await ImportMaking(wave: wave).run()
    if missing.doubted > 0 {
      say(
        """
        \(ProgressLine.grouped(missing.doubted)) names were looked at only while nothing could be measured (self.vantage); \
        probe them again
        """)
    }
    guard configuration.isLast else {
      try await wave.set(.partial)
      say(
        "wave \(configuration.setup.label) is partial: names without a look so far: \(ProgressLine.grouped(missing.count))"
      )
      return
    }
    guard missing.count == 0 else {
      throw Refusal(
        .input,
        """
        \(ProgressLine.grouped(missing.count)) names at addresses have no row of probe that counts, so the wave can't be \
        judged; import those, then say --finish again
        """)
    }
    try await wave.enter(.judging)
    let plans = configuration.judging.plans(seen: try await wave.intermediates())
    try await wave.finish(judging: plans, finishedAt: .now, operatorOf: configuration.operators)
    try await wave.dropImports()
  }

  private func say(_ text: String) {
    if !configuration.isQuiet { Terminal.say(text) }
  }
}
