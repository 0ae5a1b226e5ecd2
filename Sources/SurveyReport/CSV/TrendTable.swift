import SurveyCore

/// `trend.csv`: one row a wave × unit × metric × base, with the columns of `v_trend`.
///
/// ```
/// 2014-08,2014-08-19,1408406400,mx_host,ca_verified,reachable,620,1000,62,,,none,120,55.35714285714286,66.07142857142858
/// ```
///
/// Lines end in LF, as other tools of a pipe expect, where RFC 4180 has CRLF.
struct TrendTable {
  let waves: [WaveSummary]
  let units: [TrendUnit]

  /// The header row.
  static let header =
    "label,wave_date,epoch,unit,metric,base,numerator,denominator,percent,low,high,interval,silent,worst,best"

  /// The file; waves as given, then by unit, base and metric.
  var csv: String {
    let rows = waves.flatMap { wave in
      points(of: wave).map { row(wave, $0).map(\.encoded).joined(separator: ",") }
    }
    return ([TrendTable.header] + rows).map { $0 + "\n" }.joined()
  }

  private func row(_ wave: WaveSummary, _ point: TrendPoint) -> [CSVField] {
    let bounds = point.interval.bounds
    return [
      CSVField(wave.label), CSVField(wave.waveDate), CSVField(Instant(iso8601: wave.waveDate)?.epoch),
      CSVField(point.unit.rawValue), CSVField(point.metric.word), CSVField(point.base.rawValue),
      CSVField(point.numerator), CSVField(point.denominator), CSVField(point.percent),
      CSVField(bounds?.lowerBound), CSVField(bounds?.upperBound), CSVField(point.interval.word),
      CSVField(point.silent), CSVField(point.worstCase?.lowerBound), CSVField(point.worstCase?.upperBound),
    ]
  }

  /// A wave's points of these units: by unit, base and metric.
  func points(of wave: WaveSummary) -> [TrendPoint] {
    var byUnit = Dictionary(grouping: wave.points, by: \.unit)
    return units.flatMap { unit in
      (byUnit.removeValue(forKey: unit) ?? []).sorted { TrendTable.order($0) < TrendTable.order($1) }
    }
  }

  private static func order(_ point: TrendPoint) -> (Int, Int) {
    (Base.allCases.firstIndex(of: point.base) ?? 0, Metric.all.firstIndex(of: point.metric) ?? 0)
  }
}
