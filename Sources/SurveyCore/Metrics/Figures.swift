/// What one unit comes to: the value of every metric, 0–1, in each base that the unit is in.
public struct Figures: Hashable, Sendable {
  /// One metric's value.
  public struct Value: Hashable, Sendable {
    /// The place of the metric in `Metric.all`.
    public let place: Int
    /// 0–1.
    public let value: Double
  }

  private var reachable: [Value]?
  private var tls: [Value]?

  /// From the values of all metrics in the order of `Metric.all`; `nil` for a base that the unit is not in.
  public init(reachable: [Double]?, tls: [Double]?) {
    self.reachable = reachable.map(Figures.nonZero)
    self.tls = tls.map(Figures.nonZero)
  }

  private static func nonZero(_ values: [Double]) -> [Value] {
    values.enumerated().compactMap { $1 == 0 ? nil : Value(place: $0, value: $1) }
  }

  /// The values that are not 0, in the order of `Metric.all`; `nil` where the unit is not in the base.
  public subscript(base: Base) -> [Value]? {
    switch base {
    case .reachable: reachable
    case .tls: tls
    }
  }

  /// The figures of domains that have these traits beside.
  public func with(_ traits: DomainTraits) -> Figures {
    if traits.isEmpty { return self }
    let further = [(Figures.mtaSTSPlace, DomainTraits.enforcesMTASTS), (Figures.authenticatedPlace, .authenticated)]
      .filter { traits.contains($0.1) }.map { Value(place: $0.0, value: 1) }
    var figures = self
    figures.reachable? += further
    figures.tls? += further
    return figures
  }

  private static let mtaSTSPlace = Metric.mtaSTSEnforce.place
  private static let authenticatedPlace = Metric.authenticated.place
}

extension Metric {
  /// Where the metric stands in `Metric.all`.
  public var place: Int {
    guard let place = Metric.all.firstIndex(of: self) else { preconditionFailure("every metric is among all") }
    return place
  }
}
