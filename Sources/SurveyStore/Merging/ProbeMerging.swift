internal import GRDB

/// Merges what probes saw: a name at an address with all its looks and the try to come, or not at all.
struct ProbeMerging {
  let db: GRDB.Database
  let maps: RowMaps
  let arguments: StatementArguments

  /// - Returns: how many names were taken.
  func merge() throws -> Int {
    try execute(
      """
      CREATE TEMP TABLE taken_name (
        address_id INTEGER NOT NULL, host_id INTEGER NOT NULL,
        target_address INTEGER NOT NULL, target_host INTEGER NOT NULL,
        PRIMARY KEY (address_id, host_id)) WITHOUT ROWID
      """)
    try execute(
      """
      INSERT INTO temp.taken_name SELECT s.address_id, s.host_id, a.target, h.target FROM source.probe s
      CROSS JOIN temp.address_map a ON a.source = s.address_id
      CROSS JOIN temp.mx_host_map h ON h.source = s.host_id
      LEFT JOIN main.probe o
        ON o.scan_id = :target AND o.address_id = a.target AND o.host_id = h.target AND o.is_final = 1
      WHERE s.scan_id = :source AND s.is_final = 1 AND (o.scan_id IS NULL OR \(isBefore))
      """)
    let names = db.changesCount
    try maps.bringObservations()
    for table in ["probe", "retry"] {
      try execute(
        """
        DELETE FROM main.\(table) WHERE scan_id = :target
          AND (address_id, host_id) IN (SELECT target_address, target_host FROM temp.taken_name)
        """)
    }
    try execute(
      """
      INSERT INTO main.probe (scan_id, address_id, host_id, look, is_final, inferred, ending_id, session_id, chain_id,
        observed_at, milliseconds, connect_milliseconds, handshake_milliseconds)
      SELECT :target, k.target_address, k.target_host, p.look, p.is_final, p.inferred, e.target, t.target, c.target,
        p.observed_at, p.milliseconds, p.connect_milliseconds, p.handshake_milliseconds
      FROM temp.taken_name k
      CROSS JOIN source.probe p ON p.scan_id = :source AND p.address_id = k.address_id AND p.host_id = k.host_id
      CROSS JOIN temp.ending_map e ON e.source = p.ending_id
      LEFT JOIN temp.session_map t ON t.source = p.session_id
      LEFT JOIN temp.chain_map c ON c.source = p.chain_id
      ORDER BY k.target_address, k.target_host, p.look;
      INSERT INTO main.retry (scan_id, address_id, host_id, tries, due_at)
      SELECT :target, k.target_address, k.target_host, r.tries, r.due_at FROM temp.taken_name k
      CROSS JOIN source.retry r ON r.scan_id = :source AND r.address_id = k.address_id AND r.host_id = k.host_id;
      INSERT INTO main.spent_connection (scan_id, address_id, connections)
      SELECT :target, a.target, s.connections FROM source.spent_connection s
      CROSS JOIN temp.address_map a ON a.source = s.address_id WHERE s.scan_id = :source
      ON CONFLICT DO UPDATE SET connections = max(connections, excluded.connections);
      INSERT INTO main.inference (scan_id, address_id, names)
      SELECT :target, a.target, s.names FROM source.inference s
      CROSS JOIN temp.address_map a ON a.source = s.address_id WHERE s.scan_id = :source
      ON CONFLICT DO UPDATE SET names = max(names, excluded.names);
      INSERT INTO main.inference_check (scan_id, address_id, host_id, weight, is_wrong)
      SELECT :target, a.target, h.target, s.weight, s.is_wrong FROM source.inference_check s
      CROSS JOIN temp.address_map a ON a.source = s.address_id
      CROSS JOIN temp.mx_host_map h ON h.source = s.host_id WHERE s.scan_id = :source
      ON CONFLICT DO UPDATE SET host_id = excluded.host_id, weight = excluded.weight, is_wrong = excluded.is_wrong
      WHERE inference_check.is_wrong IS NULL OR excluded.is_wrong > inference_check.is_wrong;
      DROP TABLE temp.taken_name;
      """)
    return names
  }

  private var isBefore: String {
    func rank(_ row: String) -> String { ContentOrder.nameRank(row == "s" ? "source" : "main", row) }
    return ContentOrder.isBefore(rank: rank, text: ContentOrder.nameText)
  }

  private func execute(_ sql: String) throws { try db.execute(sql: sql, arguments: arguments) }
}
