internal import GRDB
internal import SurveyCore

/// What is counted of a judged wave beside what went into a sink.
struct PartCounts: Sendable {
  let breakdown: [BreakdownRow]
  let reasons: [WaveSummary.ReasonCount]
}

/// Counts a judged wave into parts: one host, address, certificate or MX set in memory at a time. It only reads.
///
/// ```
/// probe, probe_verdict ─┬─▶ hosts ─────────────────┬─▶ operator_part
///                       ├─▶ addresses ─────────────┤
///                       │      └─▶ certificates ───┤
///        MX sets ───────┴─▶ domains ───────────────┘
/// ```
struct WaveCounting {
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
    var hosts = 500_000
    var parts = 500_000
    var certificates = 150_000
    var domains = 4_000_000
  }

  /// - Parameters:
  ///   - writesSets: whether the sink is told the verdicts of MX sets.
  ///   - verdicts: writes what is known of single hosts; `nil` where it is written already.
  func run(into sink: some RollUpSink, writesSets: Bool, verdicts: HostVerdictWriter?) throws -> PartCounts {
    let plan = try RollUpPlan(db, scanID: scanID, measurement: measurement)
    let reader = try SightingReader(db, measurement: measurement)
    let numbers = PatternNumbers()
    let hosts = try HostKinds(
      db, scanID: scanID, judgementID: judgementID, reader: reader, numbers: numbers, capacity: limits.hosts)
    let parts = OperatorParts(db, numbers: numbers, capacity: limits.parts)
    var reasons = ReasonTally()
    var breakdown = try BreakdownTally(db)
    try HostCounting(hosts: hosts, numbers: numbers, parts: parts, verdicts: verdicts).run()
    let certificates = CertificateParts(db, numbers: numbers, capacity: limits.certificates)
    try ProbeCounting(
      db: db, scanID: scanID, judgementID: judgementID, plan: plan, asOf: asOf, reader: reader, numbers: numbers,
      hosts: hosts, parts: parts, certificates: certificates
    ).run(&reasons)
    try CertificateCounting(
      certificates: certificates, keys: KeyParts(db, numbers: numbers, capacity: limits.certificates), parts: parts
    ).run(&breakdown)
    try DomainCounting(
      db: db, scanID: scanID, judgementID: judgementID, plan: plan, numbers: numbers, hosts: hosts, parts: parts,
      writesSets: writesSets, capacity: limits.domains
    ).run(into: sink)
    try parts.drain(into: sink)
    return PartCounts(breakdown: breakdown.rows, reasons: reasons.rows)
  }
}
