internal import GRDB
internal import SurveyCore

/// A wave as one judgement has it: the two ends of a pair, a column of the panel.
struct JudgedWave: Hashable {
  let judgementID: Int64
  let scanID: Int64
  let label: String

  /// The finished waves that have a judgement of this label, oldest nominal date first, as `finishedWaves` has them.
  /// - Parameter scanID: a wave that counts as finished, as its last judgement is being written.
  static func fetch(_ db: GRDB.Database, judgement: String, finishing scanID: Int64? = nil) throws -> [JudgedWave] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT j.judgement_id, s.scan_id, s.label FROM scan s
        JOIN judgement j ON j.scan_id = s.scan_id AND j.label = ?
        WHERE s.state = 'finished' OR s.scan_id IS ? ORDER BY s.wave_date, s.started_at, s.label
        """, arguments: [judgement, scanID]
    ).map { JudgedWave(judgementID: $0[0], scanID: $0[1], label: $0[2]) }
  }
}

/// Two waves, the earlier first.
struct WavePair: Hashable {
  let from: JudgedWave
  let to: JudgedWave

  /// Whether either wave is a sample of what there is, so that shares between them have a sampling error.
  func isDrawn(_ db: GRDB.Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM scan WHERE scan_id IN (?, ?) AND frame <> ?)",
      arguments: [from.scanID, to.scanID, Frame.census.rawValue]) ?? false
  }

  /// From each wave to the next.
  static func consecutive(_ waves: [JudgedWave]) -> [WavePair] {
    zip(waves, waves.dropFirst()).map { WavePair(from: $0, to: $1) }
  }
}
