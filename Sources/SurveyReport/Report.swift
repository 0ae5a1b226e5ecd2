public import SurveyCore

/// The report over finished waves: a pure function from their summaries to files.
///
/// The same waves give the same bytes; there is no clock, locale or random number in it.
public struct Report: Sendable {
  /// The waves, oldest first.
  public let waves: [WaveSummary]
  /// What is counted, in the order of the report.
  public let units: [TrendUnit]
  /// What is written.
  public let formats: Set<ReportFormat>

  /// A report.
  /// - Parameters:
  ///   - waves: finished waves, oldest first.
  ///   - units: what to count; `nil` for the four customary units and whatever else the waves have.
  ///   - formats: what to write.
  public init(
    waves: [WaveSummary], units: [TrendUnit]? = nil, formats: Set<ReportFormat> = Set(ReportFormat.allCases)
  ) {
    self.waves = waves
    self.units = units ?? Report.units(of: waves)
    self.formats = formats
  }

  /// The units that are always reported, in their order.
  public static let customaryUnits: [TrendUnit] = [.mxHost, .address, .domain, .domainWeighted]

  /// The files: `trend.csv`, `report.md`, then the charts that it shows.
  public var files: [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.csv) {
      files.append(ReportFile(name: "trend.csv", content: TrendTable(waves: waves, units: units).csv))
    }
    if formats.contains(.markdown) {
      let charts = ChartSet(waves: waves, units: units)
      let text = MarkdownReport(waves: waves, units: units, charts: charts)
      files.append(ReportFile(name: "report.md", content: text.content))
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
