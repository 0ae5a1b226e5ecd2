internal import GRDB
internal import SurveyCore

/// The rows of pairs.
struct StoredChanges {
  let db: GRDB.Database

  /// The version of everything that is added up of a pair; one of an older version is as good as none. Between two censuses
  /// version 1 had what this one has: it lacked intervals alone.
  private static let version = 2

  /// The row of a pair; `nil` where it is not stored.
  func pairID(_ pair: WavePair) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT pair_id FROM wave_pair
          WHERE from_judgement = :from AND to_judgement = :to AND (version = :version OR version = 1 AND NOT :drawn)
          """),
      arguments: [
        "from": pair.from.judgementID, "to": pair.to.judgementID, "version": StoredChanges.version,
        "drawn": try pair.isDrawn(db),
      ])
  }

  /// Stores what changed.
  func insert(_ change: WaveChange, _ pair: WavePair, isConsecutive: Bool) throws {
    try db.execute(
      sql: "INSERT INTO wave_pair (from_judgement, to_judgement, is_consecutive, version) VALUES (?, ?, ?, ?)",
      arguments: [pair.from.judgementID, pair.to.judgementID, isConsecutive, StoredChanges.version])
    let pairID = db.lastInsertedRowID
    let transition = try db.cachedStatement(sql: "INSERT INTO transition_tally VALUES (?, ?, ?, ?, ?, ?, ?)")
    for row in change.transitions {
      try transition.execute(
        arguments: [
          pairID, row.unit.rawValue, row.from.word, row.to.word, row.count, row.interval?.lowerBound,
          row.interval?.upperBound,
        ])
    }
    for shift in change.shifts { try insert(shift, pairID: pairID) }
    let breakdown = try db.cachedStatement(sql: "INSERT INTO pair_breakdown VALUES (?, ?, ?, ?, ?)")
    for (place, kind) in Renewal.allCases.enumerated() {
      guard let hosts = change.renewals[kind] else { continue }
      try breakdown.execute(arguments: [pairID, Topic.renewal, place, kind.rawValue, hosts])
    }
    for (place, row) in change.movedToCA.enumerated() {
      try breakdown.execute(arguments: [pairID, Topic.movedToCA, place, row.issuer, row.hosts])
    }
  }

  /// The words of `pair_breakdown.topic`.
  private enum Topic {
    static let renewal = "renewal"
    static let movedToCA = "moved-to-ca"
  }

  private func insert(_ shift: Shift, pairID: Int64) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO shift_tally VALUES (?, ?, ?, \(Array(repeating: "?", count: 18).joined(separator: ", ")))")
    let ratios = [shift.stayersBefore, shift.stayersAfter, shift.entrants, shift.leavers]
    let paired = shift.paired
    try statement.execute(
      arguments: [pairID, shift.unit.rawValue, shift.metric.word]
        + StatementArguments(ratios.flatMap { [$0.numerator, $0.denominator] })
        + [shift.gained, shift.lost, paired?.estimate, paired?.low, paired?.high, paired?.designEffect]
        + [paired?.operators, paired?.improved, paired?.worsened, paired?.probability])
  }

  /// What changed, as it was stored; `nil` where it is not.
  /// - Parameter isDecomposed: whether what operators did is to be read too.
  func change(_ pair: WavePair, isDecomposed: Bool) throws -> WaveChange? {
    guard let pairID = try pairID(pair) else { return nil }
    var change = WaveChange(from: pair.from.label, to: pair.to.label)
    if isDecomposed { change.decompositions = try StoredDecompositions(db: db, pairID: pairID).all() }
    change.transitions = try transitions(pairID)
    change.shifts = try shifts(pairID)
    for row in try Row.fetchAll(
      db, sql: "SELECT topic, key, hosts FROM pair_breakdown WHERE pair_id = ? ORDER BY topic, place",
      arguments: [pairID])
    {
      let (key, hosts) = (row[1] as String, row[2] as Int)
      if row[0] as String == Topic.movedToCA {
        change.movedToCA.append(IssuerCount(issuer: key, hosts: hosts))
      } else if let kind = Renewal(rawValue: key) {
        change.renewals[kind] = hosts
      }
    }
    return change
  }

  /// In the order in which they are computed: by unit, then by state.
  private func transitions(_ pairID: Int64) throws -> [Transition] {
    let order = [TrendUnit.mxHost, .mxOperator, .domain]
    return try Row.fetchAll(db, sql: "SELECT * FROM transition_tally WHERE pair_id = ?", arguments: [pairID])
      .compactMap { row -> (place: (Int, Int, Int), Transition)? in
        let unit = TrendUnit(rawValue: row["unit"])
        guard let from = UnitState(word: row["from_state"]), let to = UnitState(word: row["to_state"]),
          let place = order.firstIndex(of: unit)
        else { return nil }
        var interval: ClosedRange<Double>?
        if let low = row["low"] as Double?, let high = row["high"] as Double?, low <= high { interval = low...high }
        let transition = Transition(unit: unit, from: from, to: to, count: row["count"], interval: interval)
        return ((place, StateCode.code(of: from), StateCode.code(of: to)), transition)
      }
      .sorted { $0.place < $1.place }.map(\.1)
  }

  private func shifts(_ pairID: Int64) throws -> [Shift] {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM shift_tally WHERE pair_id = ?", arguments: [pairID])
    let byKey = Dictionary(uniqueKeysWithValues: rows.map { ([$0["unit"] as String, $0["metric"]], $0) })
    return [TrendUnit.mxHost, .domain, .domainWeighted].flatMap { unit in
      Metric.followed.compactMap { metric in
        byKey[[unit.rawValue, metric.word]].map { Shift($0, unit: unit, metric: metric) }
      }
    }
  }

  /// Forgets a pair with all its rows.
  func delete(pairID: Int64) throws {
    for table in [
      "transition_tally", "shift_tally", "decomposition", "contribution", "pair_breakdown", "wave_pair",
    ] {
      try db.execute(sql: "DELETE FROM \(table) WHERE pair_id = ?", arguments: [pairID])
    }
  }
}

extension Shift {
  fileprivate init(_ row: Row, unit: TrendUnit, metric: Metric) {
    func ratio(_ name: String) -> Ratio { Ratio(row[name], of: row[name + "_of"]) }
    self.init(
      unit: unit, metric: metric, stayersBefore: ratio("stayers_before"), stayersAfter: ratio("stayers_after"),
      entrants: ratio("entrants"), leavers: ratio("leavers"), gained: row["gained"], lost: row["lost"],
      paired: PairedInterval(row))
  }
}

extension PairedInterval {
  fileprivate init?(_ row: Row) {
    guard let estimate = row["estimate"] as Double?, let low = row["low"] as Double?,
      let high = row["high"] as Double?, let designEffect = row["design_effect"] as Double?,
      let operators = row["operators"] as Int?, let improved = row["improved"] as Int?,
      let worsened = row["worsened"] as Int?, let probability = row["probability"] as Double?
    else { return nil }
    self.init(
      estimate: estimate, low: low, high: high, designEffect: designEffect, operators: operators, improved: improved,
      worsened: worsened, probability: probability)
  }
}
