internal import SurveyCore

/// States by their place in `UnitState.all`, so that they count in a plain array.
enum StateCode {
  static let count = UnitState.all.count
  static let absent = code(of: .absent)
  static let dnsFailed = code(of: .dnsFailed)
  static let inconclusive = code(of: .silent(.inconclusive))
  static let caVerified = code(of: .result(.uniform(.tls(.caVerified))))

  private static let byWord = Dictionary(
    uniqueKeysWithValues: UnitState.all.enumerated().map { ($1.word, $0) })

  static func code(of state: UnitState) -> Int {
    guard let code = UnitState.all.firstIndex(of: state) else { preconditionFailure("every state is in the list") }
    return code
  }

  /// The state of a class or an outcome of the database; where a host was not probed at all, nothing is known of it.
  static func code(of word: String?) -> Int {
    guard let word else { return inconclusive }
    guard let code = byWord[word] else { preconditionFailure("the database holds a state that it can't hold") }
    return code
  }
}

/// How many units, or parts of units, went from each state to each.
struct TransitionCounts {
  let unit: TrendUnit
  private var sums = Array(repeating: ExactSum(), count: StateCode.count * StateCode.count)

  init(unit: TrendUnit) { self.unit = unit }

  /// Counts units; those that neither wave has are none.
  mutating func add(from: Int, to: Int, _ count: Double, times: Int = 1) {
    guard from != StateCode.absent || to != StateCode.absent else { return }
    sums[from * StateCode.count + to].add(count, times: times)
  }

  /// By state, without those that are empty.
  /// - Parameter clusters: what the intervals are made of; `nil` between two censuses.
  func transitions(_ clusters: RowClusters?) -> [Transition] {
    sums.indices.filter { sums[$0] != ExactSum() }.map { index in
      let (from, to) = (index / StateCode.count, index % StateCode.count)
      return Transition(
        unit: unit, from: UnitState.all[from], to: UnitState.all[to], count: sums[index].value,
        interval: clusters?.interval(from: from, to: to))
    }
  }
}
