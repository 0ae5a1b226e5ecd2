import SurveyCore

/// The drawings of a report, by the section that shows them; a section without one has its tables alone.
struct SectionFigures {
  /// Classes and trend of a unit and base.
  var classes: (TrendUnit, Base) -> [Block] = { _, _ in [] }
  /// The panel beside the current lists.
  var panel: [Block] = []
  /// Ours beside published figures of the same unit.
  var published: [TrendUnit: [Block]] = [:]
  /// Facebook's figures and ours, each on its own axis.
  var facebook: [Block] = []
  /// A change by term and operator.
  var terms: [Block] = []
  /// Figures without the largest operators.
  var concentration: [Block] = []
  /// Where hosts and domains went.
  var transitions: [Block] = []
  /// What each sender would do.
  var senders: [Block] = []
  /// Who issued the certificates.
  var issuers: [Block] = []
  /// Days to expiry.
  var expiry: [Block] = []
}

extension SectionFigures {
  /// The drawings of a chart set, and those beside published figures.
  init(_ charts: ChartSet, waves: [WaveSummary], units: [TrendUnit]) {
    classes = { unit, base in charts.figures(unit: unit, base: base).map(Block.chart) }
    panel = [charts.panel].compactMap(\.self).map(Block.chart)
    for unit in units {
      published[unit] = PublishedDots.figures(waves: waves, unit: unit, groups: PublishedGroup.groups(of: unit))
        .map(Block.chart)
    }
    if !waves.isEmpty, units.contains(.domainWeighted) {
      let pair = FacebookPair(
        waves: waves, strict: PublishedMark.facebook(.certificateClass(.caVerified), .strictForwardSecrecy),
        encrypted: PublishedMark.facebook(.startTLS))
      facebook = [.chart(pair.figure)]
    }
    terms = charts.terms.map(Block.chart)
    concentration = charts.concentration.map(Block.chart)
    transitions = charts.transitions.map(Block.chart)
    senders = [charts.senders].compactMap(\.self).map(Block.chart)
    issuers = [charts.issuers].compactMap(\.self).map(Block.chart)
    expiry = [charts.expiry].compactMap(\.self).map(Block.chart)
  }
}

extension PublishedGroup {
  /// The published percentages that count the same as a unit of ours, by what of it comes nearest.
  static func groups(of unit: TrendUnit) -> [PublishedGroup] {
    let figures = PublishedFigure.comparable(with: unit).filter { $0.measure == .percent }
    return Base.allCases.flatMap { base in
      Metric.all.compactMap { metric in
        let marks = figures.filter { $0.nearest?.metric == metric && $0.nearest?.base == base }.compactMap(
          PublishedMark.init)
        return marks.isEmpty ? nil : PublishedGroup(metric: metric, base: base, marks: marks)
      }
    }
  }
}

extension PublishedMark {
  /// A published percentage; `nil` where its date is told in words.
  init?(_ figure: PublishedFigure) {
    guard let day = figure.day else { return nil }
    self.init(label: figure.source, date: day, percent: figure.value)
  }

  /// Facebook's shares of all its e-mails whose nearest figure here is one of the metrics.
  static func facebook(_ metrics: Metric...) -> [PublishedMark] {
    PublishedFigure.facebook.filter { figure in
      guard let nearest = figure.nearest, figure.measure == .percent else { return false }
      return nearest.relation == .proxy && nearest.base == .reachable && metrics.contains(nearest.metric)
    }.compactMap(PublishedMark.init).sorted { $0.date < $1.date }
  }
}
