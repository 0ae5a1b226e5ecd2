import SurveyCore

/// The main figures of units that have no table of their own: the same survey, counted in other ways.
struct OtherUnitsSection {
  let waves: [WaveSummary]
  let units: [TrendUnit]
  let newest: WaveSummary

  /// The section; nothing where no further unit was counted.
  var blocks: [Block] {
    let rows = units.flatMap { unit in unit.bases.map { (unit: unit, base: $0) } }.filter { row in
      newest.points.contains { $0.unit == row.unit && $0.base == row.base && $0.denominator > 0 }
    }
    guard !rows.isEmpty else { return [] }
    let metrics = Metric.followed
    var table = Table(["Of"] + metrics.map { "\($0.title)" })
    for row in rows {
      table.append(["\(row.unit.title(in: row.base))"] + metrics.map { cell($0, row.unit, row.base) })
    }
    let since: Prose = first.map { "; **from** is wave \($0.label)" } ?? ""
    return [
      .heading(2, "By other units"),
      .paragraph(
        "The same hosts, counted in other ways, in wave \(newest.label)" + since
          + ". Every metric of these units is in `trend.csv`."), .table(table),
    ]
  }

  private var first: WaveSummary? { waves.count > 1 ? waves.first : nil }

  private func cell(_ metric: Metric, _ unit: TrendUnit, _ base: Base) -> Prose {
    guard metric.applies(base: base, unit: unit) else { return "–" }
    let now = newest.cell(metric, unit, base)
    guard let before = Share(first?.point(metric, unit: unit, base: base)) else { return now }
    return now + .lineBreak + "from \(before.percentText)"
  }
}
