import SurveyCore

/// Stacked bars, one a wave: how MX hosts are broken down by one topic.
struct BreakdownBars {
  let waves: [WaveSummary]
  let topic: BreakdownTopic
  /// What a part stands for, and which keys of the topic it takes; what no part takes goes to the last.
  let parts: [(part: StackedBar.Part, keys: [String])]
  let name: String
  let title: String
  /// How to read it, and what is 100 %.
  let subtitle: String
  /// What is counted, in a reader's words.
  let counted: String

  /// The chart in both layouts; `nil` where no wave has hosts in this topic.
  var figure: Figure? {
    waves.contains { $0.breakdown.contains { $0.topic == topic && $0.hosts > 0 } } ? Figure(chart) : nil
  }

  func chart(_ layout: Layout) -> Chart {
    let rows = waves.map { WaveBars.Row(wave: $0, shares: shares(of: $0)) }
    let said = parts.indices.filter { place in rows.contains { ($0.shares[place]?.numerator ?? 0) > 0 } }.map { place in
      Finding.movement(
        parts[place].part.title.visible, from: rows.first?.shares[place], to: rows.last?.shares[place],
        isSingle: rows.count == 1)
    }
    let caption = Caption(
      layout, name: name, title: title, subtitle: subtitle + WaveBars.scope(of: waves.count),
      finding: Finding.text(
        "Of \(counted), \(Finding.period(of: waves)): \(said.joined(separator: "; "))", waves: waves),
      isLaboratory: waves.areLaboratory)
    let bars = WaveBars(parts: parts.map(\.part), rows: rows, layout: layout, top: caption.drawingTop)
    return Chart(caption: caption, drawing: bars.drawing)
  }

  private func shares(of wave: WaveSummary) -> [Share?] {
    let rows = wave.breakdown.filter { $0.topic == topic }
    let places = parts.enumerated().reduce(into: [String: Int]()) { places, part in
      for key in part.element.keys { places[key] = part.offset }
    }
    var sums = [Int](repeating: 0, count: parts.count)
    for row in rows { sums[places[row.key] ?? parts.count - 1] += row.hosts }
    let whole = Double(sums.reduce(0, +))
    return sums.map { Share(numerator: Double($0), denominator: whole) }
  }
}

/// The share of each CA among CA-verified hosts, wave by wave.
enum IssuerBars {
  /// CAs that are told apart; the others stand together.
  static let most = 6

  private static let fills: [Palette.Fill] = [
    .dark(Palette.blue), .bright(Palette.orange), .bright(Palette.green), .bright(Palette.sky),
    .bright(Palette.vermillion), .bright(Palette.yellow),
  ]

  /// The chart of the waves: the CAs that are largest in the newest wave that has any, then in all.
  static func figure(waves: [WaveSummary]) -> Figure? {
    let issuers = ranked(waves)
    let shown = zip(issuers.prefix(most), fills).enumerated().map { rank, issuer in
      (part: StackedBar.Part(letter: "\(rank + 1)", title: issuer.0, fill: issuer.1), keys: [issuer.0])
    }
    let others = issuers.count - shown.count
    let last = (
      part: StackedBar.Part(
        letter: "+", title: others == 1 ? "one other" : "\(NumberText.grouped(others)) others",
        fill: .bright(Palette.silver)), keys: [String]()
    )
    return BreakdownBars(
      waves: waves, topic: .issuer, parts: others > 0 ? shown + [last] : shown, name: "issuers",
      title: "Certificate authorities of CA-verified MX hosts",
      subtitle: "Each bar is 100 % of the CA-verified MX hosts of its wave; numbers as below",
      counted: "CA-verified MX hosts"
    ).figure
  }

  private static func ranked(_ waves: [WaveSummary]) -> [String] {
    var all: [String: Int] = [:]
    var newest: [String: Int] = [:]
    for wave in waves {
      let rows = wave.breakdown.filter { $0.topic == .issuer && $0.hosts > 0 }
      if !rows.isEmpty { newest = [:] }
      for row in rows {
        all[row.key, default: 0] += row.hosts
        newest[row.key, default: 0] += row.hosts
      }
    }
    return all.keys.sorted {
      (newest[$1] ?? 0, all[$1] ?? 0, $0) < (newest[$0] ?? 0, all[$0] ?? 0, $1)
    }
  }
}

/// How many days the certificates have left, wave by wave.
enum ExpiryBars {
  private static let ranges: [(key: String, letter: String, title: String, fill: Palette.Fill)] = [
    ("expired", "X", "expired", .dark(Palette.black)),
    ("not-yet-valid", "N", "not yet valid", .bright(Palette.purple)),
    ("0-6", "1", "0–6 days left", .bright(Palette.vermillion)),
    ("7-13", "2", "7–13 days left", .bright(Palette.orange)),
    ("14-29", "3", "14–29 days left", Palette.shade(0)),
    ("30-59", "4", "30–59 days left", Palette.shade(1)),
    ("60-89", "5", "60–89 days left", Palette.shade(2)),
    ("90-179", "6", "90–179 days left", Palette.shade(3)),
    ("180+", "7", "180 days left or more", Palette.shade(5)),
  ]

  /// The chart of the waves.
  static func figure(waves: [WaveSummary]) -> Figure? {
    let known = Set(ranges.map(\.key))
    let others = waves.contains { wave in
      wave.breakdown.contains { $0.topic == .daysLeft && !known.contains($0.key) }
    }
    let parts = ranges.map { range in
      (part: StackedBar.Part(letter: range.letter, title: range.title, fill: range.fill), keys: [range.key])
    }
    let last = (part: StackedBar.Part(letter: "+", title: "others", fill: .bright(Palette.silver)), keys: [String]())
    return BreakdownBars(
      waves: waves, topic: .daysLeft, parts: others ? parts + [last] : parts, name: "expiry",
      title: "Days that certificates have left",
      subtitle:
        "Each bar is 100 % of the MX hosts of its wave that are CA-verified, or were but for time; numbers as below",
      counted: "MX hosts that are CA-verified, or were but for time"
    ).figure
  }
}
