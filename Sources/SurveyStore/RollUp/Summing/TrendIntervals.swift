internal import GRDB
internal import SurveyCore

/// The sampling error of a wave that is no census: Wilson's where domains were drawn one by one and are what is counted,
/// else by operator, those with at least 1 % of a unit taken whole.
struct TrendIntervals {
  let db: GRDB.Database
  let judgementID: Int64
  let plan: RollUpPlan
  let units: PartUnits
  let patterns: StoredPatterns
  /// How large the samples behind weighted units are in effect, by base and list.
  let sizes: [PartSlot: Double]

  private struct Column: Hashable {
    let unit: TrendUnit
    let base: Base
  }

  /// The points with their intervals.
  func points(of tally: TrendTally) throws -> [TrendPoint] {
    guard !plan.isCensus else { return tally.points }
    let clustered = try clusteredIntervals(tally)
    return tally.points.map { point in
      let interval =
        isDrawnOneByOne(point.unit)
        ? wilson(point) : clustered[Column(unit: point.unit, base: point.base)]?[point.metric] ?? .none
      return TrendPoint(
        unit: point.unit, metric: point.metric, base: point.base, numerator: point.numerator,
        denominator: point.denominator, silent: point.silent, interval: interval)
    }
  }

  private func isDrawnOneByOne(_ unit: TrendUnit) -> Bool { plan.frame == .sample && unit.countsDomains }

  private func wilson(_ point: TrendPoint) -> TrendPoint.Interval {
    let size = plan.weightedUnits.firstIndex(of: point.unit).map { list in
      sizes[PartSlot(.sampleSize, base: point.base, list: list)] ?? 0
    }
    guard let bounds = Wilson.interval(point.ratio, size: size) else { return .none }
    return .wilson(low: bounds.lowerBound * 100, high: bounds.upperBound * 100)
  }

  private func clusteredIntervals(_ tally: TrendTally) throws -> [Column: [Metric: TrendPoint.Interval]] {
    let clustered = plan.units.filter { !isDrawnOneByOne($0) }
    let figures = OperatorFigures(units: units, of: clustered, patterns.figures)
    let names = try OperatorNames(db)
    var columns: [(column: Column, metrics: [Metric], whole: Double, bootstrap: OperatorBootstrap)] = []
    for unit in clustered {
      for base in unit.bases {
        let metrics = plan.operatorMetrics(unit, base)
        columns.append(
          (
            Column(unit: unit, base: base), metrics,
            tally.denominator(of: unit, base: base) * OperatorBootstrap.wholeShare,
            OperatorBootstrap(seed: plan.seed, columns: metrics.count)
          ))
      }
    }
    let operators = try StoredParts(db, judgementID: judgementID, patterns: patterns)
    var parts: [StoredPart] = []
    while let operatorID = try operators.next(&parts) {
      if operatorID == 0 { continue }
      figures.set(parts)
      let name = try names.name(of: operatorID)
      for index in columns.indices {
        guard let sums = figures.sums(columns[index].column.unit, columns[index].column.base) else { continue }
        let denominator = sums.denominator.value
        columns[index].bootstrap.add(
          name, numerators: columns[index].metrics.map { sums.numerators[$0.place].value }, denominator: denominator,
          isTakenWhole: denominator >= columns[index].whole)
      }
    }
    return Dictionary(
      uniqueKeysWithValues: columns.map { entry in
        let intervals = zip(entry.metrics, entry.bootstrap.intervals()).map { metric, bounds in
          let interval = bounds.map {
            TrendPoint.Interval.cluster(low: $0.lowerBound * 100, high: $0.upperBound * 100)
          }
          return (metric, interval ?? .none)
        }
        return (entry.column, Dictionary(uniqueKeysWithValues: intervals))
      })
  }
}
