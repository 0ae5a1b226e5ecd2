internal import GRDB
public import SurveyCore

/// How a wave is set up: what decides what it measures, and so must be the same when it is resumed.
public struct WaveSetup: Sendable, Hashable {
  /// The wave's name.
  public var label: String
  /// The instant that `--as-of` names, or `nil`.
  public var asOf: Instant?
  /// Whether reserved addresses are surveyed.
  public var isSynthetic: Bool
  /// TCP port of the probes.
  public var port: UInt16
  /// Seed of the order.
  public var seed: UInt64
  /// The flags that change what is measured, by name, each with its value as text.
  public var settings: [String: String]
  /// The version of mxcensus; another may go on with a wave.
  public var version: String
  /// What the wave is of.
  public var frame: Frame
  /// From where is measured: the name that the scanning host gives in EHLO; `nil` where that is not to be kept. It may
  /// change while a wave is under way, and the first one is kept.
  public var vantage: String?

  /// A set-up.
  public init(
    label: String, asOf: Instant?, isSynthetic: Bool, port: UInt16, seed: UInt64, settings: [String: String],
    version: String, frame: Frame = .census, vantage: String? = nil
  ) {
    self.label = label
    self.asOf = asOf
    self.isSynthetic = isSynthetic
    self.port = port
    self.seed = seed
    self.settings = settings
    self.version = version
    self.frame = frame
    self.vantage = vantage
  }
}

/// What a wave has still to do.
public enum WaveStage: String, Sendable, Hashable, CaseIterable {
  /// The lists are being read.
  case list
  /// MX look-ups of the domains.
  case domains
  /// Address look-ups of the MX hosts.
  case hosts
  /// Probes.
  case probes
  /// Everything is seen; the wave is to be judged.
  case judging
  /// Judged.
  case done
}

/// An open wave in a database.
public struct Wave: Sendable {
  let database: SurveyDatabase
  /// Its row.
  public let scanID: Int64
  /// What it was set up with, when it was begun.
  public let setup: WaveSetup

  /// Why a wave can't be begun or resumed.
  public enum Conflict: Error, Sendable {
    /// The label stands for a wave with another value of this setting.
    case setting(name: String, before: String, now: String)
    /// The lists are not those that the wave was begun with.
    case lists(before: String, now: String)
    /// The database holds waves of the other kind: laboratory and real data do not mix.
    case kind(databaseIsSynthetic: Bool)
    /// The wave was given up.
    case abandoned(label: String)
  }

  /// Writes in one transaction, even where the calling task is cancelled: what was seen is not to be lost because the
  /// wave is being stopped. (GRDB's own writes end with the task that makes them.) Where readers have let the log grow to
  /// its limit, it waits for them first.
  func write<Result: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Result) async throws -> Result {
    let pool = database.pool
    try await database.log.makeRoom(in: pool)
    return try await Task { try await pool.write(body) }.value
  }

  /// Where the wave stands.
  public func stage() async throws -> WaveStage {
    try await database.pool.read { [scanID] db in
      let word = try String.fetchOne(db, sql: "SELECT stage FROM scan WHERE scan_id = ?", arguments: [scanID])
      return word.flatMap(WaveStage.init) ?? .list
    }
  }

  /// Notes that a stage is over and the next begins.
  public func enter(_ stage: WaveStage) async throws {
    try await write { [scanID] db in
      try db.execute(sql: "UPDATE scan SET stage = ? WHERE scan_id = ?", arguments: [stage.rawValue, scanID])
    }
  }

  /// Notes that the wall clock jumped while the wave was under way.
  /// - Parameters:
  ///   - seconds: forward is positive.
  ///   - instant: when it was noticed, by the wall clock.
  public func noteClockJump(by seconds: Int64, at instant: Instant) async throws {
    try await write { [scanID] db in
      try db.execute(
        sql: "INSERT INTO clock_jump VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [scanID, instant.epoch, seconds])
    }
  }

  /// Notes the wave's state.
  public func set(_ state: WaveState) async throws {
    try await write { [scanID] db in
      try db.execute(sql: "UPDATE scan SET state = ? WHERE scan_id = ?", arguments: [state.rawValue, scanID])
    }
  }
}

