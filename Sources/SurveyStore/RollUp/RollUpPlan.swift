internal import GRDB
internal import SurveyCore

/// What is to be added up of one wave, and what is kept of it by operator.
struct RollUpPlan {
  let frame: Frame
  let seed: UInt64
  /// What the wave measured.
  let metrics: Set<Metric>
  /// Domains by weight, for each list, the first list first.
  let weightedUnits: [TrendUnit]

  init(_ db: GRDB.Database, scanID: Int64, measurement: Measurement) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT frame, seed, listed_domains IS domains FROM scan WHERE scan_id = ?", arguments: [scanID])
    guard let row, let frame = Frame(rawValue: row[0]) else { preconditionFailure("a wave has a frame") }
    // A sample of all that were listed left nothing to chance.
    self.frame = frame == .sample && row[2] ? .census : frame
    seed = UInt64(bitPattern: row[1])
    metrics = measurement.metrics
    let further = try String.fetchAll(
      db, sql: "SELECT name FROM scan_list WHERE scan_id = ? AND list_number > 0 ORDER BY list_number",
      arguments: [scanID])
    weightedUnits = [.domainWeighted] + further.map { TrendUnit.domainWeighted(list: $0) }
  }

  var isCensus: Bool { frame == .census }

  /// The units of the trend.
  var units: [TrendUnit] {
    [
      .mxHost, .mxHostByDomains, .address, .mxOperator, .certificate, .key, .domain, .domainEveryPrimary, .domainEvery,
      .domainAny,
    ]
      + weightedUnits
  }

  /// The units whose operators are ranked.
  var operatorUnits: [TrendUnit] {
    isCensus ? [.mxHost, .mxHostByDomains, .address, .domain] + weightedUnits : units
  }

  /// The bases in which domains are shared out among operators: a sample's intervals need both.
  var operatorBases: [Base] { isCensus ? [.reachable] : Base.allCases }

  /// The metrics of a unit that have a sampling error.
  func operatorMetrics(_ unit: TrendUnit, _ base: Base) -> [Metric] {
    Metric.all.filter { metrics.contains($0) && $0.applies(base: base, unit: unit) }
  }
}
