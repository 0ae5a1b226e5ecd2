import SurveyCore

/// The classes over time, one table a unit and base, with their charts.
struct ClassesSection {
  /// Waves in a table's columns.
  static let columns = 8

  let waves: [WaveSummary]
  let units: [TrendUnit]
  let charts: ChartSet

  private var shown: [WaveSummary] { waves.ends(limit: ClassesSection.columns) }

  /// The section.
  var blocks: [Block] {
    let omitted = waves.count - shown.count
    let scope: [Block] =
      omitted == 0
      ? []
      : [
        "The tables show the first wave and the newest; the \(omitted) between are in `trend.csv`."
      ]
    return [.heading(2, "Classes over time"), "\(Caveat.full)"] + scope + units.flatMap(blocks(of:))
  }

  private func blocks(of unit: TrendUnit) -> [Block] {
    let hasPoints = waves.contains { $0.points.contains { $0.unit == unit } }
    guard hasPoints else { return [.heading(3, "By \(unit.title)"), "These waves have no figures of this unit."] }
    return [.heading(3, "By \(unit.title)")]
      + Base.allCases.flatMap { base in
        [.heading(4, "Of \(unit.title(in: base))")] + charts.charts(unit: unit, base: base).map(Block.chart)
          + [.table(table(unit, base)), "\(Caveat.short)"]
      }
  }

  private func table(_ unit: TrendUnit, _ base: Base) -> Table {
    var table = Table(["Class"] + shown.map { "\($0.label)" })
    func row(_ metric: Metric) -> [Prose] {
      let name: Prose = "\(metric.title) (\(.code(metric.word)))"
      return [name] + shown.map { "\($0.cell(metric, unit, base))" }
    }
    let partition = Metric.bestToWorst(base: base, unit: unit)
    for metric in partition { table.append(row(metric)) }
    table.append(["**Sum of the classes**"] + shown.map { "**\($0.sum(of: partition, unit, base))**" })
    for metric in Metric.besideClasses(base: base, unit: unit) { table.append(row(metric)) }
    return table
  }
}

extension WaveSummary {
  /// `62.0 % (620/1,000)`; a dash where nothing is in the base or the wave has no such point.
  fileprivate func cell(_ metric: Metric, _ unit: TrendUnit, _ base: Base) -> String {
    Share(point(metric, unit: unit, base: base))?.text ?? "–"
  }

  /// What the points of a partition add up to, over their common denominator.
  fileprivate func sum(of partition: [Metric], _ unit: TrendUnit, _ base: Base) -> String {
    let points = partition.compactMap { point($0, unit: unit, base: base) }
    guard let denominator = points.first?.denominator else { return "–" }
    return Share(numerator: points.map(\.numerator).reduce(0, +), denominator: denominator)?.text ?? "–"
  }
}
