internal import GRDB
internal import SurveyCore

/// What became of the MX hosts, and of the operators, between two waves.
struct HostPairTally {
  let db: GRDB.Database
  let pair: WavePair
  let capacity: Int

  func run() throws -> (transitions: [Transition], shifts: [Shift]) {
    let table = try ClusterTable(db, name: "host_cluster", capacity: capacity)
    var counts = Array(repeating: 0, count: HostCode.count * HostCode.count)
    try walk { operatorID, before, after in
      counts[before.number * HostCode.count + after.number] += 1
      try table.add(
        ClusterTable.Alike(operatorID: operatorID, before: before.number, after: after.number, weight: 1))
    }
    var hosts = TransitionCounts(unit: .mxHost)
    var sums = ShiftSums(unit: .mxHost)
    for (index, count) in counts.enumerated() where count > 0 {
      let (before, after) = (index / HostCode.count, index % HostCode.count)
      hosts.add(from: HostCode(number: before).state, to: HostCode(number: after).state, 1, times: count)
      sums.add(
        before: HostCode.followed[before], after: HostCode.followed[after], weightBefore: Double(count),
        weightAfter: Double(count))
    }
    let isDrawn = try pair.isDrawn(db)
    let both = HostCode.absent.number * HostCode.count + HostCode.absent.number
    var rows = isDrawn ? RowClusters(total: Double(counts.reduce(0, +) - counts[both])) : nil
    let (operators, intervals) = try operators(table, stayers: sums.stayersWeight, rows: &rows)
    return (hosts.transitions(rows) + operators, sums.shifts(intervals))
  }

  /// Merges both waves, each in the order of the hosts.
  private func walk(_ body: (_ operatorID: Int64, HostCode, HostCode) throws -> Void) throws {
    let (earlier, later) = (try HostStates(db, pair.from), try HostStates(db, pair.to))
    var (before, after) = (try earlier.next(), try later.next())
    while let first = [before, after].compactMap({ $0 }).min(by: { $0.hostID < $1.hostID }) {
      let old = before?.hostID == first.hostID ? before : nil
      let new = after?.hostID == first.hostID ? after : nil
      try body(first.operatorID, old?.code ?? .absent, new?.code ?? .absent)
      if old != nil { before = try earlier.next() }
      if new != nil { after = try later.next() }
    }
  }

  /// An operator counts once: each of its hosts that either wave has is an equal part of it.
  /// - Parameter rows: the clusters of the hosts; `nil` between two censuses.
  private func operators(
    _ table: ClusterTable, stayers: Double, rows: inout RowClusters?
  ) throws -> ([Transition], [PairedInterval?]) {
    var counts = TransitionCounts(unit: .mxOperator)
    var shares = rows == nil ? nil : RowClusters(total: Double(try table.operatorCount()))
    var paired = PairedClusters(total: stayers)
    var current: Int64?
    var hosts: [Int: Int] = [:]
    func endOperator() {
      let all = hosts.values.reduce(0, +)
      // Rounded once for all hosts that are alike, so that it does not matter how they came.
      for (index, count) in hosts {
        let (from, to, part) = (index / StateCode.count, index % StateCode.count, Double(count) / Double(all))
        counts.add(from: from, to: to, part)
        rows?.add(from: from, to: to, Double(count))
        shares?.add(from: from, to: to, part)
      }
      hosts.removeAll(keepingCapacity: true)
      rows?.endOperator()
      shares?.endOperator()
      paired.endOperator()
    }
    try table.drain { alike, times in
      if alike.operatorID != current { endOperator() }
      current = alike.operatorID
      let (from, to) = (HostCode(number: alike.before).state, HostCode(number: alike.after).state)
      hosts[from * StateCode.count + to, default: 0] += times
      if let before = HostCode.followed[alike.before], let after = HostCode.followed[alike.after] {
        paired.add(weight: 1, before: before, after: after, times: times)
      }
    }
    endOperator()
    return (counts.transitions(shares), paired.intervals)
  }
}
