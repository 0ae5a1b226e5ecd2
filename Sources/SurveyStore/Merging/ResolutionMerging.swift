internal import GRDB

/// Merges what the DNS said. Where one of the two waves is settled, its hosts all looked up, that is what holds: the other
/// one is of shards that went into it.
struct ResolutionMerging {
  let db: GRDB.Database
  let maps: RowMaps
  /// The wave here.
  let target: Int64
  let arguments: StatementArguments

  func merge(isSettledHere: Bool, isSettledThere: Bool) throws {
    try maps.bringHosts()
    try maps.bringAddresses()
    switch (isSettledHere, isSettledThere) {
    case (true, false): return
    case (false, true): try startAnew()
    case (true, true), (false, false): break
    }
    try maps.bringSets()
    try maps.bringPolicies()
    try maps.bringTLSARecords()
    try mergeDomains()
    try mergeHosts()
    if isSettledHere || isSettledThere { try ResolutionSettling.settleTargets(db, scanID: target) }
  }

  private func startAnew() throws {
    try execute(
      """
      UPDATE main.scan_domain SET mx_status = NULL, mx_dnssec = NULL, mx_set_id = NULL, mail_policy_id = NULL
      WHERE scan_id = :target;
      DELETE FROM main.host_address WHERE scan_id = :target;
      DELETE FROM main.scan_host WHERE scan_id = :target;
      UPDATE main.scan SET stage = 'probes' WHERE scan_id = :target;
      """)
  }

  private func mergeDomains() throws {
    try execute(
      """
      CREATE TEMP TABLE taken_domain (ordinal INTEGER PRIMARY KEY);
      INSERT INTO temp.taken_domain SELECT s.ordinal FROM source.scan_domain s
      CROSS JOIN main.scan_domain o ON o.scan_id = :target AND o.ordinal = s.ordinal
      LEFT JOIN temp.mx_set_map sets ON sets.source = s.mx_set_id
      LEFT JOIN temp.mail_policy_map policies ON policies.source = s.mail_policy_id
      WHERE s.scan_id = :source AND s.mx_status IS NOT NULL AND (o.mx_status IS NULL
        OR (s.mx_status, s.mx_dnssec, sets.target, policies.target)
          IS NOT (o.mx_status, o.mx_dnssec, o.mx_set_id, o.mail_policy_id)
        AND \(ContentOrder.isBefore(rank: ContentOrder.domainRank, text: ContentOrder.domainText)));
      UPDATE main.scan_domain SET mx_status = t.mx_status, mx_dnssec = t.mx_dnssec, mx_set_id = t.mx_set_id,
        mail_policy_id = t.mail_policy_id
      FROM (
        SELECT s.ordinal, s.mx_status, s.mx_dnssec, sets.target AS mx_set_id, policies.target AS mail_policy_id
        FROM temp.taken_domain k CROSS JOIN source.scan_domain s ON s.scan_id = :source AND s.ordinal = k.ordinal
        LEFT JOIN temp.mx_set_map sets ON sets.source = s.mx_set_id
        LEFT JOIN temp.mail_policy_map policies ON policies.source = s.mail_policy_id) AS t
      WHERE scan_domain.scan_id = :target AND scan_domain.ordinal = t.ordinal;
      DROP TABLE temp.taken_domain;
      """)
  }

  /// A host is taken with its addresses or not at all: they are of one look-up.
  private func mergeHosts() throws {
    try execute(
      """
      INSERT INTO main.scan_host (scan_id, host_id, is_explicit)
      SELECT :target, m.target, s.is_explicit FROM source.scan_host s
      CROSS JOIN temp.mx_host_map m ON m.source = s.host_id WHERE s.scan_id = :source
      ON CONFLICT DO UPDATE SET is_explicit = max(is_explicit, excluded.is_explicit);
      CREATE TEMP TABLE taken_host (source INTEGER PRIMARY KEY, target INTEGER NOT NULL UNIQUE);
      INSERT INTO temp.taken_host SELECT s.host_id, m.target FROM source.scan_host s
      CROSS JOIN temp.mx_host_map m ON m.source = s.host_id
      CROSS JOIN main.scan_host o ON o.scan_id = :target AND o.host_id = m.target
      WHERE s.scan_id = :source AND s.dns_status IS NOT NULL AND (o.dns_status IS NULL
        OR \(ContentOrder.isBefore(rank: ContentOrder.hostRank, text: ContentOrder.hostText)));
      UPDATE main.scan_host SET dns_status = t.dns_status, dns_failure = t.dns_failure, dnssec = t.dnssec, tlsa = t.tlsa,
        tlsa_rrset_id = t.tlsa_rrset_id, tlsa_base = t.tlsa_base, is_alias = t.is_alias
      FROM (
        SELECT k.target AS host_id, s.dns_status, s.dns_failure, s.dnssec, s.tlsa, r.target AS tlsa_rrset_id, s.tlsa_base,
          s.is_alias
        FROM temp.taken_host k CROSS JOIN source.scan_host s ON s.scan_id = :source AND s.host_id = k.source
        LEFT JOIN temp.tlsa_rrset_map r ON r.source = s.tlsa_rrset_id) AS t
      WHERE scan_host.scan_id = :target AND scan_host.host_id = t.host_id;
      DELETE FROM main.host_address WHERE scan_id = :target AND host_id IN (SELECT target FROM temp.taken_host);
      INSERT INTO main.host_address (scan_id, address_id, host_id)
      SELECT :target, a.target, k.target FROM source.host_address s
      CROSS JOIN temp.taken_host k ON k.source = s.host_id
      CROSS JOIN temp.address_map a ON a.source = s.address_id WHERE s.scan_id = :source;
      DROP TABLE temp.taken_host;
      """)
  }

  private func execute(_ sql: String) throws { try db.execute(sql: sql, arguments: arguments) }
}
