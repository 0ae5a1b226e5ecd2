internal import GRDB
internal import SurveyCore

/// Deletes what a survey is asked to forget, in one transaction; judgements that it was part of are marked as stale.
struct Forgetting {
  let db: GRDB.Database
  let instant: Instant

  func run(_ subjects: [ForgettingSubject]) throws -> ForgottenCounts {
    let marks = try ForgettingMarks(db)
    for subject in subjects { try marks.mark(subject) }
    try marks.spreadOverWaves()
    let waves = try marks.waves()
    // What is in a stretch of theirs is to go with all of it.
    let compacted = try waves.filter { try Compacting(db: db, scanID: $0).isCompacted }
    for scanID in compacted { try Compacting(db: db, scanID: scanID).layOut() }
    try marks.spreadOverHosts()
    var counts = ForgottenCounts()
    for scanID in waves { counts.waves.append(try forget(in: scanID)) }
    counts.compactedWaves = compacted
    counts.certificates = try UnreferredRows(db: db).delete()
    try marks.drop()
    guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
      preconditionFailure("a row was forgotten that another refers to")
    }
    return counts
  }

  private func forget(in scanID: Int64) throws -> ForgottenCounts.Wave {
    let wave = WaveForgetting(db: db, scanID: scanID)
    for judgementID in try Int64.fetchAll(
      db, sql: "SELECT judgement_id FROM judgement WHERE scan_id = ?", arguments: [scanID])
    {
      try ChangeSettling(db: db).forget(judgementID: judgementID)
      let rollUp = RollUpWriting(db: db, scanID: scanID, judgementID: judgementID, asOf: nil)
      for room in RollUpWriting.Room.allCases { try rollUp.clear(room) }
      try db.execute(
        sql: "UPDATE judgement SET roll_up = 0, counted = 0 WHERE judgement_id = ?", arguments: [judgementID])
    }
    let domains = try wave.forgetDomains()
    try ForgettingSets(db: db, scanID: scanID).run()
    let (hosts, addresses, probes) = try wave.forgetHosts()
    try wave.settle(domains: domains)
    try db.execute(
      sql: """
        INSERT INTO forgotten VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET domains = domains + excluded.domains,
          hosts = hosts + excluded.hosts, addresses = addresses + excluded.addresses
        """, arguments: [scanID, domains, hosts, addresses, instant.epoch])
    let label = try String.fetchOne(db, sql: "SELECT label FROM scan WHERE scan_id = ?", arguments: [scanID])
    return ForgottenCounts.Wave(
      label: label ?? "", domains: domains, hosts: hosts, addresses: addresses, probes: probes)
  }
}
