import SurveyCore

/// What those that stayed changed, and what came and went with the others.
struct ShiftBlocks {
  let change: WaveChange
  /// The level of the headings.
  let level: Int

  /// The paired change and what the whole consists of, a table of both a unit; nothing without shifts.
  var blocks: [Block] {
    let units = change.shifts.map(\.unit).reduce(into: [TrendUnit]()) { units, unit in
      if !units.contains(unit) { units.append(unit) }
    }
    guard !units.isEmpty else { return [] }
    return [
      .heading(level, "Those that stayed, came and went"),
      """
      **Stayers** were reachable in both waves: their change is paired, so nothing in it comes from the lists. Its 95 % \
      interval takes operators, not hosts, as independent, and so is wide where a few operators made the change. **Gained** and **lost** are stayers that took the property on or gave it up. **Came** and \
      **went** are what entrants and leavers add by being other than the stayers; stayers, came and went add up to the \
      change.
      """,
    ] + units.flatMap(blocks(of:))
  }

  private func blocks(of unit: TrendUnit) -> [Block] {
    let shifts = change.shifts.filter { $0.unit == unit }
    var paired = Table(["Figure", "Stayers before", "Stayers after", "Points", "95 % interval", "Gained", "Lost"])
    var parts = Table(["Figure", "\(change.from)", "\(change.to)", "Points", "Stayers", "Came", "Went"])
    for shift in shifts {
      paired.append(pairedRow(shift))
      parts.append(partsRow(shift))
    }
    let operators = shifts.compactMap(\.paired).first.map { paired -> Prose in " of \(paired.operators) operators" }
    return [
      .heading(level + 1, "Of \(unit.title(in: .reachable))"),
      .paragraph("Stayers" + (operators ?? "") + ", in both waves" + (unit.isWeighted ? weights : "") + ":"),
      .table(paired),
      "The whole change, and what it consists of, in points:", .table(parts),
    ] + votes(shifts)
  }

  /// What is held fast where both domains and weights may move.
  private var weights: Prose {
    "; points, interval, gained and lost leave every domain the weight that it had in wave \(change.from)"
  }

  private func pairedRow(_ shift: Shift) -> [Prose] {
    let whole = shift.stayersBefore.denominator
    return [
      "\(shift.metric.title)", "\(Share(shift.stayersBefore)?.text ?? "–")",
      "\(Share(shift.stayersAfter)?.text ?? "–")",
      "\((shift.paired?.estimate ?? ShiftParts(shift)?.stayers).map { PointsText.signed($0) } ?? "–")",
      "\(shift.paired.map { PointsText.range($0.low, $0.high) } ?? "–")",
      "\(Share(numerator: shift.gained, denominator: whole)?.percentText ?? "–")",
      "\(Share(numerator: shift.lost, denominator: whole)?.percentText ?? "–")",
    ]
  }

  private func partsRow(_ shift: Shift) -> [Prose] {
    let change = Share(shift.before).flatMap { before in Share(shift.after).map { ($0.percent - before.percent) / 100 }
    }
    let parts = ShiftParts(shift)
    func points(_ value: Double?) -> Prose { "\(value.map { PointsText.signed($0, decimals: 2) } ?? "–")" }
    return [
      "\(shift.metric.title)", "\(Share(shift.before)?.text ?? "–")", "\(Share(shift.after)?.text ?? "–")",
      points(change), points(parts?.stayers), points(parts?.entrants), points(parts?.leavers),
    ]
  }

  /// Operators as units: which way they went, and how likely that is if each were a coin.
  private func votes(_ shifts: [Shift]) -> [Block] {
    var table = Table(["Figure", "Operators up", "Operators down", "p", "Design effect"])
    for shift in shifts {
      guard let paired = shift.paired, paired.improved + paired.worsened > 0 else { continue }
      table.append([
        "\(shift.metric.title)", "\(paired.improved)", "\(paired.worsened)", "\(probability(paired.probability))",
        "\(NumberText.fixed(paired.designEffect, decimals: 1))",
      ])
    }
    guard !table.rows.isEmpty else { return [] }
    return [
      """
      Each operator counted once, by the way its stayers went on balance: p is how often chance alone would split them as \
      far from even (McNemar's exact test). The design effect says how many times the variance is larger than if each host \
      or domain acted on its own.
      """,
      .table(table),
    ]
  }

  private func probability(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : NumberText.fixed(value, decimals: 3)
  }
}
