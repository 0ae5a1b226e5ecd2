/// Adds units up into trend points. Tallies of disjoint parts add up to the tally of the whole, in any order.
public struct TrendTally: Sendable {
  /// The sums of one unit in one base.
  private struct Sums {
    /// Which metrics of `Metric.all` are counted here; empty in a base that the unit does not have.
    let isCounted: [Bool]
    var denominator = ExactSum()
    var numerators = [ExactSum](repeating: ExactSum(), count: Metric.all.count)
  }

  private let units: [TrendUnit]
  /// By unit, then by base.
  private var sums: [[Sums]]
  /// By unit.
  private var silent: [ExactSum]

  /// An empty tally that knows its units, so that a unit without members still has its (empty) points.
  /// - Parameter metrics: what the wave measured; what it did not look for is no zero, but no point at all.
  public init(units: [TrendUnit], metrics: Set<Metric> = Set(Metric.all)) {
    self.units = units
    sums = units.map { unit in
      Base.allCases.map { base in
        Sums(
          isCounted: !unit.bases.contains(base)
            ? [] : Metric.all.map { metrics.contains($0) && $0.applies(base: base, unit: unit) })
      }
    }
    silent = units.map { _ in ExactSum() }
  }

  /// Counts units that come to the same.
  /// - Parameters:
  ///   - weight: what each of them weighs.
  ///   - times: how many they are.
  /// - Precondition: the tally knows the unit.
  public mutating func add(_ figures: Figures, unit: TrendUnit, weight: Double = 1, times: Int = 1) {
    let index = place(of: unit)
    for (place, base) in Base.allCases.enumerated() {
      guard let values = figures[base], !sums[index][place].isCounted.isEmpty else { continue }
      sums[index][place].denominator.add(weight, times: times)
      for entry in values where sums[index][place].isCounted[entry.place] {
        sums[index][place].numerators[entry.place].add(entry.value * weight, times: times)
      }
    }
  }

  /// Counts one host or address, or whatever else its unit consists of.
  /// - Precondition: the tally knows the unit.
  public mutating func add(_ group: SightingGroup, unit: TrendUnit) { add(group.figures(unit.counting), unit: unit) }

  /// Counts domains that share one MX set, by expected delivery.
  /// - Parameters:
  ///   - traits: what they have in common beside it.
  ///   - weights: how many they are, or the sum of their weights, for each unit that counts them.
  /// - Precondition: the tally knows the units.
  public mutating func add(
    _ group: DeliveryGroup, traits: DomainTraits = [], weights: [(unit: TrendUnit, weight: Double)]
  ) {
    let figures = group.figures.with(traits)
    for (unit, weight) in weights { add(figures, unit: unit, weight: weight) }
  }

  /// Counts units that have an address and of which none was reachable.
  /// - Precondition: the tally knows the unit.
  public mutating func addSilent(unit: TrendUnit, weight: Double = 1, times: Int = 1) {
    silent[place(of: unit)].add(weight, times: times)
  }

  /// Number, or sum of the weights, of the units in a base; 0 for a unit that the tally does not know.
  public func denominator(of unit: TrendUnit, base: Base) -> Double {
    guard let index = units.firstIndex(of: unit) else { return 0 }
    return zip(Base.allCases, sums[index]).first { $0.0 == base }?.1.denominator.value ?? 0
  }

  private func place(of unit: TrendUnit) -> Int {
    guard let index = units.firstIndex(of: unit) else { preconditionFailure("a tally knows its units") }
    return index
  }

  /// The points, by unit, base and metric in a fixed order.
  public var points: [TrendPoint] {
    units.indices.sorted { units[$0].rawValue < units[$1].rawValue }.flatMap { index in
      zip(Base.allCases, sums[index]).sorted { $0.0.rawValue < $1.0.rawValue }.flatMap { base, sum in
        sum.isCounted.indices.filter { sum.isCounted[$0] }.map { metric in
          TrendPoint(
            unit: units[index], metric: Metric.all[metric], base: base, numerator: sum.numerators[metric].value,
            denominator: sum.denominator.value, silent: silent[index].value)
        }
      }
    }
  }
}
