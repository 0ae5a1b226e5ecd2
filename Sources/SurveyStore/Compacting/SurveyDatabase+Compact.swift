internal import GRDB

extension SurveyDatabase {
  /// The finished waves that are to be compacted, and are not yet, oldest nominal date first.
  /// - Parameter months: waves whose nominal date is more than so many months before that of the newest finished wave are
  ///   old; of a month that is too short for the day its last day counts.
  public func compactableWaves(keepingMonths months: Int) throws -> [CompactableWave] {
    try pool.read { db in
      let waves = try Row.fetchAll(
        db,
        sql: """
          SELECT s.scan_id, s.label, s.wave_date FROM scan s
          WHERE s.state = 'finished' AND NOT EXISTS (SELECT 1 FROM compacted_wave w WHERE w.scan_id = s.scan_id)
            AND s.wave_date < (
              SELECT min(date(max(wave_date), :before),
                date(max(wave_date), 'start of month', :before, '+1 month', '-1 day'))
              FROM scan WHERE state = 'finished')
          ORDER BY s.wave_date, s.started_at, s.label
          """, arguments: ["before": "-\(months) months"])
      return try waves.map { row in
        CompactableWave(
          label: row[1], waveDate: row[2], rows: try Compacting(db: db, scanID: row[0]).countPlainRows())
      }
    }
  }

  /// The finished waves that are compacted, oldest nominal date first.
  public func compactedLabels() throws -> [String] {
    try pool.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT s.label FROM scan s JOIN compacted_wave w ON w.scan_id = s.scan_id
          ORDER BY s.wave_date, s.started_at, s.label
          """)
    }
  }

  /// Compacts a finished wave in one transaction: where it has the same of a domain, a host or an address as the wave that
  /// was compacted before it, that is kept once. The public views show the same as before but for the times of probes,
  /// which become that of the wave's beginning, and their durations, which are given up; so is the order of its lists.
  ///
  /// What is added up of the wave is not touched. The file is not smaller before `giveRoomBack`.
  /// - Returns: `nil` where no finished wave has the label, or it is compacted already.
  public func compact(_ label: String) async throws -> CompactedWave? {
    try await log.makeRoom(in: pool)
    // Not broken off half-way where the task is cancelled.
    return try await Task { [pool] in
      try await pool.write { db in
        let scanID = try Int64.fetchOne(
          db, sql: "SELECT scan_id FROM scan WHERE label = ? AND state = 'finished'", arguments: [label])
        guard let scanID else { return nil }
        let compacting = Compacting(db: db, scanID: scanID)
        guard try !compacting.isCompacted else { return nil }
        let before = try DatabaseRoom(db)
        let counts = try compacting.compact()
        return CompactedWave(
          label: label, rows: counts.rows, keptRows: counts.added, octetsBefore: before.used,
          octetsAfter: try DatabaseRoom(db).used)
      }
    }.value
  }

  /// What the database takes.
  public func room() throws -> DatabaseRoom { try pool.read { try DatabaseRoom($0) } }

  /// Writes the file anew without the pages that are free. It needs room for what is used twice over: beside the file, and
  /// where temporary files are.
  public func giveRoomBack() async throws {
    try await Task { [pool] in
      try await pool.writeWithoutTransaction { db in
        try db.execute(sql: "VACUUM")
        // The file is cut off when the log is written back.
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }.value
  }
}
