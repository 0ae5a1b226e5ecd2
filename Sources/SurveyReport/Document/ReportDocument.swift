import SurveyCore

/// A report: its sections in their order.
struct ReportDocument {
  let series: SurveySeries
  let units: [TrendUnit]
  let figures: SectionFigures

  private var waves: [WaveSummary] { series.waves }

  /// The whole of it.
  var blocks: [Block] { ([.heading(1, title)] + LaboratoryNotice.blocks(waves) + sections).withCaveats }

  /// The units that have tables of all classes, and the others; where only others were asked for, these have them.
  private var unitsInFull: [TrendUnit] {
    let inFull = units.filter(Report.unitsInFull.contains)
    return inFull.isEmpty ? units : inFull
  }

  private var sections: [Block] {
    guard let newest = waves.last else { return ["There is no finished wave yet."] }
    return standing(newest) + comparison + movement + details(newest)
  }

  /// How it stands, and how sure that is.
  private func standing(_ newest: WaveSummary) -> [Block] {
    let inFull = unitsInFull
    return HeadlineSection(waves: waves, overall: series.overall, units: units, newest: newest).blocks
      + WavesSection(waves: waves, gaps: SeriesGaps(waves: waves, unfinished: series.unfinished)).blocks
      + ReservationsSection(waves: waves).blocks
      + BreaksSection(breaks: InstrumentBreak.all(in: waves), level: 2).blocks
      + CoverageSection(waves: waves, newest: newest).blocks
      + ClassesSection(waves: waves, units: inFull, figures: figures.classes).blocks
      + OtherUnitsSection(waves: waves, units: units.filter { !inFull.contains($0) }, newest: newest).blocks
      + PanelSection(waves: waves, panel: series.panel, figures: figures.panel).blocks
  }

  /// What others found.
  private var comparison: [Block] {
    PublishedSection(waves: waves, units: units, figures: figures.published).blocks
      + FacebookSection(waves: waves, units: units, figures: figures.facebook).blocks
  }

  /// What moved, and by whom.
  private var movement: [Block] {
    ChangeSection(
      change: series.overall?.only(units), concentration: series.concentration.filter { units.contains($0.unit) },
      waves: waves, terms: figures.terms, curves: figures.concentration
    ).blocks
      + TransitionsSection(changes: series.changes, overall: series.overall, figures: figures.transitions).blocks
  }

  private func details(_ newest: WaveSummary) -> [Block] {
    SendersSection(waves: waves, newest: newest, figures: figures.senders).blocks
      + IssuersSection(waves: waves, changes: series.changes, figures: figures.issuers).blocks
      + ProtocolsSection(waves: waves, units: units, newest: newest).blocks
      + ExpirySection(waves: waves, figures: figures.expiry).blocks + MethodSection(waves: waves).blocks
      + ReadingSection(units: units, lists: newest.lists).blocks
  }

  private var title: Prose {
    guard let first = waves.first, let newest = waves.last else {
      return "STARTTLS certificates of mail servers"
    }
    guard waves.count > 1 else { return "STARTTLS certificates of mail servers, \(newest.label)" }
    return "STARTTLS certificates of mail servers, \(first.label) to \(newest.label)"
  }
}

extension WaveChange {
  /// The change without the figures of other units; transitions are left, as they are told together.
  fileprivate func only(_ units: [TrendUnit]) -> WaveChange {
    var change = self
    change.shifts = shifts.filter { units.contains($0.unit) }
    change.decompositions = decompositions.filter { units.contains($0.unit) }
    return change
  }
}

/// What stands over everything that was measured in a laboratory.
enum LaboratoryNotice {
  /// The notice; nothing where no wave is of a laboratory.
  static func blocks(_ waves: [WaveSummary]) -> [Block] {
    let laboratory = waves.filter(\.isSynthetic).map { Prose(text: $0.label) }
    guard !laboratory.isEmpty else { return [] }
    let which: Prose = laboratory.count == 1 ? "Wave" : "Waves"
    return [
      .notice(
        title: "\(Caveat.laboratory)",
        """
        \(which) \(.joined(laboratory, separator: ", ")) surveyed reserved addresses in a laboratory. \
        **Such figures say nothing about the Internet.**
        """)
    ]
  }
}
