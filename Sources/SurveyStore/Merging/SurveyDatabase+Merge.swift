internal import GRDB

extension SurveyDatabase {
  /// Merges the waves of another database into this one. Merging the same again changes nothing, and the order in which
  /// databases are merged does not matter; nothing is judged by it. The other file is only read.
  ///
  /// A wave that is finished here takes nothing more. One that is finished there is taken as facts, to be judged here.
  /// - Parameters:
  ///   - path: the other database, which nobody may be writing.
  ///   - unfinished: whether waves are taken that are not done there, as far as they are.
  /// - Returns: what became of its waves, oldest first.
  /// - Throws: a `MergeRefusal`, and then nothing of it was merged.
  public func merge(_ path: String, unfinished: Bool = false) async throws -> [MergedWave] {
    try MergeSource.check(path)
    try await log.makeRoom(in: pool)
    return try await Task { [self] in
      try await pool.writeWithoutTransaction { [self] db in
        try requireWhole(db)
        try db.execute(sql: "ATTACH DATABASE ? AS source", arguments: [path])
        let result = Result { try mergeAttached(db, path, unfinished) }
        try db.execute(sql: "DETACH DATABASE source")
        return try result.get()
      }
    }.value
  }

  private func mergeAttached(_ db: GRDB.Database, _ path: String, _ unfinished: Bool) throws -> [MergedWave] {
    var merged: [MergedWave] = []
    // Not at once for writing: that would lock the other file, too.
    try db.inTransaction(.deferred) {
      let waves = try Row.fetchAll(db, sql: "SELECT * FROM source.scan ORDER BY wave_date, started_at, label")
      guard !waves.isEmpty else { throw MergeRefusal(path: path, label: nil, reason: .empty) }
      let merging = Merging(db: db, path: path, takesUnfinished: unfinished)
      for wave in waves { merged.append(try merging.merge(wave)) }
      return .commit
    }
    return merged
  }
}

/// A database that is to be merged into another.
enum MergeSource {
  /// - Throws: where it is none, or lacks something, or its schema is not ours.
  static func check(_ path: String) throws {
    let source = try SurveyDatabase(reading: path)
    let isCurrent = try source.pool.read { db in
      try source.requireWhole(db)
      return try Migrations.migrator.hasCompletedMigrations(db)
    }
    try source.close()
    guard isCurrent else { throw MergeRefusal(path: path, label: nil, reason: .older) }
  }
}
