internal import SurveyCore

/// The intervals of one unit, for every metric that is followed: operators come one after the other.
struct PairedClusters {
  /// The weight of all stayers.
  let total: Double
  private var tallies = Array(repeating: PairedTally(), count: Metric.followed.count)
  private var clusters = PairedClusters.empty
  private var weight = ExactSum()

  private static let empty = Array(repeating: PairedTally.Cluster(), count: Metric.followed.count)

  init(total: Double) { self.total = total }

  /// Adds stayers of the operator at hand, with their shares of `Metric.followed`.
  mutating func add(weight: Double, before: [Double], after: [Double], times: Int) {
    guard weight > 0 else { return }
    self.weight.add(weight, times: times)
    for index in clusters.indices {
      clusters[index].add(weight: weight, before: before[index], after: after[index], times: times)
    }
  }

  /// Ends the operator at hand; one without stayers is none.
  mutating func endOperator() {
    guard weight.value > 0 else { return }
    let isTakenWhole = weight.value >= total * OperatorBootstrap.wholeShare
    for (index, cluster) in clusters.enumerated() { tallies[index].add(cluster, isTakenWhole: isTakenWhole) }
    clusters = PairedClusters.empty
    weight = ExactSum()
  }

  /// One for each metric.
  var intervals: [PairedInterval?] { tallies.map(\.interval) }
}
