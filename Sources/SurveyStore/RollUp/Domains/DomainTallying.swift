internal import GRDB
internal import SurveyCore

/// Adds domains up by their MX sets: the sets are walked once, each with the number and the weights of its domains, so
/// that a provider's ten million domains cost one set and not ten million.
///
/// ```
/// MX set ──▶ hosts ──┬─ of the lowest preference ──▶ domain, domain_weighted, and each operator's share of them
///                    └─ of any preference ─────────▶ domain_every, domain_any
/// ```
struct DomainTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let plan: RollUpPlan
  let hosts: HostKinds
  let operators: OperatorParts
  private let delivery = PatternFigures(.sharedOut)
  private let every = PatternFigures(.whole)
  private let any = PatternFigures(.any)

  init(
    _ db: GRDB.Database, scanID: Int64, judgementID: Int64, plan: RollUpPlan, hosts: HostKinds,
    operators: OperatorParts
  ) {
    self.db = db
    self.scanID = scanID
    self.judgementID = judgementID
    self.plan = plan
    self.hosts = hosts
    self.operators = operators
  }

  func run(_ tally: inout TrendTally, _ sizes: inout SampleSizes, into sink: some RollUpSink) throws {
    let uses = try MXSetUses(db, scanID: scanID, judgementID: judgementID, plan: plan)
    // The sets are sorted once: `LIMIT` keeps their order, and the loops follow it.
    let members = try Row.fetchCursor(
      db,
      sql: """
        SELECT m.mx_set_id, m.host_id, m.is_lowest
        FROM (
          SELECT mx_set_id FROM scan_domain WHERE scan_id = ? AND mx_set_id IS NOT NULL
          GROUP BY mx_set_id ORDER BY mx_set_id LIMIT -1) AS used
        CROSS JOIN mx_set_member m ON m.mx_set_id = used.mx_set_id
        """, arguments: [scanID])
    var ahead = try members.next()
    while let first = ahead {
      let setID: Int64 = first[0]
      var set = MXSetHosts()
      while let row = ahead, row[0] as Int64 == setID {
        if let host = try hosts.kind(of: row[1]) { set.append(host, isLowest: row[2]) }
        ahead = try members.next()
      }
      let pattern = set.lowest.pattern
      if let pattern { try sink.insert(verdict(setID, pattern)) }
      let bases = plan.frame == .sample ? Base.allCases.filter { base in pattern.map { isIn(base, $0) } ?? false } : []
      try uses.forEach(ofSet: setID) { entry in
        for base in bases { sizes.add(entry, base: base) }
      } _: { use in
        tallyDelivery(pattern, use, set, &tally)
        tallyWhole(use, set, &tally)
        try tallyOperators(use, set)
      }
    }
  }

  private func isIn(_ base: Base, _ pattern: SightingPattern) -> Bool { every[pattern][base] != nil }

  private func verdict(_ setID: Int64, _ pattern: SightingPattern) -> MXSetVerdict {
    let values = delivery[pattern][.reachable] ?? []
    func share(_ metric: Metric) -> Double { values.first { $0.place == metric.place }?.value ?? 0 }
    let result = pattern.result
    let partition = Metric.partition(base: .reachable, unit: .domain)
    return MXSetVerdict(
      setID: setID, result: result, strictShare: share(.certificateClass(.caVerified)),
      strictPFSShare: share(.strictForwardSecrecy),
      shares: result == .mixed ? partition.map { ($0, share($0)) }.filter { $0.1 != 0 } : [])
  }

  private func tallyDelivery(
    _ pattern: SightingPattern?, _ use: MXSetUse, _ set: MXSetHosts, _ tally: inout TrendTally
  ) {
    let weighted = zip(plan.weightedUnits, use.weights.map(\.value)).filter { $0.1 > 0 }
    guard let pattern else {
      guard set.lowest.hasAddress else { return }
      tally.addSilent(unit: .domain, times: use.domains)
      for (unit, weight) in weighted { tally.addSilent(unit: unit, weight: weight) }
      return
    }
    let figures = delivery[pattern].with(use.traits)
    tally.add(figures, unit: .domain, times: use.domains)
    for (unit, weight) in weighted { tally.add(figures, unit: unit, weight: weight) }
  }

  private func tallyWhole(_ use: MXSetUse, _ set: MXSetHosts, _ tally: inout TrendTally) {
    if let primary = set.lowest.union {
      tally.add(every[primary].with(use.traits), unit: .domainEveryPrimary, times: use.domains)
    } else if set.lowest.hasAddress {
      tally.addSilent(unit: .domainEveryPrimary, times: use.domains)
    }
    guard let pattern = set.all.union else {
      guard set.all.hasAddress else { return }
      for unit in [TrendUnit.domainEvery, .domainAny] { tally.addSilent(unit: unit, times: use.domains) }
      return
    }
    tally.add(every[pattern].with(use.traits), unit: .domainEvery, times: use.domains)
    tally.add(any[pattern].with(use.traits), unit: .domainAny, times: use.domains)
  }

  /// Shares domains out among the operators of their hosts in the base.
  private func tallyOperators(_ use: MXSetUse, _ set: MXSetHosts) throws {
    let weights = use.weights.map(\.value)
    for base in plan.operatorBases {
      // By operator, a census keeps no metric that a domain has beside its hosts.
      let traits = plan.isCensus ? [] : use.traits
      let lowest = set.lowest.seen.filter { isIn(base, $0.pattern) }
      for part in MXSetHosts.byOperator(lowest) {
        guard let pattern = SightingPattern(hosts: part.patterns) else { continue }
        try operators.addDomains(
          part.operatorID, pattern, base: base, traits: traits, share: part.share, number: use.domains,
          weights: weights)
      }
      guard !plan.isCensus else { continue }
      for (kind, group) in [(OperatorPart.Kind.primaryDomain, set.lowest), (.wholeDomain, set.all)] {
        guard let union = group.union else { continue }
        for part in MXSetHosts.byOperator(group.seen.filter { isIn(base, $0.pattern) }) {
          try operators.addWholeDomains(
            part.operatorID, kind, union, base: base, traits: traits, share: part.share, number: use.domains)
        }
      }
    }
  }
}
