internal import GRDB
internal import SurveyCore

/// Sees to it that two waves of one label are parts of the same survey.
struct MergeComparison {
  let db: GRDB.Database
  let path: String
  let takesUnfinished: Bool

  /// - Throws: a `MergeRefusal` where a wave of the other database is in no state to be merged.
  func requireMergeable(_ there: Row) throws {
    let synthetic: Bool = there["synthetic"]
    let other = try Bool.fetchOne(
      db, sql: "SELECT synthetic FROM main.scan WHERE synthetic <> ? LIMIT 1", arguments: [synthetic])
    if let other { throw refusal(there, .kind(databaseIsSynthetic: other)) }
    if there["stage"] as String == WaveStage.list.rawValue { throw refusal(there, .unread) }
    let coverage = try PartCoverage(db, schema: "source", scanID: there["scan_id"])
    if [WaveStage.judging, .done].contains(WaveStage(rawValue: there["stage"])), !coverage.isEmpty,
      !PartStage.allCases.allSatisfy(coverage.isComplete)
    {
      throw refusal(there, .forced)
    }
    switch WaveState(rawValue: there["state"]) {
    case .abandoned: throw refusal(there, .abandoned)
    case .running, .interrupted: if !takesUnfinished { throw refusal(there, .unfinished) }
    case .partial, .finished, nil: break
    }
  }

  /// - Throws: a `MergeRefusal` where the rows of a wave are not in the plain tables any more.
  func requirePlain(_ there: Row) throws {
    let isCompacted = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM source.compacted_wave WHERE scan_id = ?)",
      arguments: [there["scan_id"] as Int64])
    if isCompacted == true { throw refusal(there, .compacted) }
  }

  /// - Throws: a `MergeRefusal` that names the first difference.
  func requireSame(_ here: Row, _ there: Row) throws {
    if here["state"] as String == WaveState.abandoned.rawValue { throw refusal(there, .abandoned) }
    if here["stage"] as String == WaveStage.list.rawValue { throw refusal(there, .unread) }
    let (left, right) = (MergeComparison.settings(here), MergeComparison.settings(there))
    for name in Set(left.keys).union(right.keys).sorted() where left[name] != right[name] {
      throw refusal(
        there, .setting(name: name, here: left[name] ?? "none", there: right[name] ?? "none"))
    }
    guard here["list_sha256"] as Data? == there["list_sha256"] else {
      throw refusal(there, .lists(here: MergeComparison.digest(here), there: MergeComparison.digest(there)))
    }
    let lists = try [("main", here), ("source", there)].map { schema, row in
      try String.fetchAll(
        db,
        sql: """
          SELECT list_number || ' ' || name || ': ' || weighting || ', ' || entries || ' of ' || lines || ' lines'
          FROM \(schema).scan_list WHERE scan_id = ? ORDER BY list_number
          """, arguments: [row["scan_id"] as Int64]
      ).joined(separator: "; ")
    }
    guard lists[0] == lists[1] else { throw refusal(there, .lists(here: lists[0], there: lists[1])) }
  }

  /// - Throws: a `MergeRefusal` where the places of the lists stand for other domains.
  func requireSameDomains(_ there: Row, _ arguments: StatementArguments) throws {
    let isOther = try Bool.fetchOne(
      db,
      sql: """
        SELECT (SELECT count(*) FROM source.scan_domain WHERE scan_id = :source)
            <> (SELECT count(*) FROM main.scan_domain WHERE scan_id = :target)
          OR EXISTS (SELECT 1 FROM source.scan_domain s CROSS JOIN temp.domain_map m ON m.source = s.domain_id
            LEFT JOIN main.scan_domain o
              ON o.scan_id = :target AND o.ordinal = s.ordinal AND o.domain_id = m.target AND o.weight = s.weight
            WHERE s.scan_id = :source AND o.ordinal IS NULL)
        """, arguments: arguments)
    if isOther == true { throw refusal(there, .domains) }
  }

  private static func settings(_ row: Row) -> [String: String] {
    var settings = SettingsText.decode(row["settings"])
    settings["port"] = String(row["port"] as Int)
    settings["seed"] = String(UInt64(bitPattern: row["seed"]))
    settings["as-of"] = (row["as_of"] as Int64?).map { Instant(epoch: $0).iso8601 } ?? "none"
    settings["frame"] = row["frame"]
    return settings
  }

  private static func digest(_ row: Row) -> String {
    (row["list_sha256"] as Data?).flatMap { Fingerprint(octets: $0) }.map { "SHA-256 \($0)" } ?? "none"
  }

  private func refusal(_ there: Row, _ reason: MergeRefusal.Reason) -> MergeRefusal {
    MergeRefusal(path: path, label: there["label"], reason: reason)
  }
}
