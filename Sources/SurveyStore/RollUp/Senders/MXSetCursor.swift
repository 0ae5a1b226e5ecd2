internal import GRDB
internal import SurveyCore

/// The hosts of one MX set with what their addresses presented.
struct MXSetMembers {
  struct Member {
    let hostID: Int64
    let name: DomainName
    let preference: UInt16
    let isLowest: Bool
    let tlsa: TLSAState
    var seen: [Seen]

    /// What the DNS says of DANE, less records that turned out not to be usable.
    var effectiveTLSA: TLSAState {
      tlsa == .usable && seen.contains { $0.dane == .unusable } ? .unusable : tlsa
    }
  }

  /// In the order of the hosts' rows.
  private(set) var members: [Member]

  /// A domain of the set as a sender finds it.
  /// - Parameter matches: how the certificate of each address, in the order of `allSeen`, names the domain.
  func domain(
    _ key: DomainGroupKey, _ policy: MailPolicies.Policy?, matches: [RecipientDomainMatch]?
  ) -> DeliveryDomain {
    var place = 0
    return DeliveryDomain(
      mxStatus: key.status, mxDNSSEC: key.dnssec, mtaSTS: policy?.status,
      hosts: members.map { member in
        let addresses = member.seen.map { seen in
          defer { place += 1 }
          return seen.delivery(matches?[place] ?? .none)
        }
        return DeliveryHost(
          preference: member.preference, tlsa: member.effectiveTLSA,
          isListedByPolicy: policy?.patterns?.contains { $0.matches(member.name) } ?? false, addresses: addresses)
      })
  }

  /// Every probe of the set, host by host.
  var allSeen: [Seen] { members.flatMap(\.seen) }

  /// Whether a lowest-preference host presents a certificate for the domain and not for itself.
  func isNamedInstead(_ matches: [RecipientDomainMatch]) -> Bool {
    var place = 0
    for member in members {
      for seen in member.seen {
        defer { place += 1 }
        if member.isLowest, seen.outcome == .tls, seen.hasOtherName, matches[place] == .exact { return true }
      }
    }
    return false
  }
}

extension DeliveryDomain {
  /// How many of the hosts the domain's MTA-STS policy lists.
  var listedCount: Int { hosts.count(where: \.isListedByPolicy) }
}

/// The MX sets of a wave in the order of their rows, each with its hosts and their final probes.
///
/// `CROSS JOIN` keeps SQLite to this order of loops: without statistics it would run through all probes for each set.
struct MXSetCursor {
  private let rows: GroupedCursor<(host: MXSetMembers.Member, seen: Seen?)>

  /// - Parameter setID: the only set to be read; `nil`: every set that a domain of the wave has.
  init(
    _ db: GRDB.Database, scanID: Int64, judgementID: Int64, measurement: Measurement, setID: Int64? = nil
  ) throws {
    let stored = try WaveRows(db, scanID: scanID, judgementID: judgementID)
    let used =
      setID == nil
      ? "SELECT DISTINCT mx_set_id FROM \(stored.of(.scanDomain)) WHERE scan_id = :scan AND mx_set_id IS NOT NULL"
      : "SELECT :set AS mx_set_id"
    var arguments: StatementArguments = ["scan": scanID, "judgement": judgementID]
    if let setID { arguments += ["set": setID] }
    let cursor = try Row.fetchCursor(
      db,
      sql: """
        SELECT m.mx_set_id, m.host_id, h.name, m.preference, m.is_lowest, sh.tlsa, p.host_id, \(Seen.columns)
        FROM (\(used)) AS used
        CROSS JOIN mx_set_member m ON m.mx_set_id = used.mx_set_id
        CROSS JOIN mx_host h ON h.host_id = m.host_id
        LEFT JOIN \(stored.of(.scanHost)) sh ON sh.scan_id = :scan AND sh.host_id = m.host_id
        LEFT JOIN \(stored.of(.hostAddress)) ha ON ha.scan_id = :scan AND ha.host_id = m.host_id
        LEFT JOIN \(stored.of(.probe)) p ON p.scan_id = :scan AND p.address_id = ha.address_id AND p.host_id = ha.host_id
          AND p.is_final = 1
        LEFT JOIN ending e ON e.ending_id = p.ending_id
        LEFT JOIN session t ON t.session_id = p.session_id
        LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
        LEFT JOIN \(stored.of(.probeVerdict)) v ON v.judgement_id = :judgement AND v.host_id = p.host_id
          AND v.address_id = p.address_id
        ORDER BY m.mx_set_id, m.host_id, ha.address_id
        """, arguments: arguments)
    rows = GroupedCursor(cursor) { row in
      let member = MXSetMembers.Member(
        hostID: row[1], name: DomainName(uncheckedCanonical: row[2]), preference: UInt16(clamping: row[3] as Int),
        isLowest: row[4],
        tlsa: TLSAState(code: row[5]), seen: [])
      let hasProbe = row[6] as Int64? != nil
      return (member, hasProbe ? Seen(row, from: 7, measurement: measurement) : nil)
    }
  }

  func next() throws -> (setID: Int64, MXSetMembers)? {
    guard let (setID, rows) = try rows.next() else { return nil }
    var members: [MXSetMembers.Member] = []
    for (host, seen) in rows {
      if members.last?.hostID != host.hostID { members.append(host) }
      if let seen { members[members.count - 1].seen.append(seen) }
    }
    return (setID, MXSetMembers(members: members))
  }
}
