internal import GRDB
internal import SurveyCore

/// What the parts of a judgement sum up to.
struct WaveFigures: Sendable {
  let points: [TrendPoint]
  let ranks: [OperatorRank]
}

/// Sums the stored parts of a judgement up, and asks nothing but them: it only reads.
///
/// ```
/// operator_part ─┬─▶ amount of each pattern ─▶ trend
///                ├─▶ each operator itself ───▶ trend
///                ├─▶ what each weighs ───────▶ ranks
///                └─▶ what each comes to ─────▶ intervals
/// ```
struct TrendSumming {
  let db: GRDB.Database
  let judgementID: Int64
  let plan: RollUpPlan

  func run() throws -> WaveFigures {
    let patterns = try StoredPatterns(db)
    let units = PartUnits(weighted: plan.weightedUnits)
    var amounts = PatternAmounts(plan, units: units)
    var ranks = try OperatorRanks(db, units: units, of: plan.operatorUnits)
    let operators = try StoredParts(db, judgementID: judgementID, patterns: patterns)
    var parts: [StoredPart] = []
    while let operatorID = try operators.next(&parts) {
      amounts.add(operatorID, parts)
      if operatorID != 0 {
        amounts.addItself(parts, patterns.figures.sharedOut)
        try ranks.add(operatorID, parts)
      }
    }
    let tally = amounts.tally(patterns.figures)
    let points = try TrendIntervals(
      db: db, judgementID: judgementID, plan: plan, units: units, patterns: patterns, sizes: amounts.sampleSizes
    ).points(of: tally)
    return WaveFigures(points: points, ranks: ranks.ranks)
  }
}
