import SurveyCore

/// Where hosts, operators and domains went: over all waves, then from each to the next.
struct TransitionsSection {
  let changes: [WaveChange]
  let overall: WaveChange?
  var figures: [Block] = []

  /// The section; nothing for a single wave.
  var blocks: [Block] {
    guard let change = overall ?? changes.last else { return [] }
    let blocks = TransitionBlocks(change: change, level: 3).blocks
    guard !blocks.isEmpty else { return [] }
    return [.heading(2, "Transitions from \(change.from) to \(change.to)")] + figures + blocks + steps
  }

  /// The main moves of hosts from each wave to the next.
  private var steps: [Block] {
    guard changes.count > 1 else { return [] }
    let shown = changes.suffix(ClassesSection.columns)
    let matrices = shown.map { TransitionMatrix($0, unit: .mxHost) }
    var table = Table(["MX hosts"] + shown.map { "\($0.from) to \($0.to)" })
    for move in Transition.headline {
      table.append(
        ["\(move.from.title) → \(move.to.title)"]
          + matrices.map { "\($0?.share(move.from, move.to)?.countText ?? "–")" })
    }
    table.append(
      ["**regressions**: CA-verified → reachable and less"]
        + matrices.map { "\($0?.regressions?.countText ?? "–")" })
    return [.heading(3, "From wave to wave"), "Each share is of those in the earlier state.", .table(table)]
  }
}
