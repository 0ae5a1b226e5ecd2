import SurveyCore

/// Where hosts, operators and domains went between two waves.
struct TransitionBlocks {
  let change: WaveChange
  /// The level of the headings.
  let level: Int

  /// The units that have transitions, in the order of the report.
  static let units: [TrendUnit] = [.mxHost, .mxOperator, .domain]

  /// The moves that matter most, then a matrix a unit; nothing without transitions.
  var blocks: [Block] {
    let matrices = TransitionBlocks.units.compactMap { unit in
      TransitionMatrix(change, unit: unit).map { (unit: unit, matrix: $0) }
    }
    guard !matrices.isEmpty else { return [] }
    return moves(matrices) + matrices.flatMap { matrix($0.matrix, of: $0.unit) }
  }

  private func moves(_ matrices: [(unit: TrendUnit, matrix: TransitionMatrix)]) -> [Block] {
    var table = Table(["From", "To"] + matrices.map { "\($0.unit.plainTitle)" }, leftColumns: 2)
    for move in Transition.headline {
      table.append(
        ["\(move.from.title)", "\(move.to.title)"]
          + matrices.map { "\($0.matrix.share(move.from, move.to)?.countText ?? "–")" })
    }
    let lost = UnitState.all.filter { state in
      state.isRegression && matrices.contains { $0.matrix.count(.caVerified, state) > 0 }
    }
    for state in lost {
      table.append(
        ["\(UnitState.caVerified.title)", "**\(state.title)**"]
          + matrices.map { "\($0.matrix.share(.caVerified, state)?.countText ?? "–")" })
    }
    table.append(
      ["\(UnitState.caVerified.title)", "**any regression**"]
        + matrices.map { "**\($0.matrix.regressions?.countText ?? "–")**" })
    return [
      .heading(level, "Moves that matter"),
      """
      Each share is of those that were in the state of the first column in wave \(change.from), wherever they are in wave \
      \(change.to). Regressions are bold: CA-verified then, reachable and less now. Hosts are counted one by one, so a \
      provider with a thousand hosts counts a thousand times; an operator counts once, shared out among its hosts: where \
      the two differ, a few operators made the move.
      """,
      .table(table),
    ]
  }

  private func matrix(_ matrix: TransitionMatrix, of unit: TrendUnit) -> [Block] {
    var table = Table(
      ["From ↓, to →"] + matrix.to.map { "\($0.title)" } + ["Sum"],
      caption: "Transitions of \(unit.plainTitle) from wave \(change.from) to wave \(change.to)")
    for from in matrix.from {
      table.append(
        ["\(from.title)"] + matrix.to.map { cell(matrix, from, $0) } + ["\(NumberText.count(matrix.sum(from: from)))"])
    }
    table.append(
      ["**Sum**"] + matrix.to.map { "**\(NumberText.count(matrix.sum(to: $0)))**" }
        + ["**\(NumberText.count(matrix.sum))**"])
    return [
      .heading(level, "All moves of \(unit.plainTitle)"),
      matrix.hasIntervals
        ? """
        Counts, with their share of the row and its interval at 95 %, operators as clusters: how it would differ with other \
        operators of the same kind. What stayed what it was is bold.
        """
        : "Counts, with their share of the row. What stayed what it was is bold.",
      .table(table),
    ]
  }

  private func cell(_ matrix: TransitionMatrix, _ from: UnitState, _ to: UnitState) -> Prose {
    guard matrix.count(from, to) > 0, let share = matrix.share(from, to) else { return "0" }
    let count: Prose = "\(NumberText.count(matrix.count(from, to)))"
    let cell: Prose = (from == to ? "**\(count)**" : count) + .lineBreak + "\(share.percentText)"
    guard let interval = matrix.intervalText(from, to) else { return cell }
    return cell + .lineBreak + "\(interval)"
  }
}
