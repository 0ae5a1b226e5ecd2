internal import GRDB
internal import SurveyCore

/// Merges one wave of the attached database `source` into this one, row by row and nothing whole in memory.
///
/// What is put together are facts. They are kept so that the order of merging does not matter: of two rows about the same
/// thing always the same one stays (`ContentOrder`), and what is derived is derived anew from what stayed.
struct Merging {
  let db: GRDB.Database
  let path: String
  /// Whether waves that are not done are taken as far as they are.
  let takesUnfinished: Bool

  /// - Parameter there: the wave's row in `source`.
  func merge(_ there: Row) throws -> MergedWave {
    let label: String = there["label"]
    let comparison = MergeComparison(db: db, path: path, takesUnfinished: takesUnfinished)
    try comparison.requireMergeable(there)
    let here = try Row.fetchOne(db, sql: "SELECT * FROM main.scan WHERE label = ?", arguments: [label])
    if let here {
      try comparison.requireSame(here, there)
      if here["state"] as String == WaveState.finished.rawValue {
        return MergedWave(label: label, isFinished: true, names: 0)
      }
    }
    try comparison.requirePlain(there)
    let target = try here?["scan_id"] as Int64? ?? insert(there)
    let maps = try RowMaps(db, source: there["scan_id"], target: target)
    let arguments: StatementArguments = ["source": there["scan_id"] as Int64, "target": target]
    try maps.bringDomains()
    if here == nil { try bringLists(arguments) } else { try comparison.requireSameDomains(there, arguments) }
    let isSettledHere = here.map(Merging.isSettled) ?? false
    let resolution = ResolutionMerging(db: db, maps: maps, target: target, arguments: arguments)
    try resolution.merge(isSettledHere: isSettledHere, isSettledThere: Merging.isSettled(there))
    let names = try ProbeMerging(db: db, maps: maps, arguments: arguments).merge()
    try bringImports(arguments)
    try addUp(here, there, arguments)
    try maps.drop()
    return MergedWave(label: label, isFinished: false, names: names)
  }

  /// Whether the wave's hosts are all looked up, and what follows from that is settled.
  private static func isSettled(_ row: Row) -> Bool {
    switch WaveStage(rawValue: row["stage"]) {
    case .probes, .judging, .done: true
    case .list, .domains, .hosts, nil: false
    }
  }

  private func insert(_ there: Row) throws -> Int64 {
    let columns = """
      label, wave_date, started_at, synthetic, as_of, port, seed, settings, list_sha256, domains, validates_dnssec,
      version, frame, listed_domains, vantage
      """
    try db.execute(
      sql: """
        INSERT INTO main.scan (\(columns), state, stage) SELECT \(columns), 'partial', 'domains' FROM source.scan
        WHERE scan_id = ?
        """, arguments: [there["scan_id"] as Int64])
    return db.lastInsertedRowID
  }

  private func bringLists(_ arguments: StatementArguments) throws {
    for (table, columns) in [
      ("scan_list", "list_number, name, weighting, lines, entries, rejected_lines"),
      ("scan_list_rejection", "list_number, reason, lines"),
    ] {
      try db.execute(
        sql: """
          INSERT INTO main.\(table) (scan_id, \(columns)) SELECT :target, \(columns) FROM source.\(table)
          WHERE scan_id = :source
          """, arguments: arguments)
    }
    try db.execute(
      sql: """
        INSERT INTO main.scan_domain (scan_id, ordinal, domain_id, weight)
        SELECT :target, s.ordinal, m.target, s.weight FROM source.scan_domain s
        CROSS JOIN temp.domain_map m ON m.source = s.domain_id WHERE s.scan_id = :source;
        INSERT INTO main.further_weight (scan_id, list_number, ordinal, weight)
        SELECT :target, list_number, ordinal, weight FROM source.further_weight WHERE scan_id = :source;
        """, arguments: arguments)
  }

