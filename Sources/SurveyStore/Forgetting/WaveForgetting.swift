internal import GRDB

/// Deletes what one wave knows of the marked domains, hosts and addresses.
struct WaveForgetting {
  let db: GRDB.Database
  let scanID: Int64

  private var arguments: StatementArguments { ["scan": scanID] }
  private static let hosts = "host_id IN (SELECT host_id FROM temp.gone_host WHERE scan_id = :scan)"
  private static let addresses = "address_id IN (SELECT address_id FROM temp.gone_address)"
  private static let judgements = "judgement_id IN (SELECT judgement_id FROM judgement WHERE scan_id = :scan)"

  /// - Returns: how many there were.
  func forgetDomains() throws -> Int {
    try db.execute(
      sql: """
        DELETE FROM further_weight WHERE scan_id = :scan AND ordinal IN (
          SELECT ordinal FROM scan_domain
          WHERE scan_id = :scan AND domain_id IN (SELECT domain_id FROM temp.gone_domain))
        """, arguments: arguments)
    return try count(
      "DELETE FROM scan_domain WHERE scan_id = :scan AND domain_id IN (SELECT domain_id FROM temp.gone_domain)")
  }

  /// Deletes the hosts, with those that no domain uses any more, the addresses, with those that no host has any more,
  /// and their probes.
  func forgetHosts() throws -> (hosts: Int, addresses: Int, probes: Int) {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO temp.gone_host SELECT scan_id, host_id FROM scan_host
        WHERE scan_id = :scan AND host_id NOT IN (
          SELECT m.host_id FROM mx_set_member m
          WHERE m.mx_set_id IN (SELECT mx_set_id FROM scan_domain WHERE scan_id = :scan))
        """, arguments: arguments)
    let either = "(\(WaveForgetting.hosts) OR \(WaveForgetting.addresses))"
    let probes = try count("DELETE FROM probe WHERE scan_id = :scan AND \(either)")
    _ = try count("DELETE FROM probe_verdict WHERE \(WaveForgetting.judgements) AND \(either)")
    _ = try count("DELETE FROM dane_verdict WHERE \(WaveForgetting.judgements) AND \(WaveForgetting.hosts)")
    _ = try count(
      """
      DELETE FROM chain_verdict WHERE \(WaveForgetting.judgements)
        AND chain_id NOT IN (SELECT chain_id FROM probe WHERE scan_id = :scan AND chain_id IS NOT NULL)
      """)
    _ = try count("DELETE FROM retry WHERE scan_id = :scan AND \(either)")
    _ = try count("DELETE FROM inference_check WHERE scan_id = :scan AND \(either)")
    _ = try count("DELETE FROM host_address WHERE scan_id = :scan AND \(either)")
    let hosts = try count("DELETE FROM scan_host WHERE scan_id = :scan AND \(WaveForgetting.hosts)")
    let addresses = try count(
      """
      DELETE FROM target WHERE scan_id = :scan
        AND address_id NOT IN (SELECT address_id FROM host_address WHERE scan_id = :scan)
      """)
    _ = try count(
      """
      DELETE FROM spent_connection WHERE scan_id = :scan
        AND address_id NOT IN (SELECT address_id FROM target WHERE scan_id = :scan)
      """)
    _ = try count(
      """
      DELETE FROM inference WHERE scan_id = :scan
        AND address_id NOT IN (SELECT address_id FROM target WHERE scan_id = :scan)
      """)
    try InferenceCount.count(db, scanID: scanID)
    return (hosts, addresses, probes)
  }

  /// Counts anew what the wave says of the rest.
  /// - Parameter domains: how many it lost.
  func settle(domains: Int) throws {
    // An import that is under way would bring back what its rows name; they are to be imported again, without it.
    try db.execute(sql: "DELETE FROM imported_row WHERE scan_id = :scan", arguments: arguments)
    try db.execute(
      sql: """
        UPDATE scan_host SET outcome = NULL, address_id = NULL, is_explicit = host_id IN (
          SELECT m.host_id FROM mx_set_member m WHERE m.mx_set_id IN (
            SELECT mx_set_id FROM scan_domain WHERE scan_id = :scan
              AND mx_status <> (SELECT code FROM mx_status_word WHERE word = 'implicit')))
        WHERE scan_id = :scan
        """, arguments: arguments)
    try HostUses.count(db, scanID: scanID)
    try db.execute(
      sql: """
        UPDATE scan SET listed_domains = listed_domains - :gone,
          domains = CASE stage WHEN 'list' THEN domains
            ELSE (SELECT count(*) FROM scan_domain WHERE scan_id = :scan) END,
          mx_hosts = CASE WHEN stage IN ('list', 'domains', 'hosts') THEN mx_hosts
            ELSE (SELECT count(*) FROM scan_host WHERE scan_id = :scan) END,
          addresses = CASE WHEN stage IN ('list', 'domains', 'hosts') THEN addresses
            ELSE (SELECT count(*) FROM target WHERE scan_id = :scan) END,
          probes = CASE stage WHEN 'done' THEN (SELECT count(*) FROM probe WHERE scan_id = :scan) ELSE probes END
        WHERE scan_id = :scan
        """, arguments: ["scan": scanID, "gone": domains])
    if try String.fetchOne(db, sql: "SELECT stage FROM scan WHERE scan_id = ?", arguments: [scanID]) == "done" {
      try HostSettling.settle(db, scanID: scanID)
    } else {
      try closeRanks()
    }
  }

  /// Numbers domains and targets of an unfinished wave without gaps, as a wave that goes on draws numbers.
  private func closeRanks() throws {
    for (table, followers) in [("scan_domain", ["further_weight"]), ("target", [])] {
      try db.execute(
        sql: "CREATE TEMP TABLE place (before INTEGER PRIMARY KEY, after INTEGER)")
      try db.execute(
        sql: """
          INSERT INTO temp.place SELECT ordinal, row_number() OVER (ORDER BY ordinal) - 1 FROM \(table)
          WHERE scan_id = :scan
          """, arguments: arguments)
      for table in [table] + followers {
        // By way of negative numbers, so that no two rows have the same in between.
        try db.execute(
          sql: """
            UPDATE \(table) SET ordinal = -1 - p.after FROM temp.place p
            WHERE \(table).scan_id = :scan AND p.before = \(table).ordinal
            """, arguments: arguments)
        try db.execute(
          sql: "UPDATE \(table) SET ordinal = -1 - ordinal WHERE scan_id = :scan AND ordinal < 0", arguments: arguments)
      }
      try db.execute(sql: "DROP TABLE temp.place")
    }
  }

  private func count(_ sql: String) throws -> Int {
    try db.execute(sql: sql, arguments: arguments)
    return db.changesCount
  }
}
