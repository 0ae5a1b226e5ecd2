internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// The labels of the waves that are made in parts, oldest nominal date first.
  public func partialLabels() throws -> [String] {
    try pool.read { db in
      try String.fetchAll(
        db, sql: "SELECT label FROM scan WHERE state = 'partial' ORDER BY wave_date, started_at, label")
    }
  }

  /// A wave that is made in parts, or of which parts were merged; `nil` where there is no such unfinished wave.
  public func partialWave(_ label: String) throws -> Wave? {
    try pool.read { [self] db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM scan WHERE label = ? AND state = 'partial'", arguments: [label])
      return row.map { Wave(database: self, $0) }
    }
  }
}

extension Wave {
  /// Goes on with a wave in parts as far as its parts allow: where those of stage `resolve` are all there, what can be said
  /// only of all hosts together is settled; where those of `probe` are, too, the wave is ready to be judged.
  /// - Parameters:
  ///   - finishing: goes on although parts lack. What was not resolved or probed becomes inconclusive.
  ///   - instant: now.
  /// - Returns: whether the wave is to be judged now (`finish`).
  public func complete(finishing: Bool = false, at instant: Instant) async throws -> Bool {
    let pool = database.pool
    try await database.log.makeRoom(in: pool)
    return try await Task { [scanID] in
      try await pool.writeWithoutTransaction { db in
        // Rows that nothing refers to would each be looked for in every table that may refer to it.
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        let result = Result {
          var isReady = false
          try db.inTransaction(.immediate) {
            isReady = try Completion(db: db, scanID: scanID, isForced: finishing, instant: instant).run()
            return .commit
          }
          return isReady
        }
        try db.execute(sql: "PRAGMA foreign_keys = ON")
        return try result.get()
      }
    }.value
  }
}
