internal import GRDB
public import SurveyCore

/// What a wave, finished or not, comes to in numbers: for the record of a run.
public struct WaveCounts: Hashable, Sendable {
  /// A list of the wave.
  public struct List: Hashable, Sendable {
    /// The file's name.
    public var name: String
    /// How it weighs: `uniform`, `given` or `rank`.
    public var weighting: String
    /// Its lines.
    public var lines: Int
    /// Those that gave a domain.
    public var entries: Int
    /// Those that were rejected.
    public var rejectedLines: Int
  }

  /// Where it stands.
  public var state: WaveState
  /// Its nominal date.
  public var waveDate: String
  /// Whether it is of a laboratory.
  public var isSynthetic: Bool
  /// Domains on its lists, or drawn of them.
  public var domains: Int
  /// MX hosts found.
  public var hosts: Int
  /// Addresses found.
  public var addresses: Int
  /// Addresses under a name that there were to probe.
  public var probes: Int
  /// Digest of the lists; `nil` until they are read.
  public var listSHA256: String?
  /// Its lists, in order.
  public var lists: [List]
  /// Domains by MX status; empty until the wave is judged, as are the following.
  public var domainsByStatus: [MXStatus: Int]
  /// MX hosts with an address, by outcome.
  public var hostsByOutcome: [Outcome: Int]
  /// Addresses under a name, by outcome of the look that counts.
  public var probesByOutcome: [Outcome: Int]
}

extension SurveyDatabase {
  /// The numbers of a wave; `nil` where there is none of that label.
  public func counts(label: String) throws -> WaveCounts? {
    try pool.read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT *, lower(hex(list_sha256)) AS digest FROM scan WHERE label = ?", arguments: [label])
      guard let row, let state = WaveState(rawValue: row["state"]) else { return nil }
      let scanID: Int64 = row["scan_id"]
      let tallies = try Row.fetchAll(
        db, sql: "SELECT kind, word, sum(count) FROM coverage_tally WHERE scan_id = ? GROUP BY kind, word",
        arguments: [scanID])
      func counts<Word: RawRepresentable<String> & Hashable>(_ kind: String, _: Word.Type) -> [Word: Int] {
        let rows = tallies.filter { $0[0] == kind }.compactMap { row in
          Word(rawValue: row[1]).map { ($0, row[2] as Int) }
        }
        return Dictionary(uniqueKeysWithValues: rows)
      }
      let digest: String? = row["digest"]
      return WaveCounts(
        state: state, waveDate: row["wave_date"], isSynthetic: row["synthetic"], domains: row["domains"],
        hosts: row["mx_hosts"], addresses: row["addresses"], probes: row["probes"],
        listSHA256: digest.flatMap { $0.isEmpty ? nil : $0 }, lists: try WaveCounts.lists(db, scanID: scanID),
        domainsByStatus: counts("mx-status", MXStatus.self), hostsByOutcome: counts("host-outcome", Outcome.self),
        probesByOutcome: counts("probe-reason", Outcome.self))
    }
  }

  /// When the newest wave was finished; `nil` where none was.
  public func lastFinish() throws -> Instant? {
    try pool.read { db in
      try Int64.fetchOne(db, sql: "SELECT max(finished_at) FROM scan WHERE state = 'finished'").map(
        Instant.init(epoch:))
    }
  }

  /// The version of SQLite.
  public static var libraryVersion: String {
    get throws { try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "" } }
  }
}

extension WaveCounts {
  fileprivate static func lists(_ db: GRDB.Database, scanID: Int64) throws -> [List] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT name, weighting, lines, entries, rejected_lines FROM scan_list WHERE scan_id = ? ORDER BY list_number
        """, arguments: [scanID]
    ).map { List(name: $0[0], weighting: $0[1], lines: $0[2], entries: $0[3], rejectedLines: $0[4]) }
  }
}
