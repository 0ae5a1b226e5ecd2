/// Adds units up into trend points. Tallies of disjoint parts add up to the tally of the whole, in any order.
public struct TrendTally: Sendable {
  private struct Key: Hashable {
    let unit: TrendUnit
    let base: Base
  }

  private struct Sums {
    var denominator = ExactSum()
    var numerators = [ExactSum](repeating: ExactSum(), count: Metric.all.count)
  }

  private var sums: [Key: Sums] = [:]
  private let metrics: Set<Metric>

  /// An empty tally that knows its units, so that a unit without members still has its (empty) points.
  /// - Parameter metrics: what the wave measured; what it did not look for is no zero, but no point at all.
  public init(units: [TrendUnit], metrics: Set<Metric> = Set(Metric.all)) {
    self.metrics = metrics
    for unit in units { for base in Base.allCases { sums[Key(unit: unit, base: base)] = Sums() } }
  }

  /// Counts one host or address.
  public mutating func add(_ group: SightingGroup, unit: TrendUnit) {
    add(unit: unit, weight: 1, isIn: group.isIn) { group.value($0, base: $1) }
  }

  /// Counts domains that share one MX set.
  /// - Parameters:
  ///   - traits: what they have in common beside it.
  ///   - weight: how many they are, or the sum of their weights.
  public mutating func add(_ group: DeliveryGroup, traits: DomainTraits = [], unit: TrendUnit, weight: Double) {
    add(unit: unit, weight: weight, isIn: { base in group.hosts.contains { $0.isIn(base) } }) { metric, base in
      switch metric {
      case .mtaSTSEnforce: traits.contains(.enforcesMTASTS) ? 1 : 0
      case .authenticated: traits.contains(.authenticated) ? 1 : 0
      default: group.share(metric, base: base)
      }
    }
  }

  private mutating func add(
    unit: TrendUnit, weight: Double, isIn: (Base) -> Bool, value: (Metric, Base) -> Double?
  ) {
    for base in Base.allCases where isIn(base) {
      var sum = sums[Key(unit: unit, base: base)] ?? Sums()
      sum.denominator.add(weight)
      for (index, metric) in Metric.all.enumerated() where isCounted(metric, base, unit) {
        guard let share = value(metric, base), share != 0 else { continue }
        sum.numerators[index].add(share * weight)
      }
      sums[Key(unit: unit, base: base)] = sum
    }
  }

  private func isCounted(_ metric: Metric, _ base: Base, _ unit: TrendUnit) -> Bool {
    metrics.contains(metric) && metric.applies(base: base, unit: unit)
  }

  /// The points, by unit, base and metric in a fixed order.
  public var points: [TrendPoint] {
    sums.sorted { ($0.key.unit.rawValue, $0.key.base.rawValue) < ($1.key.unit.rawValue, $1.key.base.rawValue) }
      .flatMap { key, sum in
        Metric.all.enumerated().filter { isCounted($0.element, key.base, key.unit) }.map { index, metric in
          TrendPoint(
            unit: key.unit, metric: metric, base: key.base, numerator: sum.numerators[index].value,
            denominator: sum.denominator.value)
        }
      }
  }
}
