internal import GRDB
public import SurveyCore

/// Judges chains for a wave; the store knows neither trust stores nor certificates' insides.
public protocol WaveJudge: Sendable {
  /// Digest of the trust anchors.
  var trustStoreSHA256: Fingerprint { get }
  /// Digest of the intermediates that complete chains.
  var intermediatesSHA256: Fingerprint { get }
  /// Judges a chain, leaf first, at an instant.
  func judge(_ chain: [[UInt8]], at instant: Instant) -> JudgedChain
}

extension Wave {
  /// The label of the judgement that is made when a wave finishes.
  static let asObserved = "as-observed"

  /// The CA certificates, not self-signed, that servers of this wave sent beside their leaves, in order of digest: the
  /// wave's intermediates.
  public func intermediates() async throws -> [[UInt8]] {
    try await database.pool.read { [scanID] db in
      let cursor = try Data.fetchCursor(
        db,
        sql: """
          SELECT DISTINCT c.der FROM certificate c WHERE c.is_ca = 1 AND c.self_signed = 0
            AND c.certificate_id IN (
              SELECT cc.certificate_id FROM chain_certificate cc
              WHERE cc.position > 0 AND cc.chain_id IN (SELECT chain_id FROM probe WHERE scan_id = ?))
          ORDER BY c.sha256
          """, arguments: [scanID])
      return try Array(cursor.map { Array($0) })
    }
  }

  /// Judges every final probe, adds hosts, addresses and domains up, and finishes the wave: all in one transaction, so
  /// that an unfinished wave is in no trend.
  public func finish(judge: some WaveJudge, finishedAt: Instant) async throws {
    try await write { [self] db in
      try WaveClosing(db: db, wave: self).close(judge: judge, finishedAt: finishedAt)
    }
  }
}

/// The transaction that finishes a wave.
struct WaveClosing {
  let db: GRDB.Database
  let wave: Wave

  func close(judge: some WaveJudge, finishedAt: Instant) throws {
    try db.execute(
      sql: "DELETE FROM judgement WHERE scan_id = ? AND label = ?", arguments: [wave.scanID, Wave.asObserved])
    try db.execute(
      sql: """
        INSERT INTO judgement (scan_id, label, trust_store_sha256, intermediates_sha256, instant_rule,
          classifier_version) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        wave.scanID, Wave.asObserved, judge.trustStoreSHA256.data, judge.intermediatesSHA256.data,
        wave.setup.asOf?.iso8601 ?? "observation", Verdict.classifierVersion,
      ])
    let judgementID = db.lastInsertedRowID
    try ProbeJudging(db: db, scanID: wave.scanID, judgementID: judgementID, asOf: wave.setup.asOf).run(judge)
    let lists = try String.fetchAll(
      db, sql: "SELECT name FROM scan_list WHERE scan_id = ? AND list_number > 0 ORDER BY list_number",
      arguments: [wave.scanID])
    let tally = try WaveTallying(db: db, scanID: wave.scanID, judgementID: judgementID, furtherLists: lists).run()
    let insert = try db.cachedStatement(sql: "INSERT INTO trend VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)")
    for point in tally.points {
      try insert.execute(arguments: [
        judgementID, point.unit.rawValue, point.base.rawValue, point.metric.word, point.numerator, point.denominator,
        point.interval.rawValue,
      ])
    }
    try db.execute(
      sql: """
        UPDATE scan SET state = 'finished', stage = 'done', finished_at = :at,
          probes = (SELECT count(*) FROM probe WHERE scan_id = :scan) WHERE scan_id = :scan
        """, arguments: ["at": finishedAt.epoch, "scan": wave.scanID])
  }
}