  /// Rows of other processes, as if they had been imported here: of two with one key the same one stays as there. Looks of
  /// other visits have other keys, so that all stay, and the next import chooses among them.
  private func bringImports(_ arguments: StatementArguments) throws {
    try db.execute(
      sql: """
        INSERT INTO main.imported_row (scan_id, kind, key, is_open, observed_at, sha256, row)
        SELECT :target, kind, key, is_open, observed_at, sha256, row FROM source.imported_row WHERE scan_id = :source
        ON CONFLICT DO UPDATE SET is_open = excluded.is_open, observed_at = excluded.observed_at, sha256 = excluded.sha256,
          row = excluded.row
        WHERE (excluded.is_open, excluded.observed_at, excluded.sha256)
          < (imported_row.is_open, imported_row.observed_at, imported_row.sha256)
        """, arguments: arguments)
  }

  /// What is told of the wave as a whole: times are the earliest, DNSSEC is validated where it was everywhere.
  private func addUp(_ here: Row?, _ there: Row, _ arguments: StatementArguments) throws {
    let vantages = [here, there].compactMap { $0?["vantage"] as String? }
    let names = Set(vantages.flatMap { $0.split(separator: ", ").map(String.init) }).sorted()
    try db.execute(
      sql: """
        UPDATE main.scan SET wave_date = min(scan.wave_date, s.wave_date), started_at = min(scan.started_at, s.started_at),
          version = min(scan.version, s.version), state = 'partial', vantage = :vantage,
          validates_dnssec = min(coalesce(scan.validates_dnssec, s.validates_dnssec),
            coalesce(s.validates_dnssec, scan.validates_dnssec))
        FROM source.scan s WHERE scan.scan_id = :target AND s.scan_id = :source
        """,
      arguments: arguments &+ ["vantage": names.isEmpty ? nil : names.joined(separator: ", ")])
    try db.execute(
      sql: """
        INSERT INTO main.clock_jump (scan_id, noticed_at, seconds)
        SELECT :target, noticed_at, seconds FROM source.clock_jump WHERE scan_id = :source ON CONFLICT DO NOTHING;
        -- All parts have forgotten the same domains, each at its own time: it is told once, by the part that lost most.
        DELETE FROM main.forgotten WHERE scan_id = :target
          AND (SELECT sum(domains), sum(hosts), sum(addresses), -min(forgotten_at) FROM source.forgotten
               WHERE scan_id = :source)
            > (SELECT sum(domains), sum(hosts), sum(addresses), -min(forgotten_at) FROM main.forgotten
               WHERE scan_id = :target);
        INSERT INTO main.forgotten (scan_id, domains, hosts, addresses, forgotten_at)
        SELECT :target, domains, hosts, addresses, forgotten_at FROM source.forgotten
        WHERE scan_id = :source AND NOT EXISTS (SELECT 1 FROM main.forgotten WHERE scan_id = :target);
        INSERT INTO main.scan_shard (scan_id, stage, shards, shard, finished_at)
        SELECT :target, stage, shards, shard, finished_at FROM source.scan_shard
        WHERE scan_id = :source AND finished_at IS NOT NULL
        ON CONFLICT DO UPDATE SET finished_at = coalesce(min(finished_at, excluded.finished_at), excluded.finished_at);
        """, arguments: arguments)
    // A wave that was never in parts holds everything.
    if there["state"] as String == WaveState.finished.rawValue,
      try PartCoverage(db, schema: "source", scanID: there["scan_id"]).isEmpty
    {
      try db.execute(
        sql: """
          INSERT INTO main.scan_shard (scan_id, stage, shards, shard, finished_at)
          SELECT :target, column1, 1, 0, s.finished_at FROM source.scan s, (VALUES ('resolve'), ('probe'))
          WHERE s.scan_id = :source
          ON CONFLICT DO UPDATE SET finished_at = coalesce(min(finished_at, excluded.finished_at), excluded.finished_at)
          """, arguments: arguments)
    }
  }
}
