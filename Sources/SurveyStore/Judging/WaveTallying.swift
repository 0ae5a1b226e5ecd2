internal import GRDB
internal import SurveyCore

/// Adds a judged wave up, host by host, address by address, MX set by MX set: one row in memory at a time.
struct WaveTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  /// Names of the lists after the first.
  let furtherLists: [String]

  func run() throws -> TrendTally {
    let further = furtherLists.map { TrendUnit.domainWeighted(list: $0) }
    var tally = TrendTally(units: [.mxHost, .address, .domain, .domainWeighted] + further)
    try tallyHosts(&tally)
    try tallyAddresses(&tally)
    try tallyDomains(&tally, further: further)
    return tally
  }

  /// The final probes with their class, by the given key; the columns are read by `Seen`.
  private func seen(_ key: String, from: String, order: String) throws -> GroupedCursor {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(key), e.outcome, v.class, coalesce(t.traits, 0), p.address_id, a.octets, p.host_id
        FROM \(from)
        JOIN ending e ON e.ending_id = p.ending_id
        JOIN address a ON a.address_id = p.address_id
        LEFT JOIN session t ON t.session_id = p.session_id
        LEFT JOIN probe_verdict v ON v.judgement_id = :judgement AND v.host_id = p.host_id
          AND v.address_id = p.address_id
        ORDER BY \(order)
        """, arguments: ["scan": scanID, "judgement": judgementID])
    return GroupedCursor(rows)
  }

  private func tallyHosts(_ tally: inout TrendTally) throws {
    try db.execute(
      sql: """
        UPDATE scan_host SET outcome = 'dns-failed', address_id = NULL WHERE scan_id = ? AND dns_status <> 0
        """, arguments: [scanID])
    let update = try db.makeStatement(
      sql: "UPDATE scan_host SET outcome = ?, address_id = ? WHERE scan_id = ? AND host_id = ?")
    let insert = try db.makeStatement(sql: "INSERT INTO host_verdict VALUES (?, ?, ?, ?, ?)")
    let explicit = try explicitHosts()
    let groups = try seen(
      "p.host_id",
      from: """
        host_address ha
        JOIN probe p ON p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id
          AND ha.scan_id = :scan AND p.is_final = 1
        """, order: "p.host_id, p.address_id")
    while let (hostID, rows) = try groups.next() {
      guard let first = rows.min(by: { ($0.rank, $0.address) < ($1.rank, $1.address) }) else { continue }
      try update.execute(arguments: [first.outcome.rawValue, first.addressID, scanID, hostID])
      let group = SightingGroup(rows.compactMap(\.sighting))
      if let result = group.result, let best = group.best, let worst = group.worst {
        try insert.execute(arguments: [judgementID, hostID, result.word, best.word, worst.word])
      }
      if try explicit.contains(hostID) { tally.add(group, unit: .mxHost) }
    }
  }

  private func tallyAddresses(_ tally: inout TrendTally) throws {
    let groups = try seen(
      "p.address_id",
      from: """
        probe p JOIN scan_host sh ON sh.scan_id = p.scan_id AND sh.host_id = p.host_id AND sh.is_explicit = 1
          AND p.scan_id = :scan AND p.is_final = 1
        """, order: "p.address_id, p.host_id")
    while let (_, rows) = try groups.next() {
      tally.add(SightingGroup(rows.compactMap(\.sighting)), unit: .address)
    }
  }

  /// Domains that share an MX set share its result: the sets are walked once, each with the weights of its domains.
  ///
  /// `CROSS JOIN` keeps SQLite to this order of loops: without statistics it would run through all probes for each set.
  private func tallyDomains(_ tally: inout TrendTally, further: [TrendUnit]) throws {
    let groups = try seen(
      "m.mx_set_id",
      from: """
        (SELECT DISTINCT mx_set_id FROM scan_domain WHERE scan_id = :scan AND mx_set_id IS NOT NULL) AS used
        CROSS JOIN mx_set_member m ON m.mx_set_id = used.mx_set_id AND m.is_lowest = 1
        CROSS JOIN host_address ha ON ha.scan_id = :scan AND ha.host_id = m.host_id
        CROSS JOIN probe p ON p.scan_id = :scan AND p.address_id = ha.address_id AND p.host_id = ha.host_id AND p.is_final = 1
        """, order: "m.mx_set_id, p.host_id, p.address_id")
    let weights = try WeightCursor(db: db, scanID: scanID, listCount: 1 + further.count)
    let insert = try db.makeStatement(sql: "INSERT INTO mx_set_verdict VALUES (?, ?, ?, ?)")
    while let (setID, rows) = try groups.next() {
      let byHost = Dictionary(grouping: rows, by: \.hostID).sorted { $0.key < $1.key }
      let group = DeliveryGroup(hosts: byHost.map { SightingGroup($0.value.compactMap(\.sighting)) })
      if let result = group.result,
        let strict = group.share(.certificateClass(.caVerified), base: .reachable)
      {
        try insert.execute(arguments: [judgementID, setID, result.word, strict])
      }
      guard let weight = try weights.next(setID) else { continue }
      tally.add(group, unit: .domain, weight: Double(weight.domains))
      tally.add(group, unit: .domainWeighted, weight: weight.sums[0].value)
      for (unit, sum) in zip(further, weight.sums.dropFirst()) { tally.add(group, unit: unit, weight: sum.value) }
    }
  }

  /// Which hosts some domain's MX record names. Asked once a host, answered by the primary key.
  private func explicitHosts() throws -> ExplicitHosts {
    ExplicitHosts(
      scanID: scanID,
      statement: try db.makeStatement(sql: "SELECT is_explicit FROM scan_host WHERE scan_id = ? AND host_id = ?"))
  }
}

struct ExplicitHosts {
  let scanID: Int64
  let statement: Statement

  func contains(_ hostID: Int64) throws -> Bool {
    try Bool.fetchOne(statement, arguments: [scanID, hostID]) ?? false
  }
}
