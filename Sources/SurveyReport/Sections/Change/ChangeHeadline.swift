import SurveyCore

/// How the CA-verified share moved, in a sentence or two a unit.
struct ChangeHeadline {
  let change: WaveChange
  let units: [TrendUnit]

  /// Operators that are named.
  private static let operators = 3
  /// The least part that is named: what is printed as more than nothing, a twentieth of a point.
  private static let leastPart = 0.0005
  private static let metric = Metric.certificateClass(.caVerified)

  /// The sentences; nothing where the change has none of the units.
  var blocks: [Block] {
    let lines = units.compactMap(sentence)
    guard !lines.isEmpty else { return [] }
    let hasIntervals = change.shifts.contains { units.contains($0.unit) && $0.paired != nil }
    let note: Prose = hasIntervals ? "; intervals take operators, not hosts, as independent" : ""
    return [
      "Of those that are in both waves, \(change.from) and \(change.to), lists and newcomers aside\(note):",
      .bullets(lines),
    ]
  }

  private func sentence(_ unit: TrendUnit) -> Prose? {
    let shift = change.shifts.first { $0.unit == unit && $0.metric == ChangeHeadline.metric }
    guard let shift, let before = Share(shift.stayersBefore), let after = Share(shift.stayersAfter) else { return nil }
    let interval = shift.paired.map { paired -> Prose in
      let unweighed: Prose =
        unit.isWeighted ? "; had the weights stayed as they were, \(PointsText.signed(paired.estimate)) points" : ""
      return unweighed
        + " (95 % interval \(PointsText.range(paired.low, paired.high)))"
    }
    let gained = Share(numerator: shift.gained, denominator: before.denominator)?.percentText ?? "–"
    let lost = Share(numerator: shift.lost, denominator: before.denominator)?.percentText ?? "–"
    return """
      of **\(unit.title(in: .reachable))**, \(ChangeHeadline.metric.title) went from \(before.text) to \
      \(after.text), **\(after.change(from: before))**\(interval ?? ""); \(gained) gained it, \(lost) lost it.\
      \(movers(unit))
      """
  }

  private func movers(_ unit: TrendUnit) -> Prose {
    let decomposition = change.decompositions.first { $0.unit == unit && $0.metric == ChangeHeadline.metric }
    guard let decomposition else { return "" }
    let movers = decomposition.operators.filter { abs($0.terms.total) >= ChangeHeadline.leastPart }.prefix(
      ChangeHeadline.operators)
    guard !movers.isEmpty else { return "" }
    let names = movers.map { mover -> Prose in "**\(mover.name)** \(PointsText.signed(mover.terms.total))" }
    return """
       Of the whole change of \(PointsText.signed(decomposition.terms.total)) points, these operators have the largest \
      parts: \(.joined(names, separator: ", ")).
      """
  }
}
