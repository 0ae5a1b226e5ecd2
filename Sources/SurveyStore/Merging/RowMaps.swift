internal import GRDB

/// Brings rows of dictionaries over from the attached database `source`, and keeps, in temporary tables, which row there is
/// which row here.
///
/// ```
/// temp.domain_map   source → target
/// ```
struct RowMaps {
  let db: GRDB.Database
  let arguments: StatementArguments

  /// A map for each wave that is merged.
  /// - Parameters:
  ///   - source: the wave's number in the attached database.
  ///   - target: its number here.
  init(_ db: GRDB.Database, source: Int64, target: Int64) throws {
    self.db = db
    arguments = ["source": source, "target": target]
    for table in RowMaps.tables {
      try db.execute(sql: "CREATE TEMP TABLE \(table)_map (source INTEGER PRIMARY KEY, target INTEGER NOT NULL)")
    }
  }

  private static let tables = [
    "domain", "mx_host", "mx_set", "address", "certificate", "chain", "session", "ending", "tlsa_rrset", "mail_policy",
  ]

  func drop() throws {
    for table in RowMaps.tables { try db.execute(sql: "DROP TABLE temp.\(table)_map") }
  }

  func bringDomains() throws {
    try bring(
      "domain", "domain_id", key: ["name"], used: "SELECT domain_id FROM source.scan_domain WHERE scan_id = :source")
  }

  func bringHosts() throws {
    try bring(
      "mx_host", "host_id", key: ["name"], further: ["is_name"],
      used: """
        SELECT host_id FROM source.scan_host WHERE scan_id = :source
        UNION SELECT host_id FROM source.mx_set_member WHERE mx_set_id IN (\(RowMaps.usedSets))
        """)
  }

  func bringAddresses() throws {
    try bring(
      "address", "address_id", key: ["octets"], further: ["text"],
      used: ["host_address", "probe", "spent_connection"].map {
        "SELECT address_id FROM source.\($0) WHERE scan_id = :source"
      }.joined(separator: " UNION "))
  }

  func bringPolicies() throws {
    try bring(
      "mail_policy", "mail_policy_id", key: ["mta_sts", "mta_sts_reason", "record_id", "body", "tlsrpt"],
      further: ["mx", "max_age"], used: "SELECT mail_policy_id FROM source.scan_domain WHERE scan_id = :source")
  }

  func bringTLSARecords() throws {
    try bring(
      "tlsa_rrset", "tlsa_rrset_id", key: ["records"],
      used: "SELECT tlsa_rrset_id FROM source.scan_host WHERE scan_id = :source")
  }

  /// What the probes of the names that are taken refer to.
  func bringObservations() throws {
    func used(_ column: String) -> String {
      """
      SELECT p.\(column) FROM temp.taken_name k
      CROSS JOIN source.probe p ON p.scan_id = :source AND p.address_id = k.address_id AND p.host_id = k.host_id
      """
    }
    try bring(
      "ending", "ending_id", key: ["outcome", "stage", "reason", "reply_code", "text"], used: used("ending_id"))
    try bring(
      "session", "session_id", key: ["tls_version", "cipher", "kx_group", "signature"], further: ["pfs", "traits"],
      used: used("session_id"))
    try bring("chain", "chain_id", key: ["sha256"], used: used("chain_id"))
    try bring(
      "certificate", "certificate_id", key: ["sha256"],
      further: [
        "der", "spki_sha256", "subject", "issuer", "serial", "not_before", "not_after", "key_type", "key_bits",
        "signature_algorithm", "dns_names", "self_signed", "is_ca",
      ],
      used: "SELECT certificate_id FROM source.chain_certificate WHERE chain_id IN (SELECT source FROM temp.chain_map)")
    try db.execute(
      sql: """
        INSERT INTO main.chain_certificate (chain_id, position, certificate_id)
        SELECT m.target, s.position, c.target FROM temp.chain_map m
        CROSS JOIN source.chain_certificate s ON s.chain_id = m.source
        CROSS JOIN temp.certificate_map c ON c.source = s.certificate_id
        WHERE true ON CONFLICT DO NOTHING
        """)
  }

  /// MX sets, whose key is made of the numbers that their hosts have here.
  func bringSets() throws {
    let writer = MXSetWriter(db, 0)
    let insert = try db.makeStatement(sql: "INSERT INTO temp.mx_set_map VALUES (?, ?)")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.mx_set_id, s.mx_count, h.target, m.preference FROM source.mx_set s
        LEFT JOIN source.mx_set_member m ON m.mx_set_id = s.mx_set_id
        LEFT JOIN temp.mx_host_map h ON h.source = m.host_id
        WHERE s.mx_set_id IN (\(RowMaps.usedSets)) ORDER BY s.mx_set_id
        """, arguments: arguments)
    var set: (id: Int64, count: Int, members: [(hostID: Int64, preference: UInt16)])?
    func store() throws {
      guard let set else { return }
      try insert.execute(arguments: [set.id, try writer.intern(set.members, count: set.count)])
    }
    while let row = try rows.next() {
      let id: Int64 = row[0]
      if set?.id != id {
        try store()
        set = (id, row[1], [])
      }
      if let hostID = row[2] as Int64? { set?.members.append((hostID, UInt16(clamping: row[3] as Int))) }
    }
    try store()
  }

  private static let usedSets = "SELECT mx_set_id FROM source.scan_domain WHERE scan_id = :source"

  private func bring(
    _ table: String, _ number: String, key: [String], further: [String] = [], used: String
  ) throws {
    let columns = (key + further).joined(separator: ", ")
    try execute(
      """
      INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM source.\(table)
      WHERE \(number) IN (\(used)) ORDER BY \(number) ON CONFLICT DO NOTHING
      """)
    let isSame = key.map { "m.\($0) = s.\($0)" }.joined(separator: " AND ")
    try execute(
      """
      INSERT INTO temp.\(table)_map SELECT s.\(number), m.\(number) FROM source.\(table) s
      CROSS JOIN main.\(table) m ON \(isSame) WHERE s.\(number) IN (\(used))
      """)
  }

  private func execute(_ sql: String) throws { try db.execute(sql: sql, arguments: arguments) }
}
