internal import GRDB
internal import SurveyCore

/// Counts domains by their MX sets: the sets are walked once, each with the number and the weights of its domains, so
/// that a provider's ten million domains cost one set and not ten million.
///
/// ```
/// MX set ──▶ hosts ──┬─ of the lowest preference ──▶ domains by expected delivery, and each operator's share of them
///                    └─ of any preference ─────────▶ domains as a whole
/// ```
struct DomainCounting {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let plan: RollUpPlan
  let numbers: PatternNumbers
  let hosts: HostKinds
  let parts: OperatorParts
  /// Whether the sink is told what sets come to.
  let writesSets: Bool
  /// Domains and weights that are sorted in memory.
  let capacity: Int

  func run(into sink: some RollUpSink) throws {
    let uses = try MXSetUses(db, scanID: scanID, judgementID: judgementID, plan: plan, capacity: capacity)
    guard let range = uses.range else { return }
    let members = try MXSetHostReader(db, range, hosts)
    let figures = AllPatternFigures(of: numbers)
    var sizes = SampleSizes(lists: plan.weightedUnits.count)
    var verdicts: [PatternNumber: MXSetVerdict] = [:]
    var set = MXSetHosts()
    while let setID = try uses.next() {
      try members.read(setID, into: &set)
      let pattern = numbers.number(ofHosts: set.lowest.patterns)
      if writesSets, let pattern {
        let verdict = verdicts[pattern] ?? MXSetVerdict(numbers[pattern])
        verdicts[pattern] = verdict
        try sink.insert(verdict, ofSet: setID)
      }
      if plan.frame == .sample, let pattern {
        for base in Base.allCases where figures.whole[pattern][base] != nil {
          for entry in uses.weights { sizes.add(entry, base: base) }
        }
      }
      for use in uses.uses {
        try countAll(use, set, pattern)
        try countByOperator(use, set, figures.whole)
      }
    }
    try count(sizes)
  }

  /// Counts domains under operator 0.
  private func countAll(_ use: MXSetUse, _ set: MXSetHosts, _ pattern: PatternNumber?) throws {
    let number = Double(use.domains)
    if set.lowest.hasAddress {
      let traits = pattern == nil ? [] : use.traits
      let slot = PartSlot(.domain, traits: traits)
      try parts.add(0, slot, pattern, number: number, weight: use.weights[0].value)
      for (list, weight) in use.weights.enumerated().dropFirst() where weight != ExactSum() {
        let slot = PartSlot(.domain, traits: traits, list: list)
        try parts.add(0, slot, pattern, number: 0, weight: weight.value)
      }
    }
    for (kind, group) in [(PartSlot.Kind.primaryDomain, set.lowest), (.wholeDomain, set.all)] where group.hasAddress {
      let union = numbers.number(ofUnion: group.patterns)
      let slot = PartSlot(kind, traits: union == nil ? [] : use.traits)
      try parts.add(0, slot, union, number: number)
    }
  }

  /// Shares domains out among the operators of their hosts in the base.
  private func countByOperator(_ use: MXSetUse, _ set: MXSetHosts, _ figures: PatternFigures) throws {
    let number = Double(use.domains)
    for base in plan.operatorBases {
      // By operator, a census keeps no metric that a domain has beside its hosts.
      let traits = plan.isCensus ? [] : use.traits
      let isIn = { (pattern: PatternNumber) in figures[pattern][base] != nil }
      try set.lowest.forEachOperator(where: isIn) { operatorID, patterns, share in
        guard let pattern = numbers.number(ofHosts: patterns) else { return }
        let slot = PartSlot(.domain, base: base, traits: traits)
        try parts.add(operatorID, slot, pattern, number: number * share, weight: use.weights[0].value * share)
        for (list, weight) in use.weights.enumerated().dropFirst() where weight != ExactSum() {
          let slot = PartSlot(.domain, base: base, traits: traits, list: list)
          try parts.add(operatorID, slot, pattern, number: 0, weight: weight.value * share)
        }
      }
      guard !plan.isCensus else { continue }
      for (kind, group) in [(PartSlot.Kind.primaryDomain, set.lowest), (.wholeDomain, set.all)] {
        guard let union = numbers.number(ofUnion: group.patterns) else { continue }
        let slot = PartSlot(kind, base: base, traits: traits)
        try group.forEachOperator(where: isIn) { operatorID, _, share in
          try parts.add(operatorID, slot, union, number: number * share)
        }
      }
    }
  }

  private func count(_ sizes: SampleSizes) throws {
    guard plan.frame == .sample else { return }
    for base in Base.allCases {
      for list in plan.weightedUnits.indices {
        let slot = PartSlot(.sampleSize, base: base, list: list)
        try parts.add(0, slot, nil, number: sizes.size(list: list, base: base))
      }
    }
  }
}
