import SurveyCore

/// How to read the report: units, bases, classes, weights, and what the figures are not.
struct ReadingSection {
  let units: [TrendUnit]
  let lists: [WaveSummary.ListSummary]

  /// The section.
  var blocks: [Block] {
    [
      .heading(2, "How to read this"), "**Units**: what is counted once.",
      list(units.map { ($0.rawValue, $0.definition) }),
      "**Bases**: what is divided by.", list(Base.allCases.map { ($0.rawValue, $0.definition) }),
      "**Classes**: exclusive, and with `mixed` and `no_tls`, where a base has them, they sum to 100 %.",
      list(Metric.bestToWorst(base: .reachable, unit: .mxHost).map { ($0.word, $0.definition) }),
      "**Beside the classes**: of no sum.",
      list(Metric.besideClasses(base: .reachable, unit: .mxHost).map { ($0.word, $0.definition) }),
      "**Remarks**:", .bullets(remarks),
    ]
  }

  private var remarks: [Prose] {
    var remarks: [Prose] = [
      "\(Caveat.full)",
      "Weights are weights, never mail: no list says how many messages a domain receives.",
    ]
    let ranked = lists.filter { $0.weighting == .rank }.map { Prose(text: $0.name) }
    if !ranked.isEmpty {
      remarks.append(
        "The weights of \(.joined(ranked, separator: ", ")) come from ranks: a domain weighs 1/rank, so "
          + "the first few domains carry most of the weight.")
    }
    return remarks + [
      "What did not answer is in no denominator; Coverage tells what that leaves open.",
      "Percentages are rounded: a column may seem to miss 100 % by a tenth; its counts do not.",
      "A host that rejected us may accept mail from others: senders are not scanners.",
    ]
  }

  private func list(_ entries: [(word: String, definition: String)]) -> Block {
    .bullets(entries.map { "**\($0.word)**: \($0.definition)" })
  }
}
