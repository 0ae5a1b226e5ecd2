internal import GRDB
internal import SurveyCore

/// What a judged wave adds up to, but for the rows that went into a sink.
struct WaveFigures: Sendable {
  let units: [TrendUnit]
  let points: [TrendPoint]
  let ranks: [OperatorRank]
  let breakdown: [BreakdownRow]
  let reasons: [WaveSummary.ReasonCount]
}

/// Adds a judged wave up: one host, address, certificate or MX set in memory at a time. It only reads.
///
/// ```
/// probe, probe_verdict ─┬─▶ hosts ─────────────────┬─▶ operators ─▶ intervals
///                       ├─▶ addresses ─────────────┤
///                       │      └─▶ certificates ───┤
///        MX sets ───────┴─▶ domains ───────────────┘
/// ```
struct WaveTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let measurement: Measurement
  /// The judgement's instant; `nil` where each probe is judged at its own.
  let asOf: Instant?
  /// How much is kept in memory.
  var limits = Limits()

  /// Capacities, which no figure depends on.
  struct Limits {
    var hosts = 300_000
    var operatorParts = 250_000
    var certificates = 150_000
  }

  /// - Parameter verdicts: writes what is known of single hosts; `nil` where it is written already.
  func run(into sink: some RollUpSink, verdicts: HostVerdictWriter?) throws -> WaveFigures {
    let plan = try RollUpPlan(db, scanID: scanID, measurement: measurement)
    let reader = try SightingReader(db, measurement: measurement)
    let hosts = try HostKinds(
      db, scanID: scanID, judgementID: judgementID, reader: reader, capacity: limits.hosts)
    let parts = OperatorParts(db, capacity: limits.operatorParts)
    var tally = TrendTally(units: plan.units, metrics: measurement.metrics)
    var reasons = ReasonTally()
    var breakdown = try BreakdownTally(db)
    var sizes = SampleSizes(lists: plan.weightedUnits.count)
    try HostTallying(hosts: hosts, operators: parts, verdicts: verdicts).run(&tally)
    let certificates = CertificateParts(db, capacity: limits.certificates)
    try ProbeTallying(
      db: db, scanID: scanID, judgementID: judgementID, plan: plan, asOf: asOf, reader: reader, hosts: hosts,
      operators: parts, certificates: certificates
    ).run(&tally, &reasons)
    try CertificateTallying(
      certificates: certificates, keys: KeyParts(db, capacity: limits.certificates), operators: parts
    ).run(&tally, &breakdown)
    try DomainTallying(
      db, scanID: scanID, judgementID: judgementID, plan: plan, hosts: hosts, operators: parts
    ).run(&tally, &sizes, into: sink)
    let ranks = try OperatorTallying(db: db, plan: plan, parts: parts).run(&tally, into: sink)
    let points = try TrendIntervals(db: db, plan: plan, parts: parts, sizes: sizes).points(of: tally)
    try parts.close()
    return WaveFigures(
      units: plan.operatorUnits, points: points, ranks: ranks, breakdown: breakdown.rows, reasons: reasons.rows)
  }
}
