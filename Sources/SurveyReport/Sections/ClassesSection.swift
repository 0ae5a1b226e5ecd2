import SurveyCore

/// The classes over time, one table a unit and base, with their charts.
struct ClassesSection {
  /// Waves in a table's columns.
  static let columns = 8

  let waves: [WaveSummary]
  let units: [TrendUnit]
  let figures: (TrendUnit, Base) -> [Block]

  private var shown: [WaveSummary] { waves.ends(limit: ClassesSection.columns) }

  /// The section.
  var blocks: [Block] {
    let tables = units.flatMap(blocks(of:))
    guard !tables.isEmpty else {
      return [.heading(2, "Classes over time"), "These waves have no figures of the units that were asked for."]
    }
    return [.heading(2, "Classes over time"), "\(Caveat.full)"] + scope + intervals + tables
  }

  private var scope: [Block] {
    let omitted = waves.count - shown.count
    return omitted == 0
      ? [] : ["The tables show the first wave and the newest; the \(omitted) between are in `trend.csv`."]
  }

  private var intervals: [Block] {
    let kinds = Set(waves.flatMap { $0.points.map(\.interval.word) }).subtracting([TrendPoint.Interval.none.word])
    guard !kinds.isEmpty else { return [] }
    return [
      """
      Below a figure of a sample stands its 95 % interval, in percent, with how it was made: **cluster** takes operators \
      with at least 1 % of the unit whole and draws the others again and again, **wilson** is Wilson's score interval.
      """
    ]
  }

  private func blocks(of unit: TrendUnit) -> [Block] {
    guard waves.contains(where: { $0.points.contains { $0.unit == unit } }) else { return [] }
    return [.heading(3, "By \(unit.title)")]
      + unit.bases.flatMap { base in
        [.heading(4, "Of \(unit.title(in: base))")] + figures(unit, base) + [.table(table(unit, base))]
      }
  }

  private func table(_ unit: TrendUnit, _ base: Base) -> Table {
    var table = Table(["Class"] + shown.map { "\($0.label)" })
    func row(_ metric: Metric) -> [Prose] {
      let name: Prose = "\(metric.title) (\(.code(metric.word)))"
      return [name] + shown.map { $0.cell(metric, unit, base) }
    }
    let partition = Metric.bestToWorst(base: base, unit: unit)
    let classes = partition.isEmpty ? Metric.overlapping(base: base, unit: unit) : partition
    for metric in classes { table.append(row(metric)) }
    if !partition.isEmpty {
      table.append(["**Sum of the classes**"] + shown.map { "**\($0.sum(of: partition, unit, base))**" })
    }
    for metric in Metric.besideClasses(base: base, unit: unit) { table.append(row(metric)) }
    return table
  }
}

extension WaveSummary {
  /// `62.0 % (620/1,000)`, with the interval of a sample below it; a dash where nothing is in the base or the wave has no
  /// such point.
  func cell(_ metric: Metric, _ unit: TrendUnit, _ base: Base) -> Prose {
    let point = point(metric, unit: unit, base: base)
    guard let share = Share(point) else { return "–" }
    guard let interval = point?.interval, let bounds = interval.bounds else { return "\(share.text)" }
    let (low, high) = (
      NumberText.fixed(bounds.lowerBound, decimals: 1), NumberText.fixed(bounds.upperBound, decimals: 1)
    )
    return "\(share.text)" + .lineBreak + "\(low)–\(high) \(interval.word)"
  }

  /// What the points of a partition add up to, over their common denominator.
  fileprivate func sum(of partition: [Metric], _ unit: TrendUnit, _ base: Base) -> String {
    let points = partition.compactMap { point($0, unit: unit, base: base) }
    guard let denominator = points.first?.denominator else { return "–" }
    return Share(numerator: points.map(\.numerator).reduce(0, +), denominator: denominator)?.text ?? "–"
  }
}
