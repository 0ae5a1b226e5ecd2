internal import SurveyCore

/// The intervals of a transition matrix, each cell's share of its row: operators come one after the other.
struct RowClusters {
  /// What all operators weigh.
  private let total: Double
  /// By the state before; `nil` where no unit came from it.
  private var rows = [ClusteredShares?](repeating: nil, count: StateCode.count)
  /// The operator at hand: its units by the state before and after.
  private var units: [Int: [Double]] = [:]

  init(total: Double) { self.total = total }

  /// Adds units, or parts of units, of the operator at hand; those that neither wave has are none.
  mutating func add(from: Int, to: Int, _ count: Double) {
    guard from != StateCode.absent || to != StateCode.absent else { return }
    units[from, default: Array(repeating: 0, count: StateCode.count)][to] += count
  }

  /// Ends the operator at hand; one without units is none.
  mutating func endOperator() {
    let weight = units.values.reduce(0) { $0 + $1.reduce(0, +) }
    for (from, row) in units { add(row, from: from, isTakenWhole: isTakenWhole(weight)) }
    units.removeAll(keepingCapacity: true)
  }

  /// Adds units that have no operator: each stands for itself.
  mutating func addAlone(from: Int, to: Int, times: Int) {
    guard times > 0, from != StateCode.absent || to != StateCode.absent else { return }
    var row = [Double](repeating: 0, count: StateCode.count)
    row[to] = 1
    add(row, from: from, isTakenWhole: isTakenWhole(1), times: times)
  }

  /// That of a cell's share of its row.
  func interval(from: Int, to: Int) -> ClosedRange<Double>? { rows[from]?.interval(to) }

  private func isTakenWhole(_ weight: Double) -> Bool { weight >= total * OperatorBootstrap.wholeShare }

  private mutating func add(_ row: [Double], from: Int, isTakenWhole: Bool, times: Int = 1) {
    var shares = rows[from] ?? ClusteredShares(count: StateCode.count)
    rows[from] = nil
    shares.add(row, isTakenWhole: isTakenWhole, times: times)
    rows[from] = shares
  }
}
