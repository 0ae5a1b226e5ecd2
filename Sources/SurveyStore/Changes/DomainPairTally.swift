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
  /// What became of the domains of each operator; `nil` between two censuses, which need no interval of it.
  private let moves: ClusterTable?
  /// By both states: domains that lead to no operator in either wave.
  private var alone = Array(repeating: 0, count: StateCode.count * StateCode.count)
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

  init(
    from: Int, to: Int, profiles: ShareProfiles, operators: SetOperators, table: ClusterTable, moves: ClusterTable?
  ) {
    self.from = from
    self.to = to
    self.profiles = profiles
    self.operators = operators
    self.table = table
    self.moves = moves
  }

  func add(_ listings: [DomainListing?], _ found: [DomainState]) throws {
    let (before, after) = (found[from], found[to])
    states[before.code * StateCode.count + after.code] += 1
    try move(listings, from: before.code, to: after.code)
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

  /// A domain is its operator's of the earlier wave, or of the later where that knew none.
  private func move(_ listings: [DomainListing?], from before: Int, to after: Int) throws {
    guard let moves, before != StateCode.absent || after != StateCode.absent else { return }
    if let setID = listings[from]?.setID ?? listings[to]?.setID {
      try moves.add(
        ClusterTable.Alike(
          operatorID: try operators.operatorID(ofSet: setID), before: before, after: after, weight: 1))
    } else {
      alone[before * StateCode.count + after] += 1
    }
  }

  /// The clusters of the matrix; `nil` between two censuses.
  private func rows() throws -> RowClusters? {
    guard let moves else { return nil }
    let both = StateCode.absent * StateCode.count + StateCode.absent
    var rows = RowClusters(total: Double(states.reduce(0, +) - states[both]))
    var current: Int64?
    try moves.drain { alike, times in
      if alike.operatorID != current { rows.endOperator() }
      current = alike.operatorID
      rows.add(from: alike.before, to: alike.after, Double(times))
    }
    rows.endOperator()
    for (index, times) in alone.enumerated() {
      rows.addAlone(from: index / StateCode.count, to: index % StateCode.count, times: times)
    }
    return rows
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
    return (counts.transitions(try rows()), each.shifts(paired.intervals) + weighted.shifts(pairedWeighted.intervals))
  }

  private func shares(_ number: Int) -> [Double]? {
    number == ShareProfiles.none ? nil : profiles.followed[number]
  }
}
