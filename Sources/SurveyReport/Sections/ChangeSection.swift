import SurveyCore

/// What changed between the first wave and the newest, and who changed it.
struct ChangeSection {
  let change: WaveChange?
  let concentration: [ConcentrationCurve]
  let waves: [WaveSummary]
  var terms: [Block] = []
  var curves: [Block] = []

  /// The section; nothing for a single wave.
  var blocks: [Block] {
    let parts: [Block] =
      (change.map { change in
        let operators = DecompositionBlocks(change: change, level: 3).blocks
        return ShiftBlocks(change: change, level: 3).blocks + Array(operators.prefix(2)) + terms
          + Array(operators.dropFirst(2))
      } ?? []) + ConcentrationBlocks(curves: concentration, waves: waves, level: 3, figures: curves).blocks
    guard !parts.isEmpty else { return [] }
    let title: Prose = change.map { "Change from \($0.from) to \($0.to)" } ?? "Without the largest operators"
    return [.heading(2, title)] + parts
  }
}

/// Figures without the operators that weigh most.
struct ConcentrationBlocks {
  let curves: [ConcentrationCurve]
  let waves: [WaveSummary]
  /// The level of the headings.
  let level: Int
  var figures: [Block] = []

  /// A table of every curve; nothing where there is none.
  var blocks: [Block] {
    guard !curves.isEmpty else { return [] }
    let places = Array(waves.indices)
    let shown =
      places.count > ClassesSection.columns ? [0] + places.suffix(ClassesSection.columns - 1) : places
    let units = curves.map(\.unit).reduce(into: [TrendUnit]()) { if !$0.contains($1) { $0.append($1) } }
    return [
      .heading(level, "Without the largest operators"),
      """
      The same figures without the operators that weigh most in the newest wave. Where a rise is gone without the top one \
      or two, it was theirs.
      """,
    ] + figures + units.map { .table(table(of: $0, shown)) }
  }

  private func table(of unit: TrendUnit, _ shown: [Int]) -> Table {
    var table = Table(
      ["Figure", "Without"] + shown.map { "\(waves[$0].label)" }, leftColumns: 2,
      caption: "Of \(unit.title(in: .reachable))")
    for curve in curves where curve.unit == unit {
      let without: Prose = curve.without == 0 ? "none" : "the top \(curve.without)"
      table.append(
        ["\(curve.metric.title)", without]
          + shown.map { place in
            "\(curve.ratios.indices.contains(place) ? Share(curve.ratios[place])?.text ?? "–" : "–")"
          })
    }
    return table
  }
}
