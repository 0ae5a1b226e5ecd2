internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// The finished waves, oldest nominal date first, with everything that a report says of them.
  /// - Parameter judgement: the label of the judgement whose trend is read.
  public func finishedWaves(judgement: String = "as-observed") throws -> [WaveSummary] {
    try pool.read { try WaveReading.all($0, judgement: judgement) }
  }
}

/// Reads one finished wave: nothing is counted here that was not counted when the wave was judged.
struct WaveReading {
  let db: GRDB.Database
  let scan: Row

  /// Every finished wave that has the judgement, oldest nominal date first.
  static func all(_ db: GRDB.Database, judgement: String) throws -> [WaveSummary] {
    let scans = try Row.fetchAll(
      db,
      sql: """
        SELECT s.*, lower(hex(j.trust_store_sha256)) AS trust, j.judgement_id, j.classifier_version FROM scan s
        JOIN judgement j ON j.scan_id = s.scan_id AND j.label = ?
        WHERE s.state = 'finished' ORDER BY s.wave_date, s.started_at, s.label
        """, arguments: [judgement])
    return try scans.map { try WaveReading(db: db, scan: $0).summary() }
  }

  func summary() throws -> WaveSummary {
    let coverage = try coverage()
    func counts(_ kind: String) -> [(word: String, count: Int)] {
      coverage.filter { $0.kind == kind }.map { ($0.word, $0.count) }
    }
    return WaveSummary(
      label: scan["label"], waveDate: scan["wave_date"], startedAt: Instant(epoch: scan["started_at"]),
      finishedAt: Instant(epoch: scan["finished_at"] ?? scan["started_at"]), isSynthetic: scan["synthetic"],
      listSHA256: digest("list_sha256") ?? "", trustStoreSHA256: scan["trust"], version: scan["version"],
      classifierVersion: scan["classifier_version"], settings: SettingsText.decode(scan["settings"]),
      vantage: scan["vantage"], publicSuffixSHA256: digest("public_suffix_sha256"),
      frame: Frame(rawValue: scan["frame"]) ?? .census, listedDomains: scan["listed_domains"], lists: try lists(),
      domains: Dictionary(
        uniqueKeysWithValues: counts("mx-status").compactMap { count in
          MXStatus(rawValue: count.word).map { ($0, count.count) }
        }),
      hosts: Dictionary(
        uniqueKeysWithValues: counts("host-outcome").compactMap { count in
          Outcome(rawValue: count.word).map { ($0, count.count) }
        }),
      hostsWithoutAddress: Dictionary(
        uniqueKeysWithValues: counts("host-dns").compactMap { count in
          DNSFailure(rawValue: count.word).map { ($0, count.count) }
        }),
      reasons: coverage.filter { $0.kind == "probe-reason" }.compactMap { row in
        Outcome(rawValue: row.word).map {
          WaveSummary.ReasonCount(outcome: $0, reason: row.reason, count: row.count)
        }
      }, points: try points(), breakdown: try breakdown(), senders: try senders(), reservations: try reservations(),
      inference: try InferenceReading.summary(db, scanID: scanID))
  }

  private func digest(_ column: String) -> String? {
    (scan[column] as Data?).flatMap { Fingerprint(octets: $0) }?.description
  }

  /// What answered and what did not, the most frequent reasons of an outcome first.
  private func coverage() throws -> [(kind: String, word: String, reason: String, count: Int)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT kind, word, reason, count FROM coverage_tally WHERE scan_id = ?
        ORDER BY kind, word, count DESC, reason
        """, arguments: [scanID]
    ).map { ($0[0], $0[1], $0[2], $0[3]) }
  }

  private func breakdown() throws -> [BreakdownRow] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT topic, key, hosts, certificates FROM breakdown WHERE judgement_id = ? ORDER BY topic, place",
      arguments: [scan["judgement_id"] as Int64]
    ).compactMap { row in
      BreakdownTopic(rawValue: row[0]).map {
        BreakdownRow(topic: $0, key: row[1], hosts: row[2], certificates: row[3])
      }
    }
    return BreakdownTopic.allCases.flatMap { topic in rows.filter { $0.topic == topic } }
  }

  private func senders() throws -> [SenderTally.Row] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM sender_tally WHERE judgement_id = ? ORDER BY place",
      arguments: [scan["judgement_id"] as Int64]
    ).map { row in
      let shares = DeliveryResult.allCases.map { result in (result, row[result.rawValue] as Double) }
      return SenderTally.Row(
        policy: row["policy"], domains: row["domains"], shares: Dictionary(uniqueKeysWithValues: shares))
    }
  }

  private func reservations() throws -> WaveReservations {
    let sums = try Row.fetchOne(
      db,
      sql: """
        SELECT coalesce(sum(domains), 0), coalesce(sum(hosts), 0), coalesce(sum(addresses), 0) FROM forgotten
        WHERE scan_id = ?
        """, arguments: [scanID])
    let jumps = try Int.fetchAll(
      db, sql: "SELECT seconds FROM clock_jump WHERE scan_id = ? ORDER BY noticed_at, seconds", arguments: [scanID])
    return WaveReservations(
      forgotten: sums.map { WaveReservations.Forgotten(domains: $0[0], hosts: $0[1], addresses: $0[2]) } ?? .init(),
      clockJumps: jumps)
  }

  private var scanID: Int64 { scan["scan_id"] }

  private func lists() throws -> [WaveSummary.ListSummary] {
    try Row.fetchAll(
      db, sql: "SELECT name, weighting, rejected_lines FROM scan_list WHERE scan_id = ? ORDER BY list_number",
      arguments: [scanID]
    ).map {
      WaveSummary.ListSummary(
        name: $0[0], weighting: ListWeighting(rawValue: $0[1]) ?? .uniform, rejectedLines: $0[2])
    }
  }

  private func points() throws -> [TrendPoint] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM trend WHERE judgement_id = ? ORDER BY unit, base, metric",
      arguments: [scan["judgement_id"] as Int64]
    ).compactMap { row in
      guard let metric = Metric(word: row["metric"]), let base = Base(rawValue: row["base"]) else { return nil }
      return TrendPoint(
        unit: TrendUnit(rawValue: row["unit"]), metric: metric, base: base, numerator: row["numerator"],
        denominator: row["denominator"], silent: row["silent"],
        interval: TrendPoint.Interval(word: row["interval"], low: row["low"], high: row["high"]) ?? .none)
    }
  }
}
