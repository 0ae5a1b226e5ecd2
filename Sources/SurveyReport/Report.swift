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

  /// The files: `trend.csv`, `report.md`, then the charts that it shows.
  public var files: [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.csv) {
      files.append(ReportFile(name: "trend.csv", content: TrendTable(waves: series.waves, units: units).csv))
    }
    if formats.contains(.markdown) {
      let charts = ChartSet(waves: series.waves, units: units)
      let document = ReportDocument(series: series, units: units, charts: charts)
      files.append(ReportFile(name: "report.md", content: MarkdownWriter.text(document.blocks)))
      files += charts.all.map { ReportFile(name: $0.fileName, content: $0.svg) }
    }
    return files
  }

  private static func units(of waves: [WaveSummary]) -> [TrendUnit] {
    let present = Set(waves.flatMap { $0.points.map(\.unit) })
    let further = present.subtracting(customaryUnits).sorted { $0.rawValue < $1.rawValue }
    return customaryUnits + further
  }
}
