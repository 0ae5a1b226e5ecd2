internal import GRDB
internal import SurveyCore

/// A wave is made of imported rows: domains, then hosts, then names, each stage by the same functions as in a scan.
extension Wave {
  /// Forgets what the wave was made of the last time; the rows that were imported stay.
  public func restartImport() async throws {
    try await write { [scanID] db in
      for table in [
        "probe", "retry", "spent_connection", "target", "host_address", "scan_host", "further_weight", "scan_domain",
        "scan_list_rejection", "scan_list",
      ] {
        try db.execute(sql: "DELETE FROM \(table) WHERE scan_id = ?", arguments: [scanID])
      }
      try db.execute(sql: "UPDATE scan SET stage = 'list' WHERE scan_id = ?", arguments: [scanID])
    }
  }

  /// Adds domains that are resolved; the hosts that they name are queued.
  /// - Parameter ordinal: the place of the first.
  public func add(_ domains: [ImportedDomain], from ordinal: Int64) async throws {
    try await write { [scanID] db in
      let intern = try db.cachedStatement(sql: "INSERT INTO domain (name) VALUES (?) ON CONFLICT DO NOTHING")
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO scan_domain (scan_id, ordinal, domain_id, weight, mx_status, mx_dnssec, mx_set_id, mail_policy_id)
          SELECT ?, ?, domain_id, ?, ?, ?, ?, ? FROM domain WHERE name = ?
          """)
      let sets = MXSetWriter(db, scanID)
      let policies = PolicyWriter(db: db)
      for (place, domain) in domains.enumerated() {
        try intern.execute(arguments: [domain.name.text])
        try insert.execute(arguments: [
          scanID, ordinal + Int64(place), domain.weight, domain.status.code(in: MXStatusWords.version1),
          domain.dnssec?.code(in: DNSSECWords.version1),
          try domain.set.map { try sets.intern($0, isExplicit: domain.status != .implicit) },
          try domain.policy.map(policies.intern), domain.name.text,
        ])
      }
    }
  }

  /// Ends the look-ups: says of the wave what its rows say, and makes its targets.
  public func finishImportedLookups() async throws {
    try await write { [scanID] db in
      try db.execute(
        sql: """
          UPDATE scan SET started_at = seen.first,
            wave_date = CASE WHEN as_of IS NULL THEN strftime('%Y-%m-%d', seen.first, 'unixepoch') ELSE wave_date END
          FROM (SELECT min(observed_at) AS first FROM imported_row WHERE scan_id = :scan) AS seen
          WHERE scan_id = :scan AND seen.first IS NOT NULL
          """, arguments: ["scan": scanID])
      // Without a validating resolver everything DNSSEC is unknown, and with one nothing is. Rows may be of several
      // resolvers: of the whole, figures are made only where all of them validated. Where none answered, none has said.
      try db.execute(
        sql: """
          UPDATE scan SET validates_dnssec = (
            SELECT min(w.word <> 'unknown') FROM scan_domain d JOIN dnssec_word w ON w.code = d.mx_dnssec
            WHERE d.scan_id = :scan) WHERE scan_id = :scan
          """, arguments: ["scan": scanID])
    }
    try await finishResolving()
  }

  /// Drops the rows that a finished wave was made of.
  public func dropImports() async throws {
    try await write { [scanID] db in
      try db.execute(sql: "DELETE FROM imported_row WHERE scan_id = ?", arguments: [scanID])
    }
  }
}