extension SurveyDatabase {
  /// Begins a wave, or goes on with the one of that label.
  /// - Throws: `Wave.Conflict` where the label stands for another survey.
  public func wave(_ setup: WaveSetup, startedAt: Instant) async throws -> Wave {
    try await pool.write { [self] db in
      try requireWhole(db)
      let other = try Bool.fetchOne(
        db, sql: "SELECT synthetic FROM scan WHERE synthetic <> ? LIMIT 1", arguments: [setup.isSynthetic])
      if let other { throw Wave.Conflict.kind(databaseIsSynthetic: other) }
      let row = try Row.fetchOne(db, sql: "SELECT * FROM scan WHERE label = ?", arguments: [setup.label])
      if let row { return try resume(db, row, setup) }
      try db.execute(
        sql: """
          INSERT INTO scan (label, wave_date, started_at, state, stage, synthetic, as_of, port, seed, settings, version,
            frame, vantage)
          VALUES (?, ?, ?, 'running', 'list', ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          setup.label, (setup.asOf ?? startedAt).date, startedAt.epoch, setup.isSynthetic, setup.asOf?.epoch,
          Int(setup.port), Int64(bitPattern: setup.seed), SettingsText.encode(setup.settings), setup.version,
          setup.frame.rawValue, setup.vantage,
        ])
      return Wave(database: self, scanID: db.lastInsertedRowID, setup: setup)
    }
  }

  private func resume(_ db: GRDB.Database, _ row: Row, _ setup: WaveSetup) throws -> Wave {
    let state: String = row["state"]
    if state == WaveState.abandoned.rawValue { throw Wave.Conflict.abandoned(label: setup.label) }
    var before = SettingsText.decode(row["settings"])
    var now = setup.settings
    before["port"] = String(row["port"] as Int)
    now["port"] = String(setup.port)
    before["seed"] = String(UInt64(bitPattern: row["seed"]))
    now["seed"] = String(setup.seed)
    before["as-of"] = (row["as_of"] as Int64?).map { Instant(epoch: $0).iso8601 } ?? "none"
    now["as-of"] = setup.asOf?.iso8601 ?? "none"
    // Waves that were begun before there were tries after the first have none.
    before["retries"] = before["retries"] ?? "0"
    now["retries"] = now["retries"] ?? "0"
    before["frame"] = row["frame"]
    now["frame"] = setup.frame.rawValue
    for name in Set(before.keys).union(now.keys).sorted() where before[name] != now[name] {
      throw Wave.Conflict.setting(name: name, before: before[name] ?? "none", now: now[name] ?? "none")
    }
    let scanID: Int64 = row["scan_id"]
    if state != WaveState.finished.rawValue {
      try db.execute(sql: "UPDATE scan SET state = 'running' WHERE scan_id = ?", arguments: [scanID])
    }
    return Wave(database: self, scanID: scanID, setup: setup)
  }

  /// Gives an unfinished wave up for good; its rows stay, it is in no trend.
  /// - Returns: whether there was such a wave.
  public func abandon(label: String) async throws -> Bool {
    try await pool.write { db in
      try db.execute(
        sql: "UPDATE scan SET state = 'abandoned' WHERE label = ? AND state NOT IN ('finished', 'abandoned')",
        arguments: [label])
      return db.changesCount > 0
    }
  }
}

/// The settings of a wave as lines `name=value` in order of name: readable in the database, equal where they are equal.
enum SettingsText {
  static func encode(_ settings: [String: String]) -> String {
    settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
  }

  static func decode(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "\n").map { line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
