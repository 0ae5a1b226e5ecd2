internal import GRDB
public import SurveyCore

/// What a domain publishes about the transport of its mail.
public struct MailPolicy: Sendable, Hashable {
  /// MTA-STS (RFC 8461).
  public let mtaSTS: MTASTS
  /// TLSRPT (RFC 8460).
  public let tlsrpt: TLSRPT

  /// A domain's policies.
  public init(mtaSTS: MTASTS, tlsrpt: TLSRPT) {
    self.mtaSTS = mtaSTS
    self.tlsrpt = tlsrpt
  }
}

/// The policies of domains: asked for once it is known which of them have an MX with an address.
extension Wave {
  /// How many domains are to be asked for their policies, and how many of them are done.
  public func policyCounts() async throws -> (total: Int, done: Int) {
    try await database.pool.read { [scanID] db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), count(sd.mail_policy_id) FROM scan_domain sd
          WHERE sd.scan_id = :scan AND sd.mx_set_id IN (\(PolicyWriter.reachableSets))
          """, arguments: ["scan": scanID])
      return (row?[0] ?? 0, row?[1] ?? 0)
    }
  }

  /// Those of the given places whose domains have an MX with an address and have not been asked for their policies.
  public func pendingPolicies(at ordinals: [UInt64]) async throws -> [DomainTask] {
    try await database.pool.read { [scanID] db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT d.name FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id
          WHERE sd.scan_id = ? AND sd.ordinal = ? AND sd.mail_policy_id IS NULL AND EXISTS (
            SELECT 1 FROM mx_set_member m JOIN scan_host sh ON sh.scan_id = sd.scan_id AND sh.host_id = m.host_id
            WHERE m.mx_set_id = sd.mx_set_id AND sh.dns_status = 0)
          """)
      return try ordinals.compactMap { ordinal in
        let name = try String.fetchOne(statement, arguments: [scanID, Int64(ordinal)])
        return name.map { DomainTask(ordinal: Int64(ordinal), name: DomainName(uncheckedCanonical: $0)) }
      }
    }
  }

  /// Records policies.
  public func record(_ policies: [(task: DomainTask, policy: MailPolicy)]) async throws {
    try await write { [scanID] db in
      let update = try db.cachedStatement(
        sql: "UPDATE scan_domain SET mail_policy_id = ? WHERE scan_id = ? AND ordinal = ?")
      let writer = PolicyWriter(db: db)
      for (task, policy) in policies {
        try update.execute(arguments: [try writer.intern(policy), scanID, task.ordinal])
      }
    }
  }
}

/// Stores a policy once: most domains have none, and many of a provider's the same.
struct PolicyWriter {
  let db: GRDB.Database

  /// The MX sets of a wave with a host that has an address.
  static let reachableSets = """
    SELECT m.mx_set_id FROM mx_set_member m
    JOIN scan_host sh ON sh.scan_id = :scan AND sh.host_id = m.host_id WHERE sh.dns_status = 0
    """

  func intern(_ policy: MailPolicy) throws -> Int64 { try intern(PolicyWords(policy)) }

  func intern(_ words: PolicyWords) throws -> Int64 {
    let key: StatementArguments = [
      words.mtaSTS?.rawValue ?? "", words.reason ?? "", words.recordID ?? "", words.body.data,
      words.tlsrpt?.rawValue ?? "",
    ]
    let find = try db.cachedStatement(
      sql: """
        SELECT mail_policy_id FROM mail_policy
        WHERE mta_sts = ? AND mta_sts_reason = ? AND record_id = ? AND body = ? AND tlsrpt = ?
        """)
    if let known = try Int64.fetchOne(find, arguments: key) { return known }
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO mail_policy (mta_sts, mta_sts_reason, record_id, body, tlsrpt, mx, max_age)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    let policy = words.policy
    let patterns = (policy?.patterns ?? []).map { Array($0.description.utf8) }
    try insert.execute(arguments: key + [JSONText.array(patterns), policy?.maxAge])
    return db.lastInsertedRowID
  }
}
