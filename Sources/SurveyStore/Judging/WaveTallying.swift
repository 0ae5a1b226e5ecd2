internal import GRDB
internal import SurveyCore

/// Adds a judged wave up, host by host, address by address, MX set by MX set: one group in memory at a time.
struct WaveTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let measurement: Measurement

  func run(_ senders: inout SenderTally) throws -> TrendTally {
    let names = try String.fetchAll(
      db, sql: "SELECT name FROM scan_list WHERE scan_id = ? AND list_number > 0 ORDER BY list_number",
      arguments: [scanID])
    let further = names.map { TrendUnit.domainWeighted(list: $0) }
    var tally = TrendTally(
      units: [.mxHost, .address, .domain, .domainWeighted] + further, metrics: measurement.metrics)
    try tallyHosts(&tally)
    try tallyAddresses(&tally)
    try DomainTallying(
      db: db, scanID: scanID, judgementID: judgementID, measurement: measurement, further: further
    ).run(&tally, &senders)
    return tally
  }

  /// What the resolve stage knows of a probe's host: whether some domain's MX record names it, and what the DNS says of
  /// its DANE.
  private typealias HostFacts = (isExplicit: Bool, tlsa: TLSAState)

  /// The final probes with their class and their host's facts, by the given key.
  private func seen(
    _ key: String, from: String, order: String
  ) throws -> GroupedCursor<(host: HostFacts, seen: Seen)> {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(key), sh.is_explicit, sh.tlsa, \(Seen.columns)
        FROM \(from)
        JOIN ending e ON e.ending_id = p.ending_id
        LEFT JOIN session t ON t.session_id = p.session_id
        LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
        LEFT JOIN probe_verdict v ON v.judgement_id = :judgement AND v.host_id = p.host_id
          AND v.address_id = p.address_id
        ORDER BY \(order)
        """, arguments: ["scan": scanID, "judgement": judgementID])
    return GroupedCursor(rows) { row in
      ((row[1], TLSAState(code: row[2])), Seen(row, from: 3, measurement: measurement))
    }
  }

  private func tallyHosts(_ tally: inout TrendTally) throws {
    let insert = try db.makeStatement(sql: "INSERT INTO host_verdict VALUES (?, ?, ?, ?, ?)")
    let dane = try DANEVerdicts(db, judgementID: judgementID)
    let groups = try seen(
      "p.host_id",
      from: """
        host_address ha
        JOIN probe p ON p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id
          AND ha.scan_id = :scan AND p.is_final = 1
        JOIN scan_host sh ON sh.scan_id = p.scan_id AND sh.host_id = p.host_id
        """, order: "p.host_id, p.address_id")
    while let (hostID, elements) = try groups.next() {
      let (facts, rows) = (elements[0].host, elements.map(\.seen))
      let group = SightingGroup(rows.compactMap(\.sighting))
      if let result = group.result, let best = group.best, let worst = group.worst {
        try insert.execute(arguments: [judgementID, hostID, result.word, best.word, worst.word])
      }
      if facts.tlsa == .usable {
        try dane.set(DANEStatus(usable: rows), of: hostID)
      }
      if facts.isExplicit { tally.add(group, unit: .mxHost) }
    }
  }

  private func tallyAddresses(_ tally: inout TrendTally) throws {
    let groups = try seen(
      "p.address_id",
      from: """
        probe p JOIN scan_host sh ON sh.scan_id = p.scan_id AND sh.host_id = p.host_id AND sh.is_explicit = 1
          AND p.scan_id = :scan AND p.is_final = 1
        """, order: "p.address_id, p.host_id")
    while let (_, elements) = try groups.next() {
      tally.add(SightingGroup(elements.compactMap(\.seen.sighting)), unit: .address)
    }
  }
}

extension DANEStatus {
  /// The status of a host with a usable TLSA record, of what its addresses presented.
  init(usable rows: [Seen]) {
    let reachable = rows.filter(\.outcome.isReachable)
    self =
      reachable.contains { $0.dane == .unusable }
      ? .unusable : TLSAState.usable.status(matches: reachable.map { $0.dane == .match })
  }
}

extension TLSAState {
  /// From a code of the database; NULL, where DANE was not looked at, is unknown.
  init(code: Int?) { self = code.flatMap { TLSAState(rawValue: TLSAWords.version2[$0]) } ?? .unknown }
}

/// Sets the status of hosts with a usable TLSA record; the parameters of the record stay only where all match.
private struct DANEVerdicts {
  let judgementID: Int64
  let statement: Statement

  init(_ db: GRDB.Database, judgementID: Int64) throws {
    self.judgementID = judgementID
    statement = try db.makeStatement(
      sql: """
        INSERT INTO dane_verdict VALUES (?, ?, ?, NULL, NULL, NULL)
        ON CONFLICT DO UPDATE SET dane = excluded.dane,
          usage = CASE WHEN excluded.dane = 'match' THEN usage END,
          selector = CASE WHEN excluded.dane = 'match' THEN selector END,
          matching_type = CASE WHEN excluded.dane = 'match' THEN matching_type END
        """)
  }

  func set(_ status: DANEStatus, of hostID: Int64) throws {
    try statement.execute(arguments: [judgementID, hostID, status.rawValue])
  }
}
