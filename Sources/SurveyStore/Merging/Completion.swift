internal import GRDB
internal import SurveyCore

/// Takes a wave in parts as far as it can be without anybody looking at anything again.
struct Completion {
  let db: GRDB.Database
  let scanID: Int64
  /// Whether to go on although parts lack.
  let isForced: Bool
  let instant: Instant

  /// - Returns: whether the wave is to be judged.
  func run() throws -> Bool {
    let coverage = try PartCoverage(db, scanID: scanID)
    if try [.domains, .hosts].contains(stage()) {
      guard isForced || coverage.isComplete(.resolve) else { return false }
      if isForced { try giveUpUnresolved() }
      try tidyHosts()
      try ResolutionSettling.settle(db, scanID: scanID)
      try enter(.probes)
    }
    if try stage() == .probes {
      guard isForced || coverage.isComplete(.probe) else { return false }
      try tidyHosts()
      try tidyProbes()
      try HostUses.count(db, scanID: scanID)
      try ResolutionSettling.settleTargets(db, scanID: scanID)
      try giveUpUnprobed()
      _ = try UnreferredRows(db: db).delete()
      try enter(.judging)
    }
    return try stage() == .judging
  }

  private func stage() throws -> WaveStage? {
    try String.fetchOne(db, sql: "SELECT stage FROM scan WHERE scan_id = ?", arguments: [scanID])
      .flatMap(WaveStage.init)
  }

  private func enter(_ stage: WaveStage) throws {
    try db.execute(sql: "UPDATE scan SET stage = ? WHERE scan_id = ?", arguments: [stage.rawValue, scanID])
  }

  /// Of domains that nobody resolved, and of those with a host that nobody looked up, nothing can be said.
  private func giveUpUnresolved() throws {
    try execute(
      """
      UPDATE scan_domain SET mx_status = (SELECT code FROM mx_status_word WHERE word = 'inconclusive'), mx_dnssec = NULL,
        mx_set_id = NULL, mail_policy_id = NULL
      WHERE scan_id = :scan AND (mx_status IS NULL OR mx_set_id IN (
        SELECT m.mx_set_id FROM mx_set_member m
        JOIN scan_host sh ON sh.scan_id = :scan AND sh.host_id = m.host_id WHERE sh.dns_status IS NULL))
      """)
  }

  /// Hosts of MX sets that gave way to others.
  private func tidyHosts() throws {
    let used = """
      SELECT m.host_id FROM mx_set_member m
      WHERE m.mx_set_id IN (SELECT mx_set_id FROM scan_domain WHERE scan_id = :scan)
      """
    try execute(
      """
      DELETE FROM host_address WHERE scan_id = :scan AND host_id NOT IN (\(used));
      DELETE FROM scan_host WHERE scan_id = :scan AND host_id NOT IN (\(used));
      UPDATE scan_host SET is_explicit = host_id IN (
        SELECT m.host_id FROM mx_set_member m WHERE m.mx_set_id IN (
          SELECT mx_set_id FROM scan_domain WHERE scan_id = :scan
            AND mx_status <> (SELECT code FROM mx_status_word WHERE word = 'implicit')))
      WHERE scan_id = :scan;
      """)
  }

  /// Probes of addresses that a host has no more, and tries to come.
  private func tidyProbes() throws {
    try execute(
      """
      DELETE FROM retry WHERE scan_id = :scan;
      DELETE FROM probe WHERE scan_id = :scan AND NOT EXISTS (SELECT 1 FROM host_address ha
        WHERE ha.scan_id = :scan AND ha.address_id = probe.address_id AND ha.host_id = probe.host_id);
      DELETE FROM spent_connection WHERE scan_id = :scan AND address_id NOT IN (
        SELECT address_id FROM host_address WHERE scan_id = :scan);
      DELETE FROM inference WHERE scan_id = :scan AND address_id NOT IN (
        SELECT address_id FROM host_address WHERE scan_id = :scan);
      DELETE FROM inference_check WHERE scan_id = :scan AND NOT EXISTS (SELECT 1 FROM host_address ha
        WHERE ha.scan_id = :scan AND ha.address_id = inference_check.address_id AND ha.host_id = inference_check.host_id);
      """)
    try InferenceCount.count(db, scanID: scanID)
  }

  /// Every name at an address has a row: where there is none, it was we who did not look, and the look is the one that the
  /// wave would have begun with.
  private func giveUpUnprobed() throws {
    let look = LookCode.code(try Measurement(db, scanID).firstLook)
    let ending = ProbeEnding(stage: .policy, reason: .local(.cancelled))
    let endingID = try ObservationDictionary(db: db, describe: { _ in nil }).endingID(ending)
    try db.execute(
      sql: """
        INSERT INTO probe (scan_id, address_id, host_id, look, is_final, inferred, ending_id, observed_at, milliseconds)
        SELECT ha.scan_id, ha.address_id, ha.host_id, ?, 1, 0, ?, ?, 0 FROM host_address ha
        WHERE ha.scan_id = ? AND NOT EXISTS (SELECT 1 FROM probe p
          WHERE p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id)
        """, arguments: [look, endingID, instant.epoch, scanID])
  }

  private func execute(_ sql: String) throws { try db.execute(sql: sql, arguments: ["scan": scanID]) }
}
