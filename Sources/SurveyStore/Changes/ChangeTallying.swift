internal import GRDB
internal import SurveyCore

/// Adds up what lies between judged waves: any number of pairs and a panel, in one pass over the domains.
///
/// ```
/// scan_domain by domain ──▶ DomainPairTally … PanelTally
/// scan_host by host ──────▶ HostPairTally …
/// leaves ─────────────────▶ LeafChanges …
/// ```
struct ChangeTallying {
  let db: GRDB.Database
  /// Counts that are held in memory, over all pairs.
  var capacity = ClusterTable.defaultCapacity

  /// - Parameters:
  ///   - pairs: in any order.
  ///   - panel: the waves of the panel, oldest first; none for no panel.
  /// - Returns: what changed in each pair, in their order.
  func run(pairs: [WavePair], panel: [JudgedWave] = []) throws -> (changes: [WaveChange], panel: Panel?) {
    let (domains, panel) = try domains(pairs, panel)
    let changes = try zip(pairs, domains).map { pair, domains in
      let hosts = try HostPairTally(db: db, pair: pair, capacity: capacity).run()
      let leaves = LeafChanges(db: db, pair: pair)
      return WaveChange(
        from: pair.from.label, to: pair.to.label, transitions: hosts.transitions + domains.transitions,
        shifts: hosts.shifts + domains.shifts, renewals: try leaves.renewals(), movedToCA: try leaves.movedToCA())
    }
    return (changes, panel)
  }

  private func domains(
    _ pairs: [WavePair], _ panel: [JudgedWave]
  ) throws -> ([(transitions: [Transition], shifts: [Shift])], Panel?) {
    var waves = panel
    for wave in pairs.flatMap({ [$0.from, $0.to] }) where !waves.contains(wave) { waves.append(wave) }
    guard !waves.isEmpty else { return ([], nil) }
    let profiles = ShareProfiles()
    let states = try waves.map { try SetStates(db, $0, profiles: profiles) }
    let operators = try SetOperators(db)
    // The tables of all pairs are filled in one pass.
    let share = max(1, capacity / max(1, pairs.count))
    let tallies = try pairs.enumerated().map { number, pair in
      let table = try ClusterTable(db, name: "domain_cluster_\(number)", capacity: share)
      guard let from = waves.firstIndex(of: pair.from), let to = waves.firstIndex(of: pair.to) else {
        preconditionFailure("the waves of every pair are walked")
      }
      let moves =
        try pair.isDrawn(db) ? ClusterTable(db, name: "domain_moves_\(number)", capacity: share) : nil
      return DomainPairTally(from: from, to: to, profiles: profiles, operators: operators, table: table, moves: moves)
    }
    var panelTally = PanelTally(waves: panel, profiles: profiles)
    let paired = Set(tallies.flatMap { [$0.from, $0.to] })
    var found = Array(repeating: DomainState.absent, count: waves.count)
    try DomainWalk(db, waves).forEach { listings in
      let isOfPanel = !panel.isEmpty && panelTally.has(listings)
      for place in waves.indices where isOfPanel || paired.contains(place) {
        found[place] = try listings[place].map { try states[place].state($0) } ?? .absent
      }
      for tally in tallies { try tally.add(listings, found) }
      if isOfPanel { panelTally.add(listings, found) }
    }
    return (try tallies.map { try $0.finish() }, panel.isEmpty ? nil : panelTally.panel)
  }
}
