import SurveyCore

/// The figures that others published, beside this survey's: those that count the same, a table a unit, then those that
/// only show a shape.
struct PublishedSection {
  let waves: [WaveSummary]
  let units: [TrendUnit]
  var figures: [TrendUnit: [Block]] = [:]

  private var shown: [WaveSummary] { waves.ends(limit: 2) }

  /// The section.
  var blocks: [Block] {
    let comparable = units.filter { !PublishedFigure.comparable(with: $0).isEmpty && isCounted($0) }
    let proxies = PublishedFigure.proxies.filter { !PublishedFigure.facebook.contains($0) && isShown($0) }
    guard !comparable.isEmpty || !proxies.isEmpty else { return [] }
    return [
      .heading(2, "Beside published figures"),
      """
      What others published, each with its unit and definition, beside the nearest figure here. A definition or a list of \
      domains may differ where the unit is the same: read both. **Primary** was read in its author's own text (of \
      papers, in the abstract), **secondary** in somebody else's account, **derived** is computed from such figures.
      """,
    ] + comparable.flatMap(sameUnit) + shapes(proxies)
  }

  private func isShown(_ figure: PublishedFigure) -> Bool {
    figure.nearest.map { units.contains($0.unit) && isCounted($0.unit) } ?? false
  }

  private func isCounted(_ unit: TrendUnit) -> Bool {
    shown.contains { $0.points.contains { $0.unit == unit && $0.denominator > 0 } }
  }

  private func sameUnit(_ unit: TrendUnit) -> [Block] {
    [.heading(3, "The same unit: \(unit.title)")] + (figures[unit] ?? [])
      + [.table(PublishedFigures.table(PublishedFigure.comparable(with: unit), waves: shown))]
  }

  private func shapes(_ proxies: [PublishedFigure]) -> [Block] {
    guard !proxies.isEmpty else { return [] }
    return [
      .heading(3, "Other units: only the shape compares"),
      """
      These count messages, or servers that are told apart in another way. A crawl sees no messages, and no list says \
      how many a domain receives, so the nearest figure here answers another question: a rise may be compared with a \
      rise, never a level with a level, and the two belong on no common axis.
      """,
      .table(PublishedFigures.table(proxies, waves: shown)),
    ]
  }
}

/// Published figures as a table.
enum PublishedFigures {
  /// A row a figure: what was published, and what comes nearest in some waves.
  static func table(_ figures: [PublishedFigure], waves: [WaveSummary]) -> Table {
    var table = Table(
      ["Published", "Counted", "Definition", "Value", "Nearest here"] + waves.map { "\($0.label)" },
      rightColumns: 3..<4)
    for figure in figures {
      table.append(
        [
          source(of: figure), "\(figure.unit)", "\(figure.definition)", "\(figure.valueText)",
          nearest(to: figure),
        ] + waves.map { ours(figure, in: $0) })
    }
    return table
  }

  /// What comes nearest, and whether it counts something else.
  private static func nearest(to figure: PublishedFigure) -> Prose {
    guard let nearest = figure.nearest else { return "–" }
    switch nearest.relation {
    case .same: return nearest.title
    case .proxy: return nearest.title + .lineBreak + "**another unit**"
    }
  }

  /// Who, when, and how it came to us.
  private static func source(of figure: PublishedFigure) -> Prose {
    let derivation: Prose = figure.derivation.map { " (\($0))" } ?? ""
    return .link(figure.source, to: figure.address) + ", \(figure.date)" + .lineBreak
      + "\(figure.provenance.rawValue)" + derivation
  }

  private static func ours(_ figure: PublishedFigure, in wave: WaveSummary) -> Prose {
    guard let nearest = figure.nearest else { return "–" }
    return "\(Share(wave.point(nearest.metric, unit: nearest.unit, base: nearest.base))?.text ?? "–")"
  }
}
