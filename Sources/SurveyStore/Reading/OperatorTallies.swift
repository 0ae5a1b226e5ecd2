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
    try OperatorTallies.decomposedUnits.flatMap { unit in try decompositions(pair, unit) }
  }

  private func decompositions(_ pair: WavePair, _ unit: TrendUnit) throws -> [Decomposition] {
    guard let before = try whole(pair.from, unit), let after = try whole(pair.to, unit) else { return [] }
    var tallies = zip(before, after).map { DecompositionTally(before: $0, after: $1) }
    let (earlier, later) = (try OperatorCursor(db, pair.from, unit), try OperatorCursor(db, pair.to, unit))
    var (old, new) = (try earlier.next(), try later.next())
    guard old != nil, new != nil else { return [] }
    while let first = [old, new].compactMap({ $0 }).min(by: { $0.operatorID < $1.operatorID }) {
      let isOld = old?.operatorID == first.operatorID
      let isNew = new?.operatorID == first.operatorID
      for index in tallies.indices {
        tallies[index].add(
          first.name, before: isOld ? old?.ratios[index] : nil, after: isNew ? new?.ratios[index] : nil)
      }
      if isOld { old = try earlier.next() }
      if isNew { new = try later.next() }
    }
    return zip(Metric.followed, tallies).map { metric, tally in tally.decomposition(unit: unit, metric: metric) }
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
    return try OperatorTallies.concentratedUnits.flatMap { unit in
      let ranked = try Int64.fetchAll(
        db,
        sql: """
          SELECT r.operator_id FROM operator_rank r JOIN tally_unit u ON u.unit_id = r.unit_id
          WHERE r.judgement_id = ? AND u.word = ? ORDER BY r.place
          """, arguments: [newest.judgementID, unit.rawValue])
      return ranked.isEmpty
        ? [] : try OperatorTallies.concentratedMetrics.flatMap { try curves(waves, unit, $0, ranked) }
    }
  }

  private func curves(
    _ waves: [JudgedWave], _ unit: TrendUnit, _ metric: Metric, _ ranked: [Int64]
  ) throws -> [ConcentrationCurve] {
    let byWave = try waves.map { wave in try trend(wave, unit, metric).map { (wave, $0) } }
    let known = byWave.compactMap { $0 }
    guard known.count == waves.count else { return [] }
    let parts = try known.map { wave, _ in try ranked.map { try part(wave, unit, metric, operatorID: $0) } }
    return ConcentrationCurve.steps.map { step in
      ConcentrationCurve(
        unit: unit, metric: metric, without: step,
        ratios: zip(known, parts).map { whole, parts in OperatorTallies.rest(of: whole.1, without: parts.prefix(step)) }
      )
    }
  }

  private func part(
    _ wave: JudgedWave, _ unit: TrendUnit, _ metric: Metric, operatorID: Int64
  ) throws -> Ratio {
    let statement = try db.cachedStatement(
      sql: """
        SELECT coalesce(sum(t.numerator) FILTER (WHERE m.word = :metric), 0.0),
          coalesce(sum(t.numerator) FILTER (WHERE t.metric = 0), 0.0)
        FROM tally_unit u
        CROSS JOIN operator_tally t ON t.judgement_id = :judgement AND t.unit_id = u.unit_id AND t.base = 0
          AND t.operator_id = :operator
        CROSS JOIN metric_word m ON m.code = t.metric
        WHERE u.word = :unit
        """)
    let row = try Row.fetchOne(
      statement,
      arguments: [
        "metric": metric.word, "unit": unit.rawValue, "judgement": wave.judgementID, "operator": operatorID,
      ])
    return row.map { Ratio($0[0], of: $0[1]) } ?? Ratio()
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

/// The operators of one wave and unit in the order of their rows, each with its figures of the followed metrics.
private final class OperatorCursor {
  struct Entry {
    let operatorID: Int64
    let name: String
    /// In the order of `Metric.followed`.
    let ratios: [Ratio]
  }

  private let rows: GroupedCursor<(name: String, metric: String, numerator: Double)>

  init(_ db: GRDB.Database, _ wave: JudgedWave, _ unit: TrendUnit) throws {
    let cursor = try Row.fetchCursor(
      db,
      sql: """
        SELECT t.operator_id, o.name, m.word, t.numerator
        FROM tally_unit u
        CROSS JOIN operator_tally t ON t.unit_id = u.unit_id AND t.judgement_id = ? AND t.base = 0
        CROSS JOIN operator o ON o.operator_id = t.operator_id
        CROSS JOIN metric_word m ON m.code = t.metric
        WHERE u.word = ? ORDER BY t.operator_id
        """, arguments: [wave.judgementID, unit.rawValue])
    rows = GroupedCursor(cursor) { ($0[1], $0[2], $0[3]) }
  }

  func next() throws -> Entry? {
    guard let (operatorID, rows) = try rows.next() else { return nil }
    func numerator(_ word: String) -> Double { rows.first { $0.metric == word }?.numerator ?? 0 }
    let denominator = numerator(MetricWords.version3[0])
    return Entry(
      operatorID: operatorID, name: rows[0].name,
      ratios: Metric.followed.map { Ratio(numerator($0.word), of: denominator) })
  }
}
