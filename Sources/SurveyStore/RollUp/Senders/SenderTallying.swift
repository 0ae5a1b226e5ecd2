internal import GRDB
internal import SurveyCore

/// Adds up what each sender policy comes to, and writes what is known of single domains.
///
/// Domains that share an MX set share what its hosts present: the sets are walked once, each with its domains, so that a
/// provider's ten million domains cost one simulation and not ten million.
///
/// ```
/// MX set ──▶ MXSetMembers
///    └─ domains by (policy, security) ──▶ DeliveryDomain ──▶ senders (every preference)
/// ```
struct SenderTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let measurement: Measurement

  func run(_ senders: inout SenderTally) throws {
    try tallyDomainsWithoutHosts(&senders)
    let sets = try MXSetCursor(db, scanID: scanID, judgementID: judgementID, measurement: measurement)
    let domains = try DomainCursor(db, scanID: scanID)
    let writer = try DomainVerdictWriter(db, judgementID: judgementID)
    let policies = try MailPolicies(db)
    let leaves = try LeafNames(db)
    while let (setID, members) = try sets.next() {
      let names = try leaves.names(of: members)
      try domains.forEachGroup(ofSet: setID) { key, next in
        let policy = try policies.policy(key.policyID)
        let plain = members.domain(key, policy, matches: nil)
        try writer.insert(
          setID, key, isAuthenticated: plain.isAuthenticated,
          listed: policy?.patterns == nil ? nil : plain.listedCount)
        var found = Findings()
        while let ordinal = try next() {
          let matches = try names.isEmpty ? nil : names.matches(domains.name(at: ordinal))
          found.count(matches)
          if let matches, members.isNamedInstead(matches) { try writer.insertNamed(ordinal) }
        }
        for (matches, count) in found.counts {
          senders.add(members.domain(key, policy, matches: matches), count: count)
        }
      }
    }
  }

  private func tallyDomainsWithoutHosts(_ senders: inout SenderTally) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT mx_status, count(*) FROM scan_domain
        WHERE scan_id = ? AND mx_set_id IS NULL AND mx_status IS NOT NULL GROUP BY mx_status ORDER BY mx_status
        """, arguments: [scanID])
    while let row = try rows.next() {
      let domain = DeliveryDomain(
        mxStatus: MXStatus(code: row[0]), mxDNSSEC: .unknown, mtaSTS: nil, hosts: [])
      senders.add(domain, count: row[1])
    }
  }
}

/// How many domains of one group look alike to a sender: equal but for how the hosts' certificates name them.
private struct Findings {
  /// `nil`: no certificate names any recipient domain.
  var counts: [[RecipientDomainMatch]?: Int] = [:]

  mutating func count(_ matches: [RecipientDomainMatch]?) {
    let isPlain = matches?.allSatisfy { $0 == .none } ?? true
    counts[isPlain ? nil : matches, default: 0] += 1
  }
}

/// Writes what belongs to domains.
private struct DomainVerdictWriter {
  let judgementID: Int64
  let group: Statement
  let named: Statement

  init(_ db: GRDB.Database, judgementID: Int64) throws {
    self.judgementID = judgementID
    // Domains of several MX statuses may be one group here.
    group = try db.makeStatement(
      sql: "INSERT INTO domain_group_verdict VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    named = try db.makeStatement(sql: "INSERT INTO named_domain VALUES (?, ?)")
  }

  func insert(_ setID: Int64, _ key: DomainGroupKey, isAuthenticated: Bool?, listed: Int?) throws {
    try group.execute(arguments: [judgementID, setID, key.policyID, key.dnssecCode, isAuthenticated, listed])
  }

  func insertNamed(_ ordinal: Int64) throws { try named.execute(arguments: [judgementID, ordinal]) }
}
