/// Adds units up into trend points. Tallies of disjoint parts add up to the tally of the whole, in any order.
public struct TrendTally: Sendable {
  /// The sums of one unit in one base.
  private struct Sums {
    /// Which metrics of `Metric.all` are counted here.
    let counted: [Int]
    var denominator = ExactSum()
    var numerators = [ExactSum](repeating: ExactSum(), count: Metric.all.count)
  }

  private let units: [TrendUnit]
  /// By unit, then by base.
  private var sums: [[Sums]]

  /// An empty tally that knows its units, so that a unit without members still has its (empty) points.
  /// - Parameter metrics: what the wave measured; what it did not look for is no zero, but no point at all.
  public init(units: [TrendUnit], metrics: Set<Metric> = Set(Metric.all)) {
    self.units = units
    sums = units.map { unit in
      Base.allCases.map { base in
        Sums(
          counted: Metric.all.indices.filter {
            metrics.contains(Metric.all[$0]) && Metric.all[$0].applies(base: base, unit: unit)
          })
      }
    }
  }

  /// Counts one host or address.
  /// - Precondition: the tally knows the unit.
  public mutating func add(_ group: SightingGroup, unit: TrendUnit) {
    for (place, base) in Base.allCases.enumerated() {
      guard let values = group.values(base: base) else { continue }
      add(values, weight: 1, unit: unit, place: place)
    }
  }

  /// Counts domains that share one MX set.
  /// - Parameters:
  ///   - traits: what they have in common beside it.
  ///   - weights: how many they are, or the sum of their weights, for each unit that counts them.
  /// - Precondition: the tally knows the units.
  public mutating func add(
    _ group: DeliveryGroup, traits: DomainTraits = [], weights: [(unit: TrendUnit, weight: Double)]
  ) {
    for (place, base) in Base.allCases.enumerated() {
      guard var shares = group.shares(base: base) else { continue }
      shares[TrendTally.mtaSTSPlace] = traits.contains(.enforcesMTASTS) ? 1 : 0
      shares[TrendTally.authenticatedPlace] = traits.contains(.authenticated) ? 1 : 0
      for (unit, weight) in weights { add(shares, weight: weight, unit: unit, place: place) }
    }
  }

  private static let mtaSTSPlace = Metric.all.firstIndex(of: .mtaSTSEnforce) ?? 0
  private static let authenticatedPlace = Metric.all.firstIndex(of: .authenticated) ?? 0

  private mutating func add(_ shares: [Double], weight: Double, unit: TrendUnit, place: Int) {
    guard let index = units.firstIndex(of: unit) else { preconditionFailure("a tally knows its units") }
    sums[index][place].denominator.add(weight)
    for metric in sums[index][place].counted where shares[metric] != 0 {
      sums[index][place].numerators[metric].add(shares[metric] * weight)
    }
  }

  /// The points, by unit, base and metric in a fixed order.
  public var points: [TrendPoint] {
    zip(units, sums).sorted { $0.0.rawValue < $1.0.rawValue }.flatMap { unit, sums in
      zip(Base.allCases, sums).sorted { $0.0.rawValue < $1.0.rawValue }.flatMap { base, sum in
        sum.counted.map { metric in
          TrendPoint(
            unit: unit, metric: Metric.all[metric], base: base, numerator: sum.numerators[metric].value,
            denominator: sum.denominator.value)
        }
      }
    }
  }
}
