import SurveyCore

/// What of a wave was not connected to but taken from other names at the address, and how far that can be relied on.
struct InferenceBlocks {
  let waves: [WaveSummary]

  /// A heading, a table and what it says; nothing where every name was probed.
  var blocks: [Block] {
    let inferred = waves.filter { $0.inference != nil }
    guard !inferred.isEmpty else { return [] }
    var table = Table(["Wave", "Addresses", "Names inferred", "Checked", "Differed", "Inference is wrong", "95 %"])
    for wave in inferred {
      guard let inference = wave.inference else { continue }
      table.append([
        "\(wave.label)", "\(inference.addresses)", "\(inference.names)", "\(inference.checks)", "\(inference.wrong)",
        "\(Share(inference.error)?.percentText ?? "–")", "\(inference.intervalText)",
      ])
    }
    return [
      .heading(3, "Names inferred"), .table(table),
      """
      An address behind more than three MX names was probed for three of them; where these presented the same, the others \
      were taken to present it too, and count as if probed. **Checked**: names drawn of those, one of a hundred and one of \
      an address at most, and probed all the same. **Inference is wrong**: by the checks, each weighing the names that it \
      stands for, with Wilson's interval of the size that these weights leave.
      """,
    ]
  }
}

extension InferenceSummary {
  /// `0.0–1.2 %`; a dash where nothing was checked.
  fileprivate var intervalText: String {
    guard let interval else { return "–" }
    let ends = [interval.lowerBound, interval.upperBound].map { NumberText.fixed($0 * 100, decimals: 1) }
    return "\(ends.joined(separator: "–")) %"
  }
}
