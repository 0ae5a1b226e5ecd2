internal import GRDB
internal import SurveyCore

/// Adds operators up: each once into the trend, and what each has into the tables of operators.
struct OperatorTallying {
  let db: GRDB.Database
  let plan: RollUpPlan
  let parts: OperatorParts

  /// - Returns: the operators that weigh most, by unit.
  func run(_ tally: inout TrendTally, into sink: some RollUpSink) throws -> [OperatorRank] {
    let figures = OperatorFigures(plan)
    let columns = figures.units.map { unit in
      plan.operatorBases.map { base in
        (base: base, metrics: plan.operatorMetrics(unit, base).map { (place: $0.place, code: $0.code) })
      }
    }
    let names = try OperatorNames(db)
    var ranks = figures.units.map(OperatorRank.init)
    try parts.forEachOperator { operatorID, parts in
      figures.set(parts)
      if let itself = figures.operatorItself {
        tally.add(itself, unit: .mxOperator)
      } else if figures.isSilent {
        tally.addSilent(unit: .mxOperator)
      }
      for (unit, columns) in columns.enumerated() {
        for (base, metrics) in columns {
          guard let sums = figures.sums(unit, base) else { continue }
          let denominator = sums.denominator.value
          try sink.insert(
            OperatorFigure(
              unit: unit, base: base, operatorID: operatorID, denominator: denominator,
              numerators: metrics.compactMap { place, code in
                sums.numerators[place] == ExactSum() ? nil : (code, sums.numerators[place].value)
              }))
          if base == .reachable { try ranks[unit].add(operatorID, denominator, names) }
        }
      }
    }
    return ranks
  }
}
