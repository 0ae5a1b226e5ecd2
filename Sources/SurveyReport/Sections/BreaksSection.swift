import SurveyCore

/// What changed about the measurement from wave to wave.
struct BreaksSection {
  let breaks: [InstrumentBreak]
  /// The level of the heading.
  let level: Int

  /// The section; nothing where the instrument was the same throughout.
  var blocks: [Block] {
    guard !breaks.isEmpty else { return [] }
    var table = Table(["Waves", "What", "Before and after", "What it may do"], leftColumns: 4)
    for found in breaks {
      table.append([
        "\(found.from) to \(found.to)", "\(found.kind.title)", found.change, found.kind.effect,
      ])
    }
    return [
      .heading(level, "What changed about the measurement"),
      "A step in a figure between these waves may be the instrument's, not the world's.", .table(table),
    ]
  }
}
