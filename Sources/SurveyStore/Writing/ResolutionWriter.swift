internal import GRDB
public import SurveyCore

/// A domain to be resolved.
public struct DomainTask: Sendable, Hashable {
  /// Its place in the wave.
  public let ordinal: Int64
  /// Its name.
  public let name: DomainName
}

/// An MX host to be looked up.
public struct HostTask: Sendable, Hashable {
  /// Its row.
  public let hostID: Int64
  /// Its name; `nil` where the MX target is no host name.
  public let name: DomainName?
}

/// What was found of one MX host.
public struct HostFinding: Sendable, Hashable {
  /// Its addresses.
  public let lookup: HostLookup
  /// What the DNS says of its DANE; `nil` where that was not looked at.
  public let tlsa: TLSAFinding?

  /// A finding.
  public init(lookup: HostLookup, tlsa: TLSAFinding? = nil) {
    self.lookup = lookup
    self.tlsa = tlsa
  }
}

/// The TLSA RRset of one MX host.
public struct TLSAFinding: Sendable, Hashable {
  /// What it comes to.
  public let state: TLSAState
  /// RDATA of its records; empty where there are none.
  public let records: [[UInt8]]
  /// The TLSA base domain, where it is not the host's own name but that of the host's alias (RFC 7671 §7).
  public let base: DomainName?

  /// A finding.
  public init(state: TLSAState, records: [[UInt8]] = [], base: DomainName? = nil) {
    self.state = state
    self.records = records
    self.base = base
  }
}

/// The resolve stage, domains first, then every MX host once.
extension Wave {
  /// How many domains the wave has.
  public func domainCount() async throws -> UInt64 {
    try await database.pool.read { [scanID] db in
      let count = try Int64.fetchOne(db, sql: "SELECT domains FROM scan WHERE scan_id = ?", arguments: [scanID])
      return UInt64(count ?? 0)
    }
  }

  /// How many of them are resolved.
  public func resolvedDomainCount() async throws -> Int {
    try await database.pool.read { [scanID] db in
      let sql = "SELECT count(mx_status) FROM scan_domain WHERE scan_id = ?"
      return try Int.fetchOne(db, sql: sql, arguments: [scanID]) ?? 0
    }
  }

  /// Notes whether DNSSEC is validated in this wave.
  public func noteDNSSEC(isValidated: Bool) async throws {
    try await write { [scanID] db in
      try db.execute(
        sql: "UPDATE scan SET validates_dnssec = ? WHERE scan_id = ?", arguments: [isValidated, scanID])
    }
  }

  /// Those of the given places whose domains are not resolved yet.
  public func pendingDomains(at ordinals: [UInt64]) async throws -> [DomainTask] {
    try await database.pool.read { [scanID] db in
      let statement = try HotStatement(
        db,
        """
        SELECT d.name FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id
        WHERE sd.scan_id = ? AND sd.ordinal = ? AND sd.mx_status IS NULL
        """)
      statement.bind(scanID, at: 1)
      return try ordinals.compactMap { ordinal in
        statement.bind(Int64(ordinal), at: 2)
        guard try statement.next() else { return nil }
        defer { statement.reset() }
        return statement.text(0).map {
          DomainTask(ordinal: Int64(ordinal), name: DomainName(uncheckedCanonical: $0))
        }
      }
    }
  }

  /// Records MX look-ups; the hosts that they name are queued for theirs.
  /// - Parameter known: sets that this wave met before; the new ones are added.
  public func record(
    _ resolutions: [(task: DomainTask, lookup: MXLookup)], known: KnownMXSets = KnownMXSets()
  ) async throws {
    let interned = try await write { [scanID] db in
      let recorder = try MXLookupRecorder(db, scanID: scanID, known: known)
      var interned: [MXSet: Int64] = [:]
      for (task, lookup) in resolutions { try recorder.record(lookup, of: task, &interned) }
      return interned
    }
    known.remember(interned)
  }

  /// MX hosts that are not looked up yet, in the order of their discovery, which is that of the shuffled domains.
  public func pendingHosts(after hostID: Int64, limit: Int) async throws -> [HostTask] {
    try await database.pool.read { [scanID] db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT sh.host_id, h.name, h.is_name FROM scan_host sh JOIN mx_host h ON h.host_id = sh.host_id
            WHERE sh.scan_id = ? AND sh.host_id > ? AND sh.dns_status IS NULL ORDER BY sh.host_id LIMIT ?
            """), arguments: [scanID, hostID, limit])
      return try Array(
        rows.map { row in
          HostTask(hostID: row[0], name: row[2] ? DomainName(uncheckedCanonical: row[1]) : nil)
        })
    }
  }

  /// How many MX hosts the wave has, and how many of them are looked up.
  public func hostCounts() async throws -> (total: Int, done: Int) {
    try await database.pool.read { [scanID] db in
      let row = try Row.fetchOne(
        db, sql: "SELECT count(*), count(dns_status) FROM scan_host WHERE scan_id = ?", arguments: [scanID])
      return (row?[0] ?? 0, row?[1] ?? 0)
    }
  }

  /// Records address look-ups.
  public func record(_ findings: [(task: HostTask, finding: HostFinding)]) async throws {
    try await write { [scanID] db in
      let update = try db.cachedStatement(
        sql: """
          UPDATE scan_host SET dns_status = ?, dns_failure = ?, dnssec = ?, tlsa = ?, tlsa_rrset_id = ?, tlsa_base = ?,
            is_alias = ?
          WHERE scan_id = ? AND host_id = ?
          """)
      let intern = try db.cachedStatement(
        sql: "INSERT INTO address (octets, text) VALUES (?, ?) ON CONFLICT DO NOTHING")
      let link = try db.cachedStatement(
        sql: """
          INSERT INTO host_address (scan_id, address_id, host_id)
          SELECT ?, address_id, ? FROM address WHERE octets = ? ON CONFLICT DO NOTHING
          """)
      for (task, finding) in findings {
        let lookup = finding.lookup
        let status = DNSStatusWords.version1.firstIndex(of: lookup.failure?.rawValue ?? "ok")
        let rrsetID = try finding.tlsa.flatMap { try TLSARecords.intern(db, $0.records) }
        try update.execute(arguments: [
          status, lookup.partialFailure?.code(in: DNSStatusWords.version1),
          lookup.dnssec.code(in: DNSSECWords.version1),
          finding.tlsa?.state.code(in: TLSAWords.version2), rrsetID, finding.tlsa?.base?.text, lookup.isAlias,
          scanID, task.hostID,
        ])
        for address in lookup.addresses {
          try intern.execute(arguments: [address.octets.data, address.description])
          try link.execute(arguments: [scanID, task.hostID, address.octets.data])
        }
      }
    }
  }

  /// Ends the resolve stage: domains without MX and without address take their final status, hosts are counted, and
  /// every address becomes a target.
  public func finishResolving() async throws {
    try await write { [scanID] db in
      try ResolutionSettling.settle(db, scanID: scanID)
      try db.execute(sql: "UPDATE scan SET stage = 'probes' WHERE scan_id = ?", arguments: [scanID])
    }
  }
}
