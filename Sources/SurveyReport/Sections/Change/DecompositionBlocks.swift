import SurveyCore

/// Who moved a figure: what operators did, where the weight went, who came and who left.
struct DecompositionBlocks {
  let change: WaveChange
  /// The level of the headings.
  let level: Int

  /// Operators in a table.
  static let operators = 10

  /// The terms of every figure, then the operators behind the main one; nothing without decompositions.
  var blocks: [Block] {
    guard !change.decompositions.isEmpty else { return [] }
    return [
      .heading(level, "By operator"),
      """
      Each change by operator (Kitagawa's decomposition, 1955), in points of the whole. **Rate**: operators of both waves \
      changed what they do. **Weight**: hosts or domains moved between operators of both waves. **Came** and **went**: \
      operators that only one wave has. The four add up to the change; the last digit may be off by one from rounding.
      """,
      .table(terms),
    ] + change.decompositions.filter { $0.metric == .certificateClass(.caVerified) }.flatMap(operators)
  }

  private var terms: Table {
    var table = Table(
      ["Of", "Figure", "\(change.from)", "\(change.to)", "Rate", "Weight", "Came", "Went", "Sum"], leftColumns: 2)
    for decomposition in change.decompositions {
      let terms = decomposition.terms
      table.append(
        [
          "\(decomposition.unit.title(in: .reachable))", "\(decomposition.metric.title)",
          "\(Share(decomposition.before)?.text ?? "–")", "\(Share(decomposition.after)?.text ?? "–")",
        ] + [terms.rate, terms.weight, terms.entry, terms.exit, terms.total].map(points))
    }
    return table
  }

  private func operators(_ decomposition: Decomposition) -> [Block] {
    let shown = decomposition.operators.prefix(DecompositionBlocks.operators)
    guard !shown.isEmpty else { return [] }
    var table = Table(["Operator", "\(change.from)", "\(change.to)", "Rate", "Weight", "Came or went", "Sum"])
    for contribution in shown {
      let terms = contribution.terms
      table.append(
        [
          "\(contribution.name)", "\(contribution.before.flatMap { Share($0) }?.text ?? "–")",
          "\(contribution.after.flatMap { Share($0) }?.text ?? "–")",
        ] + row(terms))
    }
    let told = shown.map(\.terms).reduce(Decomposition.Terms(), +)
    let whole = decomposition.terms
    let rest = Decomposition.Terms(
      rate: whole.rate - told.rate, weight: whole.weight - told.weight, entry: whole.entry - told.entry,
      exit: whole.exit - told.exit)
    if decomposition.operatorCount > shown.count {
      table.append(["\(decomposition.operatorCount - shown.count) others", "", ""] + row(rest))
    }
    table.append(
      ["**Sum**", "**\(Share(decomposition.before)?.text ?? "–")**", "**\(Share(decomposition.after)?.text ?? "–")**"]
        + row(whole).map { "**\($0)**" })
    return [
      .heading(
        level + 1, "Operators that moved \(decomposition.metric.title) of \(decomposition.unit.title(in: .reachable))"),
      .table(table),
    ]
  }

  private func row(_ terms: Decomposition.Terms) -> [Prose] {
    [terms.rate, terms.weight, terms.entry + terms.exit, terms.total].map(points)
  }

  private func points(_ value: Double) -> Prose { "\(PointsText.signed(value, decimals: 2))" }
}
