internal import SurveyCore

/// What the parts of one operator come to in each unit.
final class OperatorFigures {
  /// One unit in one base.
  struct Sums {
    var denominator = ExactSum()
    /// In the order of `Metric.all`.
    var numerators = [ExactSum](repeating: ExactSum(), count: Metric.all.count)

    /// Whether nothing was added.
    fileprivate(set) var isEmpty = true

    /// Forgets everything, and keeps the room.
    fileprivate mutating func clear() {
      guard !isEmpty else { return }
      denominator = ExactSum()
      for place in numerators.indices { numerators[place] = ExactSum() }
      isEmpty = true
    }

    /// Adds an amount of units that come to the same.
    mutating func add(_ values: [Figures.Value]?, _ amount: ExactSum) {
      guard let values else { return }
      isEmpty = false
      denominator += amount
      for entry in values {
        if entry.value == 1 {
          numerators[entry.place] += amount
        } else {
          numerators[entry.place].add(entry.value * amount.value)
        }
      }
    }

    /// The mean of each metric; `nil` of nothing.
    fileprivate var means: [Double]? {
      let whole = denominator.value
      return whole > 0 ? numerators.map { $0 == ExactSum() ? 0 : $0.value / whole } : nil
    }
  }

  /// The units, in the order of the roll-up.
  let units: [TrendUnit]
  private let keepsTLS: Bool
  private let whole = PatternFigures(.whole)
  private let sharedOut = PatternFigures(.sharedOut)
  private let any = PatternFigures(.any)
  /// Two for each unit, one a base.
  private var sums: [Sums]
  private var meanReachable = Sums()
  private var meanTLS = Sums()
  private var silentHosts = 0.0
  private let places: Places

  /// Where the units stand.
  private struct Places {
    let host, hostByDomains, address, itself, certificate, key, domain, everyPrimary, every, any: Int?
    let weighted: [Int?]
  }

  init(_ plan: RollUpPlan) {
    let units = plan.operatorUnits
    self.units = units
    keepsTLS = plan.operatorBases.contains(.tls)
    sums = Array(repeating: Sums(), count: 2 * units.count)
    places = Places(
      host: units.firstIndex(of: .mxHost), hostByDomains: units.firstIndex(of: .mxHostByDomains),
      address: units.firstIndex(of: .address), itself: units.firstIndex(of: .mxOperator),
      certificate: units.firstIndex(of: .certificate), key: units.firstIndex(of: .key),
      domain: units.firstIndex(of: .domain), everyPrimary: units.firstIndex(of: .domainEveryPrimary),
      every: units.firstIndex(of: .domainEvery),
      any: units.firstIndex(of: .domainAny), weighted: plan.weightedUnits.map { units.firstIndex(of: $0) })
  }

  /// The operator itself, the mean of its hosts; `nil` where none of them answered.
  private(set) var operatorItself: Figures?

  /// Whether the operator has hosts with an address, and none of them answered.
  var isSilent: Bool { operatorItself == nil && silentHosts > 0 }

  /// What the operator has of a unit; `nil` of nothing.
  func sums(_ unit: Int, _ base: Base) -> Sums? {
    let place = 2 * unit + (base == .tls ? 1 : 0)
    return sums[place].denominator == ExactSum() ? nil : sums[place]
  }

  /// Goes on to the next operator.
  func set(_ parts: some Sequence<(OperatorPart, OperatorPart.Amount)>) {
    for place in sums.indices { sums[place].clear() }
    meanReachable.clear()
    meanTLS.clear()
    silentHosts = 0
    for (part, amount) in parts { add(part, amount) }
    operatorItself = meanReachable.means.map { Figures(reachable: $0, tls: meanTLS.means) }
    guard let operatorItself else { return }
    var one = ExactSum()
    one.add(1)
    add(places.itself, operatorItself, one)
  }

  private func add(_ part: OperatorPart, _ amount: OperatorPart.Amount) {
    switch part.kind {
    case .host:
      let figures = whole[part.pattern]
      add(places.host, figures, amount.number)
      add(places.hostByDomains, figures, amount.weight)
      let shares = sharedOut[part.pattern]
      meanReachable.add(shares[.reachable], amount.number)
      meanTLS.add(shares[.tls], amount.number)
    case .silentHost: silentHosts += amount.number.value
    case .address: add(places.address, whole[part.pattern], amount.number)
    case .certificate: add(places.certificate, whole[part.pattern], amount.number, in: .tls)
    case .key: add(places.key, whole[part.pattern], amount.number, in: .tls)
    case .domain:
      let figures = sharedOut[part.pattern].with(part.traits)
      add(places.domain, figures, amount.number, in: part.base)
      add(places.weighted[0], figures, amount.weight, in: part.base)
    case .furtherDomain:
      add(places.weighted[part.list], sharedOut[part.pattern].with(part.traits), amount.weight, in: part.base)
    case .primaryDomain:
      add(places.everyPrimary, whole[part.pattern].with(part.traits), amount.number, in: part.base)
    case .wholeDomain:
      add(places.every, whole[part.pattern].with(part.traits), amount.number, in: part.base)
      add(places.any, any[part.pattern].with(part.traits), amount.number, in: part.base)
    }
  }

  /// Adds to a unit in one base, or in every one that is kept.
  private func add(_ unit: Int?, _ figures: Figures, _ amount: ExactSum, in base: Base? = nil) {
    guard let unit else { return }
    if base != .tls { sums[2 * unit].add(figures[.reachable], amount) }
    if base ?? (keepsTLS ? .tls : .reachable) == .tls { sums[2 * unit + 1].add(figures[.tls], amount) }
  }
}
