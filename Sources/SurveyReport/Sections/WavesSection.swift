import SurveyCore

/// What each wave was: when, of what, and judged against what.
struct WavesSection {
  let waves: [WaveSummary]
  let gaps: SeriesGaps

  /// The section.
  var blocks: [Block] {
    var table = Table(["Wave", "Date", "Domains", "MX hosts", "Frame", "Lists (weights)"], rightColumns: 2..<4)
    var means = Table(["Wave", "List digest", "Trust store", "Version"], leftColumns: 4, caption: "What judged them")
    for wave in waves {
      let data: Prose = wave.isSynthetic ? " (laboratory data)" : ""
      table.append([
        "\(wave.label)\(data)", "\(wave.waveDate)", "\(wave.domainCount)", "\(wave.hostCount)", "\(wave.frameText)",
        lists(of: wave),
      ])
      means.append([
        "\(wave.label)", digest(wave.listSHA256), digest(wave.trustStoreSHA256), "\(wave.version)",
      ])
    }
    return [
      .heading(2, "Waves"), .table(table), .table(means),
      "When each began and was finished stands under Coverage. Digests are the first twelve digits of SHA-256.",
    ] + gaps.blocks
  }

  private func lists(of wave: WaveSummary) -> Prose {
    guard !wave.lists.isEmpty else { return "–" }
    let lists = wave.lists.map { list -> Prose in
      let rejected: Prose = list.rejectedLines > 0 ? "; \(list.rejectedLines) lines rejected" : ""
      return "\(list.name) (\(list.weighting.title)\(rejected))"
    }
    return .joined(lists, separator: .lineBreak)
  }

  /// Twelve digits tell digests apart; the whole one is in the database.
  private func digest(_ hexadecimal: String) -> Prose {
    hexadecimal.isEmpty ? "–" : "\(String(hexadecimal.prefix(12)))"
  }
}

extension ListWeighting {
  /// How the weights came about, in a reader's words.
  var title: String {
    switch self {
    case .uniform: "each 1"
    case .given: "as given"
    case .rank: "1/rank"
    }
  }
}
