internal import GRDB
internal import SurveyCore

extension SurveyDatabase {
  /// The labels of the finished waves, oldest nominal date first.
  public func finishedLabels() throws -> [String] {
    try pool.read { db in
      try String.fetchAll(
        db, sql: "SELECT label FROM scan WHERE state = 'finished' ORDER BY wave_date, started_at, label")
    }
  }

  /// The nominal date of the newest wave, finished or not, as `YYYY-MM-DD`; `nil` without a wave.
  public func newestWaveDate() throws -> String? {
    try pool.read { try String.fetchOne($0, sql: "SELECT max(wave_date) FROM scan") }
  }

  /// A finished wave, to be judged again; `nil` where there is none of that label.
  /// - Throws: `Failure.partial` for a copy without the certificates' octets, which are what is judged.
  public func finishedWave(_ label: String) throws -> Wave? {
    try pool.read { [self] db in
      try requireWhole(db, for: [.der])
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM scan WHERE label = ? AND state = 'finished'", arguments: [label])
      guard let row else { return nil }
      return Wave(database: self, row)
    }
  }
}

extension Wave {
  /// A wave as its row says that it was set up.
  init(database: SurveyDatabase, _ row: Row) {
    self.init(
      database: database, scanID: row["scan_id"],
      setup: WaveSetup(
        label: row["label"], asOf: (row["as_of"] as Int64?).map { Instant(epoch: $0) }, isSynthetic: row["synthetic"],
        port: UInt16(clamping: row["port"] as Int), seed: UInt64(bitPattern: row["seed"]),
        settings: SettingsText.decode(row["settings"]), version: row["version"],
        frame: Frame(rawValue: row["frame"]) ?? .census, vantage: row["vantage"]))
  }
}
