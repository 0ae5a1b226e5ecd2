import SurveyCore

/// One topic of the breakdown over the waves.
struct BreakdownTable {
  let topic: BreakdownTopic
  let waves: [WaveSummary]
  /// Rows at most; what is beyond is added up in one.
  var limit = Int.max

  private var shown: [WaveSummary] { waves.ends(limit: ClassesSection.columns) }

  /// The table, of MX hosts; `nil` where no wave has the topic.
  func table(_ title: Prose) -> Table? {
    let keys = keys
    guard !keys.isEmpty else { return nil }
    var table = Table([title] + shown.map { "\($0.label)" })
    for key in keys.prefix(limit) { table.append(["\(key)"] + shown.map { share(of: [key], in: $0) }) }
    let rest = Set(keys.dropFirst(limit))
    if !rest.isEmpty { table.append(["\(rest.count) others"] + shown.map { share(of: rest, in: $0) }) }
    table.append(["**Sum**"] + shown.map { "**\(sum($0))**" })
    return table
  }

  /// The keys in the order of the newest wave that has them, then of the waves before it.
  private var keys: [String] {
    shown.reversed().flatMap { rows($0).map(\.key) }.reduce(into: [String]()) { keys, key in
      if !keys.contains(key) { keys.append(key) }
    }
  }

  private func rows(_ wave: WaveSummary) -> [BreakdownRow] { wave.breakdown.filter { $0.topic == topic } }

  private func sum(_ wave: WaveSummary) -> Int { rows(wave).map(\.hosts).reduce(0, +) }

  private func share(of keys: Set<String>, in wave: WaveSummary) -> Prose {
    let hosts = rows(wave).filter { keys.contains($0.key) }.map(\.hosts).reduce(0, +)
    return "\(Share(numerator: Double(hosts), denominator: Double(sum(wave)))?.text ?? "–")"
  }
}
