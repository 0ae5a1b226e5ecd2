import GRDB

@testable import SurveyStore

/// Random waves, recorded once for all the tests that begin with them.
actor RecordedWaves {
  static let shared = RecordedWaves()

  private var recordings: [UInt64: Task<Recording, any Error>] = [:]

  /// A database, and the folder that it is in.
  private struct Recording: Sendable {
    let scratch: Scratch
    let database: SurveyDatabase
  }

  /// Puts the waves of a seed into a database, in place of all that it holds.
  func copy(seed: UInt64, into database: SurveyDatabase) async throws {
    let recording = recordings[seed] ?? Self.record(seed)
    recordings[seed] = recording
    try await recording.value.database.pool.backup(to: database.pool)
  }

  private static func record(_ seed: UInt64) -> Task<Recording, any Error> {
    Task {
      let scratch = try Scratch()
      let database = try scratch.database()
      try await RandomWaves.record(into: database, seed: seed)
      return Recording(scratch: scratch, database: database)
    }
  }
}
