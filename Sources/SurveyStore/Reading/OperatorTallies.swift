internal import GRDB
internal import SurveyCore

/// Reads what waves come to by operator, in base `reachable`.
struct OperatorTallies {
  let db: GRDB.Database

  /// Units whose changes are decomposed.
  static let decomposedUnits: [TrendUnit] = [.mxHost, .domain, .domainWeighted]
  /// Figures that are told without the operators that weigh most.
  private static let concentratedUnits: [TrendUnit] = [.mxHost, .domainWeighted]
  private static let concentratedMetrics: [Metric] = [
    .certificateClass(.caVerified), .strictForwardSecrecy, .startTLS,
  ]

  // MARK: Decompositions

  /// The changes of the followed metrics, by operator; none of a unit that either wave was not added up by.
  func decompositions(_ pair: WavePair) throws -> [Decomposition] {
    let patterns = try StoredPatterns(db)
    var units = try OperatorTallies.decomposedUnits.compactMap { unit -> UnitTallies? in
      guard let before = try whole(pair.from, unit), let after = try whole(pair.to, unit) else { return nil }
      return UnitTallies(unit, zip(before, after).map { DecompositionTally(before: $0, after: $1) })
    }
    let earlier = try FollowedOperators(db, pair.from, units.map(\.unit), patterns)
    let later = try FollowedOperators(db, pair.to, units.map(\.unit), patterns)
    let names = try OperatorNames(db)
    var (old, new) = (try earlier.next(), try later.next())
    while let operatorID = [old, new].compactMap({ $0?.operatorID }).min() {
      let before = old?.operatorID == operatorID ? old : nil
      let after = new?.operatorID == operatorID ? new : nil
      let name = try names.name(of: operatorID)
      for place in units.indices {
        units[place].add(name, before?.ratios[place], after?.ratios[place])
      }
      if before != nil { old = try earlier.next() }
      if after != nil { new = try later.next() }
    }
    return units.filter { $0.isBefore && $0.isAfter }.flatMap { found in
      zip(Metric.followed, found.tallies).map { metric, tally in tally.decomposition(unit: found.unit, metric: metric) }
    }
  }

  /// One unit's changes, a tally for each followed metric.
  private struct UnitTallies {
    let unit: TrendUnit
    private(set) var tallies: [DecompositionTally]
    /// Whether any operator has something of the unit in the earlier wave, and in the later.
    private(set) var isBefore = false
    private(set) var isAfter = false

    init(_ unit: TrendUnit, _ tallies: [DecompositionTally]) {
      self.unit = unit
      self.tallies = tallies
    }

    /// Adds an operator.
    /// - Parameters:
    ///   - before: in the order of the tallies; `nil` where it has nothing of the unit.
    ///   - after: the same of the later wave.
    mutating func add(_ name: String, _ before: [Ratio]?, _ after: [Ratio]?) {
      guard before != nil || after != nil else { return }
      if before != nil { isBefore = true }
      if after != nil { isAfter = true }
      for place in tallies.indices { tallies[place].add(name, before: before?[place], after: after?[place]) }
    }
  }

  /// The trend's figures of the followed metrics; `nil` where the wave has not all of them.
  private func whole(_ wave: JudgedWave, _ unit: TrendUnit) throws -> [Ratio]? {
    let ratios = try Metric.followed.compactMap { try trend(wave, unit, $0) }
    return ratios.count == Metric.followed.count ? ratios : nil
  }

  private func trend(_ wave: JudgedWave, _ unit: TrendUnit, _ metric: Metric) throws -> Ratio? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT numerator, denominator FROM trend WHERE judgement_id = ? AND unit = ? AND base = ? AND metric = ?
          """),
      arguments: [wave.judgementID, unit.rawValue, Base.reachable.rawValue, metric.word]
    ).map { Ratio($0[0], of: $0[1]) }
  }

  // MARK: Concentration

  /// Figures without the operators that weigh most in the newest wave; none where waves were not added up by operator.
  func concentration(_ waves: [JudgedWave]) throws -> [ConcentrationCurve] {
    guard let newest = waves.last else { return [] }
    return try OperatorTallies.concentratedUnits.flatMap { unit -> [ConcentrationCurve] in
      let ranked = try Int64.fetchAll(
        db,
        sql: """
          SELECT r.operator_id FROM operator_rank r JOIN tally_unit u ON u.unit_id = r.unit_id
          WHERE r.judgement_id = ? AND u.word = ? ORDER BY r.place
          """, arguments: [newest.judgementID, unit.rawValue])
      if ranked.isEmpty { return [] }
      let patterns = try StoredPatterns(db)
      var parts: [Int64: [Int64: [Ratio]]] = [:]
      for wave in waves {
        for operatorID in ranked {
          let figures = try FollowedOperators(
            db, wave, [unit], patterns, metrics: OperatorTallies.concentratedMetrics, operatorID: operatorID)
          parts[wave.judgementID, default: [:]][operatorID] = try figures.next()?.ratios[0]
        }
      }
      return try OperatorTallies.concentratedMetrics.flatMap { try curves(waves, unit, $0, ranked, parts) }
    }
  }

  /// - Parameter parts: by judgement and operator, in the order of the metrics.
  private func curves(
    _ waves: [JudgedWave], _ unit: TrendUnit, _ metric: Metric, _ ranked: [Int64], _ parts: [Int64: [Int64: [Ratio]]]
  ) throws -> [ConcentrationCurve] {
    let known = try waves.compactMap { wave in try trend(wave, unit, metric) }
    guard known.count == waves.count, let place = OperatorTallies.concentratedMetrics.firstIndex(of: metric) else {
      return []
    }
    let parts = waves.map { wave in
      ranked.map { operatorID in parts[wave.judgementID]?[operatorID]?[place] ?? Ratio() }
    }
    return ConcentrationCurve.steps.map { step in
      ConcentrationCurve(
        unit: unit, metric: metric, without: step,
        ratios: zip(known, parts).map { whole, parts in OperatorTallies.rest(of: whole, without: parts.prefix(step)) })
    }
  }

  /// What is left; what only rounding has left is nothing.
  private static func rest(of whole: Ratio, without parts: some Sequence<Ratio>) -> Ratio {
    var (numerator, denominator) = (ExactSum(), ExactSum())
    numerator.add(whole.numerator)
    denominator.add(whole.denominator)
    for part in parts {
      numerator.add(-part.numerator)
      denominator.add(-part.denominator)
    }
    guard denominator.value > whole.denominator * 1e-12 else { return Ratio() }
    return Ratio(min(max(numerator.value, 0), denominator.value), of: denominator.value)
  }
}
