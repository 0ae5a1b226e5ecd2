internal import GRDB
internal import SurveyCore

/// What became of the domains between two waves, each once and by its weight.
///
/// A domain adds to three counts and is forgotten: by its states, by its shares before and after, and, where it was
/// reachable in both waves, by its operator.
final class DomainPairTally {
  /// The places of both waves among those that are walked.
  let from: Int
  let to: Int
  private let profiles: ShareProfiles
  private let operators: SetOperators
  private let table: ClusterTable
  private var states = Array(repeating: 0, count: StateCode.count * StateCode.count)
  private var groups: [Profiles: Group] = [:]

  /// The shares before and after, by number.
  private struct Profiles: Hashable {
    let before: Int
    let after: Int
  }

  private struct Group {
    var domains = 0
    var weightBefore = ExactSum()
    var weightAfter = ExactSum()

    mutating func add(before: Double, after: Double) {
      domains += 1
      weightBefore.add(before)
      weightAfter.add(after)
    }
  }

  init(from: Int, to: Int, profiles: ShareProfiles, operators: SetOperators, table: ClusterTable) {
    self.from = from
    self.to = to
    self.profiles = profiles
    self.operators = operators
    self.table = table
  }

  func add(_ listings: [DomainListing?], _ found: [DomainState]) throws {
    let (before, after) = (found[from], found[to])
    states[before.code * StateCode.count + after.code] += 1
    guard before.profile != ShareProfiles.none || after.profile != ShareProfiles.none else { return }
    let key = Profiles(before: before.profile, after: after.profile)
    let weight = listings[from]?.weight ?? 0
    groups[key, default: Group()].add(before: weight, after: listings[to]?.weight ?? 0)
    guard before.profile != ShareProfiles.none, after.profile != ShareProfiles.none, let setID = listings[from]?.setID
    else { return }
    try table.add(
      ClusterTable.Alike(
        operatorID: try operators.operatorID(ofSet: setID), before: before.profile, after: after.profile,
        weight: weight))
  }

  func finish() throws -> (transitions: [Transition], shifts: [Shift]) {
    var counts = TransitionCounts(unit: .domain)
    for (index, count) in states.enumerated() where count > 0 {
      counts.add(from: index / StateCode.count, to: index % StateCode.count, 1, times: count)
    }
    var each = ShiftSums(unit: .domain)
    var weighted = ShiftSums(unit: .domainWeighted)
    for (key, group) in groups {
      let (before, after) = (shares(key.before), shares(key.after))
      let domains = Double(group.domains)
      each.add(before: before, after: after, weightBefore: domains, weightAfter: domains)
      weighted.add(
        before: before, after: after, weightBefore: group.weightBefore.value, weightAfter: group.weightAfter.value)
    }
    var paired = PairedClusters(total: each.stayersWeight)
    var pairedWeighted = PairedClusters(total: weighted.stayersWeight)
    var current: Int64?
    try table.drain { alike, times in
      if alike.operatorID != current {
        paired.endOperator()
        pairedWeighted.endOperator()
      }
      current = alike.operatorID
      let (before, after) = (profiles.followed[alike.before], profiles.followed[alike.after])
      paired.add(weight: 1, before: before, after: after, times: times)
      pairedWeighted.add(weight: alike.weight, before: before, after: after, times: times)
    }
    paired.endOperator()
    pairedWeighted.endOperator()
    return (counts.transitions, each.shifts(paired.intervals) + weighted.shifts(pairedWeighted.intervals))
  }

  private func shares(_ number: Int) -> [Double]? {
    number == ShareProfiles.none ? nil : profiles.followed[number]
  }
}
