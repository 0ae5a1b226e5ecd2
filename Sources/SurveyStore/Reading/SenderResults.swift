internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// What each sender policy comes to with one domain's mail, by the policy's name; those of `--sender` are among them.
  ///
  /// Nothing of this is stored: it is simulated anew from what the wave saw and how the judgement judged it, just as it
  /// was when the wave was added up. Over all domains of a wave the results sum to `v_sender`.
  /// - Parameters:
  ///   - label: the wave's label.
  ///   - domain: a domain of the wave's lists.
  ///   - judgement: the label of the judgement that certificates are taken from.
  /// - Returns: `nil` where no finished wave of this label has the domain or the judgement; empty for a domain that takes
  ///   no mail or does not exist, as no sender gets anywhere with it.
  public func senderResults(
    label: String, domain: DomainName, judgement: String = "as-observed"
  ) throws -> [String: DeliveryShares]? {
    try pool.read { db in
      let wave = try Row.fetchOne(
        db,
        sql: """
          SELECT s.scan_id, j.judgement_id FROM scan s JOIN judgement j ON j.scan_id = s.scan_id AND j.label = ?
          WHERE s.label = ? AND s.state = 'finished'
          """, arguments: [judgement, label])
      guard let wave else { return nil }
      let stored = try WaveRows(db, scanID: wave[0], judgementID: wave[1])
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT sd.mx_status, coalesce(sd.mx_dnssec, -1), sd.mx_set_id, coalesce(sd.mail_policy_id, 0)
          FROM domain d JOIN \(stored.of(.scanDomain)) sd ON sd.domain_id = d.domain_id AND sd.scan_id = ?
          WHERE d.name = ?
          """, arguments: [wave[0] as Int64, domain.text])
      guard let row else { return nil }
      let key = DomainGroupKey(policyID: row[3], dnssecCode: row[1], status: MXStatus(code: row[0]))
      let reading = DeliveryReading(db: db, scanID: wave[0], judgementID: wave[1])
      let found = try reading.domain(domain, key, setID: row[2])
      let results = try reading.policies().map { ($0.name, DeliverySimulation.simulate($0, found)) }
      return Dictionary(uniqueKeysWithValues: results).compactMapValues { $0 }
    }
  }
}

/// Reads one domain of a judged wave as a sender finds it.
private struct DeliveryReading {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64

  /// A domain; `setID` is `nil` where it has no host.
  func domain(_ name: DomainName, _ key: DomainGroupKey, setID: Int64?) throws -> DeliveryDomain {
    guard let setID,
      let (_, members) = try MXSetCursor(
        db, scanID: scanID, judgementID: judgementID, measurement: try Measurement(db, scanID), setID: setID
      ).next()
    else { return DeliveryDomain(mxStatus: key.status, mxDNSSEC: .unknown, mtaSTS: nil, hosts: []) }
    return members.domain(
      key, try MailPolicies(db).policy(key.policyID), matches: try LeafNames(db).names(of: members).matches(name))
  }

  /// Every policy that the judgement simulated.
  func policies() throws -> [SenderPolicy] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT name, number FROM judgement_sender WHERE judgement_id = ? ORDER BY number",
      arguments: [judgementID])
    return SenderPolicy.all + rows.map { SenderPolicy.further(name: $0[0], number: $0[1]) }
  }
}
