import SurveyCore

/// How the CA-verified share moved, in a sentence or two a unit.
struct ChangeHeadline {
  let change: WaveChange
  let units: [TrendUnit]

  /// Operators that are named.
  private static let operators = 3
  private static let metric = Metric.certificateClass(.caVerified)

  /// The sentences; nothing where the change has none of the units.
  var blocks: [Block] {
    let lines = units.compactMap(sentence)
    return lines.isEmpty ? [] : ["How it moved, from wave \(change.from) to wave \(change.to):", .bullets(lines)]
  }

  private func sentence(_ unit: TrendUnit) -> Prose? {
    let shift = change.shifts.first { $0.unit == unit && $0.metric == ChangeHeadline.metric }
    guard let shift, let before = Share(shift.stayersBefore), let after = Share(shift.stayersAfter) else { return nil }
    let interval = shift.paired.map { paired -> Prose in
      let unweighed: Prose =
        unit.isWeighted ? "; had the weights stayed as they were, \(PointsText.signed(paired.estimate)) points" : ""
      return unweighed
        + " (95 % interval \(PointsText.range(paired.low, paired.high)), with operators, not hosts, taken as independent)"
    }
    let gained = Share(numerator: shift.gained, denominator: before.denominator)?.percentText ?? "–"
    let lost = Share(numerator: shift.lost, denominator: before.denominator)?.percentText ?? "–"
    return """
      of **\(unit.title(in: .reachable))** in both waves, \(ChangeHeadline.metric.title) went from \(before.text) to \
      \(after.text), **\(after.change(from: before))**\(interval ?? ""); \(gained) gained it, \(lost) lost it.\
      \(movers(unit))
      """
  }

  private func movers(_ unit: TrendUnit) -> Prose {
    let decomposition = change.decompositions.first { $0.unit == unit && $0.metric == ChangeHeadline.metric }
    guard let decomposition else { return "" }
    let movers = decomposition.operators.filter { $0.terms.total != 0 }.prefix(ChangeHeadline.operators)
    guard !movers.isEmpty else { return "" }
    let names = movers.map { mover -> Prose in "**\(mover.name)** \(PointsText.signed(mover.terms.total))" }
    return """
       Of the whole change, those that came and went included, of \(PointsText.signed(decomposition.terms.total)) points, \
      these operators moved most: \(.joined(names, separator: ", ")).
      """
  }
}
