public import SurveyCore

/// The report over finished waves: a pure function from their summaries to files.
///
/// The same waves give the same bytes; there is no clock, locale or random number in it.
public struct Report: Sendable {
  /// The waves, oldest first, and what lies between them.
  public let series: SurveySeries
  /// What is counted, in the order of the report.
  public let units: [TrendUnit]
  /// What is written.
  public let formats: Set<ReportFormat>

  /// A report.
  /// - Parameters:
  ///   - series: finished waves and what lies between them.
  ///   - units: what to count; `nil` for the four customary units and whatever else the waves have.
  ///   - formats: what to write.
  public init(
    _ series: SurveySeries, units: [TrendUnit]? = nil, formats: Set<ReportFormat> = Set(ReportFormat.allCases)
  ) {
    self.series = series
    self.units = units ?? Report.units(of: series.waves)
    self.formats = formats
  }

  /// The units that are always reported, in their order.
  public static let customaryUnits: [TrendUnit] = [.mxHost, .address, .domain, .domainWeighted]

  /// The files, as far as they are asked for: `trend.csv`, `report.md`, the charts that it shows, `report.html`,
  /// `report.json`.
  public var files: [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.csv) {
      files.append(ReportFile(name: "trend.csv", content: TrendTable(waves: series.waves, units: units).csv))
    }
    if formats.contains(.markdown) || formats.contains(.html) {
      let figures = SectionFigures(ChartSet(series: series, units: units), waves: series.waves, units: units)
      let blocks = ReportDocument(series: series, units: units, figures: figures).blocks
      if formats.contains(.markdown) {
        files.append(ReportFile(name: "report.md", content: MarkdownWriter.text(blocks)))
        files += blocks.compactMap(\.figure).map { ReportFile(name: $0.wide.fileName, content: $0.wide.svg) }
      }
      if formats.contains(.html) { files.append(ReportFile(name: "report.html", content: HTMLPage(blocks).text)) }
    }
    if formats.contains(.json) {
      files.append(ReportFile(name: "report.json", content: SeriesJSON(series: series, units: units).text))
    }
    return files
  }

  /// The units that have a table of every class in the documents; of the others these tell the main figures, and
  /// `trend.csv` all.
  static let unitsInFull: [TrendUnit] = customaryUnits + [.mxOperator]

  /// Further units in their order, before those of further lists.
  private static let furtherUnits: [TrendUnit] = [
    .mxOperator, .domainEveryPrimary, .domainEvery, .domainAny, .mxHostByDomains, .certificate, .key,
  ]

  private static func units(of waves: [WaveSummary]) -> [TrendUnit] {
    let present = Set(waves.flatMap { $0.points.map(\.unit) })
    let lists = present.subtracting(customaryUnits).subtracting(furtherUnits).sorted { $0.rawValue < $1.rawValue }
    return customaryUnits + furtherUnits.filter(present.contains) + lists
  }
}
