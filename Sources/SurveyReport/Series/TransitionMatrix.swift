import SurveyCore

/// The transitions of one unit, by where it came from and went to.
struct TransitionMatrix {
  /// The states that any unit came from, best first.
  let from: [UnitState]
  /// The states that any unit went to, best first.
  let to: [UnitState]
  private let counts: [UnitState: [UnitState: Double]]
  private let intervals: [UnitState: [UnitState: ClosedRange<Double>]]

  /// `nil` where the change has none of the unit.
  init?(_ change: WaveChange, unit: TrendUnit) {
    var counts: [UnitState: [UnitState: Double]] = [:]
    var intervals: [UnitState: [UnitState: ClosedRange<Double>]] = [:]
    for transition in change.transitions where transition.unit == unit && transition.count > 0 {
      counts[transition.from, default: [:]][transition.to, default: 0] += transition.count
      intervals[transition.from, default: [:]][transition.to] = transition.interval
    }
    guard !counts.isEmpty else { return nil }
    self.counts = counts
    self.intervals = intervals
    from = UnitState.all.filter { counts[$0] != nil }
    to = UnitState.all.filter { state in counts.values.contains { $0[state] != nil } }
  }

  /// How many went from one state to another.
  func count(_ from: UnitState, _ to: UnitState) -> Double { counts[from]?[to] ?? 0 }

  /// How many came from a state, wherever they went.
  func sum(from: UnitState) -> Double { to.map { count(from, $0) }.reduce(0, +) }

  /// How many went to a state, wherever they came from.
  func sum(to: UnitState) -> Double { from.map { count($0, to) }.reduce(0, +) }

  /// All of them.
  var sum: Double { from.map(sum(from:)).reduce(0, +) }

  /// What of a state's units went to another; `nil` where there were none.
  func share(_ from: UnitState, _ to: UnitState) -> Share? {
    Share(numerator: count(from, to), denominator: sum(from: from))
  }

  /// How sure that share is, `71.2–80.4 %`; `nil` where there is no interval.
  func intervalText(_ from: UnitState, _ to: UnitState) -> String? {
    guard let interval = intervals[from]?[to] else { return nil }
    return NumberText.fixed(interval.lowerBound * 100, decimals: 1) + "–"
      + NumberText.fixed(interval.upperBound * 100, decimals: 1) + " %"
  }

  /// Whether any share has an interval.
  var hasIntervals: Bool { intervals.values.contains { !$0.isEmpty } }

  /// What was CA-verified and is reachable and less now; `nil` where nothing was CA-verified.
  var regressions: Share? {
    let lost = to.filter(\.isRegression).map { count(.caVerified, $0) }.reduce(0, +)
    return Share(numerator: lost, denominator: sum(from: .caVerified))
  }
}
