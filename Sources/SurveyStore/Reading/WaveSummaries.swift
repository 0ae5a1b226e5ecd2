internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// The finished waves, oldest nominal date first, with everything that a report says of them.
  /// - Parameter judgement: the label of the judgement whose trend is read.
  public func finishedWaves(judgement: String = "as-observed") throws -> [WaveSummary] {
    try pool.read { db in
      let scans = try Row.fetchAll(
        db,
        sql: """
          SELECT s.*, lower(hex(j.trust_store_sha256)) AS trust, j.judgement_id FROM scan s
          JOIN judgement j ON j.scan_id = s.scan_id AND j.label = ?
          WHERE s.state = 'finished' ORDER BY s.wave_date, s.started_at, s.label
          """, arguments: [judgement])
      return try scans.map { try WaveReading(db: db, scan: $0).summary() }
    }
  }
}

/// Reads one finished wave.
struct WaveReading {
  let db: GRDB.Database
  let scan: Row

  func summary() throws -> WaveSummary {
    WaveSummary(
      label: scan["label"], waveDate: scan["wave_date"], startedAt: Instant(epoch: scan["started_at"]),
      finishedAt: Instant(epoch: scan["finished_at"] ?? scan["started_at"]), isSynthetic: scan["synthetic"],
      listSHA256: (scan["list_sha256"] as Data?).flatMap { Fingerprint(octets: $0) }?.description ?? "",
      trustStoreSHA256: scan["trust"], version: scan["version"], lists: try lists(), domains: try domains(),
      hosts: try hosts(), hostsWithoutAddress: try hostsWithoutAddress(), reasons: try reasons(),
      points: try points(), senders: try senders())
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

  private var scanID: Int64 { scan["scan_id"] }

  private func counts(_ sql: String) throws -> [String: Int] {
    let rows = try Row.fetchAll(db, sql: sql, arguments: [scanID])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  private func lists() throws -> [WaveSummary.ListSummary] {
    try Row.fetchAll(
      db, sql: "SELECT name, weighting, rejected_lines FROM scan_list WHERE scan_id = ? ORDER BY list_number",
      arguments: [scanID]
    ).map {
      WaveSummary.ListSummary(
        name: $0[0], weighting: ListWeighting(rawValue: $0[1]) ?? .uniform, rejectedLines: $0[2])
    }
  }

  private func domains() throws -> [MXStatus: Int] {
    try counts(
      """
      SELECT w.word, count(*) FROM scan_domain sd JOIN mx_status_word w ON w.code = sd.mx_status
      WHERE sd.scan_id = ? GROUP BY 1
      """
    ).reduce(into: [:]) { result, count in MXStatus(rawValue: count.key).map { result[$0] = count.value } }
  }

  private func hosts() throws -> [Outcome: Int] {
    try counts(
      "SELECT outcome, count(*) FROM scan_host WHERE scan_id = ? AND is_explicit = 1 AND outcome IS NOT NULL GROUP BY 1"
    )
    .reduce(into: [:]) { result, count in Outcome(rawValue: count.key).map { result[$0] = count.value } }
  }

  private func hostsWithoutAddress() throws -> [DNSFailure: Int] {
    try counts(
      """
      SELECT w.word, count(*) FROM scan_host sh JOIN dns_status_word w ON w.code = sh.dns_status
      WHERE sh.scan_id = ? AND sh.is_explicit = 1 AND w.word <> 'ok' GROUP BY 1
      """
    ).reduce(into: [:]) { result, count in DNSFailure(rawValue: count.key).map { result[$0] = count.value } }
  }

  private func reasons() throws -> [WaveSummary.ReasonCount] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT e.outcome, e.reason, count(*) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
        WHERE p.scan_id = ? AND p.is_final = 1 GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
        """, arguments: [scanID]
    ).compactMap { row in
      Outcome(rawValue: row[0]).map { WaveSummary.ReasonCount(outcome: $0, reason: row[1], count: row[2]) }
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
