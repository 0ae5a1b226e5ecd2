internal import GRDB
internal import SurveyCore

/// Which rows are to go, by number: temporary tables, which hold no name.
///
/// ```
/// gone_domain   the domains
/// gone_name     the MX hosts, whatever the wave
/// gone_address  the addresses
/// gone_host     wave and MX host: those of gone_name, and those that have no other address
/// gone_wave     the waves that know of any
/// ```
struct ForgettingMarks {
  private let db: GRDB.Database

  init(_ db: GRDB.Database) throws {
    self.db = db
    try db.execute(
      sql: """
        CREATE TEMP TABLE gone_domain (domain_id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE gone_name (host_id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE gone_address (address_id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE gone_host (scan_id INTEGER, host_id INTEGER, PRIMARY KEY (scan_id, host_id)) WITHOUT ROWID;
        CREATE TEMP TABLE gone_wave (scan_id INTEGER PRIMARY KEY);
        """)
  }

  func mark(_ subject: ForgettingSubject) throws {
    switch subject {
    case .name(let name):
      let arguments: StatementArguments = ["name": name.text, "below": ".\(name.text)"]
      for (table, source, column) in [
        ("gone_domain", "domain", "domain_id"), ("gone_name", "mx_host", "host_id"),
      ] {
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO temp.\(table) SELECT \(column) FROM \(source)
            WHERE name = :name OR substr(name, -length(:below)) = :below
            """, arguments: arguments)
      }
    case .network(let network):
      let (low, high) = (network.base.octets.data, network.last.octets.data)
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO temp.gone_address SELECT address_id FROM address
          WHERE length(octets) = length(:low) AND octets BETWEEN :low AND :high
          """, arguments: ["low": low, "high": high])
      try markLiterals(in: network)
    }
  }

  /// MX targets that are no names but addresses.
  private func markLiterals(in network: Network) throws {
    let block = AddressSet([network])
    let rows = try Row.fetchCursor(db, sql: "SELECT host_id, name FROM mx_host WHERE is_name = 0")
    var found: [Int64] = []
    while let row = try rows.next() {
      if let address = Address(row[1] as String), block.contains(address) { found.append(row[0]) }
    }
    for hostID in found {
      try db.execute(sql: "INSERT OR IGNORE INTO temp.gone_name VALUES (?)", arguments: [hostID])
    }
  }

  /// Finds the waves, plain or compacted.
  func spreadOverWaves() throws {
    let stretches = [
      ("scan_domain_stretch", "domain_id IN (SELECT domain_id FROM temp.gone_domain)"),
      ("scan_host_stretch", "host_id IN (SELECT host_id FROM temp.gone_name)"),
      ("host_address_stretch", "address_id IN (SELECT address_id FROM temp.gone_address)"),
    ].map { table, isGone in
      """
      UNION SELECT w.scan_id FROM \(table) t JOIN compacted_wave w ON w.number BETWEEN t.first AND t.last
      WHERE w.scan_id IS NOT NULL AND t.\(isGone)
      """
    }
    try db.execute(
      sql: """
        INSERT INTO temp.gone_wave
        SELECT scan_id FROM scan_domain WHERE domain_id IN (SELECT domain_id FROM temp.gone_domain)
        UNION SELECT scan_id FROM scan_host WHERE host_id IN (SELECT host_id FROM temp.gone_name)
        UNION SELECT scan_id FROM host_address WHERE address_id IN (SELECT address_id FROM temp.gone_address)
        \(stretches.joined(separator: " "))
        """)
  }

  /// Finds the hosts that are to go in each wave; the waves are plain.
  func spreadOverHosts() throws {
    try db.execute(
      sql: """
        INSERT INTO temp.gone_host
        SELECT scan_id, host_id FROM scan_host WHERE host_id IN (SELECT host_id FROM temp.gone_name);
        """)
    guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM temp.gone_address)") == true else { return }
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO temp.gone_host
        SELECT scan_id, host_id FROM host_address WHERE scan_id IN (SELECT scan_id FROM temp.gone_wave)
        GROUP BY scan_id, host_id HAVING min(address_id IN (SELECT address_id FROM temp.gone_address)) = 1
        """)
  }

  /// The waves that know of any, oldest first.
  func waves() throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT scan_id FROM scan WHERE scan_id IN (SELECT scan_id FROM temp.gone_wave)
        ORDER BY wave_date, started_at, label
        """)
  }

  func drop() throws {
    for table in ["gone_domain", "gone_name", "gone_address", "gone_host", "gone_wave"] {
      try db.execute(sql: "DROP TABLE temp.\(table)")
    }
  }
}
