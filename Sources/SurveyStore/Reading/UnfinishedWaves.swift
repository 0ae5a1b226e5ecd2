internal import GRDB
internal import SurveyCore

extension UnfinishedWave {
  /// The waves that lie among finished ones and are not finished; after the last of them only where that is the newest
  /// finished wave of all, so that a selection of old waves is not told of what came later.
  static func fetch(_ db: GRDB.Database, among finished: [WaveSummary]) throws -> [UnfinishedWave] {
    guard let first = finished.first, let last = finished.last else { return [] }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT label, wave_date, state FROM scan
        WHERE state <> 'finished' AND wave_date >= :first
          AND (wave_date <= :last
            OR NOT EXISTS (SELECT 1 FROM scan later WHERE later.state = 'finished' AND later.wave_date > :last))
        ORDER BY wave_date, started_at, label
        """, arguments: ["first": first.waveDate, "last": last.waveDate]
    ).compactMap { row in
      WaveState(rawValue: row["state"]).map {
        UnfinishedWave(label: row["label"], waveDate: row["wave_date"], state: $0)
      }
    }
  }
}
