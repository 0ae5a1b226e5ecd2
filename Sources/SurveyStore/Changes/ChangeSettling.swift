internal import GRDB
internal import SurveyCore

/// Keeps what is stored between waves in step with the finished ones: each with the next, the first with the newest, and
/// the panel over all.
struct ChangeSettling {
  let db: GRDB.Database
  /// Counts that are held in memory, over all pairs.
  var capacity = ClusterTable.defaultCapacity

  /// After a judgement was made, or all that is added up of it was added up again.
  ///
  /// A wave that comes between two others puts two pairs in the place of theirs. Pairs that neither end of has changed
  /// stay as they are.
  func settle(judgementID: Int64) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT label, scan_id FROM judgement WHERE judgement_id = ?", arguments: [judgementID])
    guard let row else { return }
    try forget(judgementID: judgementID)
    try settle(label: row[0], finishing: row[1])
  }

  /// Forgets the pairs that a judgement is an end of.
  func forget(judgementID: Int64) throws {
    for pairID in try Int64.fetchAll(
      db, sql: "SELECT pair_id FROM wave_pair WHERE :judgement IN (from_judgement, to_judgement)",
      arguments: ["judgement": judgementID])
    {
      try StoredChanges(db: db).delete(pairID: pairID)
    }
  }

  /// Stores what is missing for the waves with this label of judgements, and forgets what has no place any more.
  /// - Parameter scanID: a wave that counts as finished, as its last judgement is being written.
  func settle(label: String, finishing scanID: Int64? = nil) throws {
    let stored = StoredChanges(db: db)
    let waves = try JudgedWave.fetch(db, judgement: label, finishing: scanID)
    let consecutive = WavePair.consecutive(waves)
    let wanted = ChangeSettling.wanted(waves)
    var kept: Set<Int64> = []
    var missing: [WavePair] = []
    for pair in wanted {
      if let pairID = try stored.pairID(pair) { kept.insert(pairID) } else { missing.append(pair) }
    }
    for pairID in try Int64.fetchAll(
      db,
      sql: """
        SELECT p.pair_id FROM wave_pair p JOIN judgement j ON j.judgement_id = p.from_judgement WHERE j.label = ?
        """, arguments: [label])
    where !kept.contains(pairID) {
      try stored.delete(pairID: pairID)
    }
    let panelWaves = waves.count > 1 ? waves : []
    let found = try ChangeTallying(db: db, capacity: capacity).run(pairs: missing, panel: panelWaves)
    for (pair, change) in zip(missing, found.changes) { try stored.insert(change, pair, isConsecutive: false) }
    for pair in wanted {
      try db.execute(
        sql: "UPDATE wave_pair SET is_consecutive = ? WHERE from_judgement = ? AND to_judgement = ?",
        arguments: [consecutive.contains(pair), pair.from.judgementID, pair.to.judgementID])
    }
    try StoredPanel(db: db, label: label).replace(found.panel, waves: waves)
    try decompose(waves)
  }

  /// Each with the next, and the first with the newest.
  private static func wanted(_ waves: [JudgedWave]) -> [WavePair] {
    let consecutive = WavePair.consecutive(waves)
    guard let first = waves.first, let newest = waves.last, waves.count > 2 else { return consecutive }
    return consecutive + [WavePair(from: first, to: newest)]
  }

  /// Whether everything between the waves with this label of judgements is stored as this version has it.
  func isComplete(label: String) throws -> Bool {
    let waves = try JudgedWave.fetch(db, judgement: label)
    let stored = StoredChanges(db: db)
    guard try ChangeSettling.wanted(waves).allSatisfy({ try stored.pairID($0) != nil }) else { return false }
    return try waves.count < 2 || StoredPanel(db: db, label: label).panel(of: waves) != nil
  }

  /// Reckons anew what operators did, for what is stored with this label of judgements.
  func decompose(label: String) throws { try decompose(JudgedWave.fetch(db, judgement: label)) }

  /// Of all pairs a report decomposes that of the first wave and the newest; others are reckoned when they are asked for.
  private func decompose(_ waves: [JudgedWave]) throws {
    let stored = StoredChanges(db: db)
    let whole = waves.count > 1 ? WavePair(from: waves[0], to: waves[waves.count - 1]) : nil
    for pair in ChangeSettling.wanted(waves) {
      guard let pairID = try stored.pairID(pair) else { continue }
      let decompositions = pair == whole ? try OperatorTallies(db: db).decompositions(pair) : []
      try StoredDecompositions(db: db, pairID: pairID).replace(by: decompositions)
    }
  }
}
