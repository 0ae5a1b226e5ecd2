internal import SurveyCore

/// What the parts of one operator come to in each unit.
final class OperatorFigures {
  /// One unit in one base.
  struct Sums {
    fileprivate(set) var denominator = ExactSum()
    /// In the order of `Metric.all`.
    fileprivate(set) var numerators = [ExactSum](repeating: ExactSum(), count: Metric.all.count)

    /// Forgets everything, and keeps the room.
    fileprivate mutating func clear() {
      guard denominator != ExactSum() else { return }
      denominator = ExactSum()
      for place in numerators.indices { numerators[place] = ExactSum() }
    }

    /// Adds an amount of units that come to the same.
    fileprivate mutating func add(_ values: [Figures.Value]?, _ amount: Double) {
      guard let values, amount != 0 else { return }
      denominator.add(amount)
      for entry in values { numerators[entry.place].add(entry.value * amount) }
    }
  }

  private let units: PartUnits
  private let figures: AllPatternFigures
  private let wanted: [TrendUnit]
  /// By unit, and of operators themselves.
  private let places: [Int?]
  private let itself: Int?
  /// Two for each unit, one a base.
  private var sums: [Sums]

  /// - Parameter wanted: the units that are told.
  init(units: PartUnits, of wanted: [TrendUnit], _ figures: AllPatternFigures) {
    self.units = units
    self.figures = figures
    self.wanted = wanted
    places = units.places(in: wanted)
    itself = wanted.firstIndex(of: .mxOperator)
    sums = Array(repeating: Sums(), count: 2 * wanted.count)
  }

  /// What the operator has of a unit; `nil` of nothing.
  func sums(_ unit: TrendUnit, _ base: Base) -> Sums? {
    guard let place = wanted.firstIndex(of: unit) else { preconditionFailure("only wanted units are asked for") }
    let found = sums[2 * place + base.code]
    return found.denominator == ExactSum() ? nil : found
  }

  /// Goes on to the next operator.
  func set(_ parts: [StoredPart]) {
    for place in sums.indices { sums[place].clear() }
    for part in parts {
      // Hosts and addresses are in both bases as what they are, domains in each by the hosts that are in it.
      let bases = part.slot.kind.isSharedOut || part.slot.base == .tls ? [part.slot.base] : Base.allCases
      for use in units.uses(of: part.slot) {
        guard let place = places[use.place] else { continue }
        let found = figures[use.counting][part.pattern].with(part.slot.traits)
        for base in bases { sums[2 * place + base.code].add(found[base], use.amount(part)) }
      }
    }
    guard let itself else { return }
    let mean = OperatorMean(of: parts.prefix { $0.slot.kind == .host }, figures.sharedOut).figures
    for base in Base.allCases { sums[2 * itself + base.code].add(mean?[base], 1) }
  }
}
