internal import GRDB
internal import SurveyCore

/// The domains of a wave sorted by their MX sets by SQLite, which counts those that are alike.
struct QueriedMXSetUses: MXSetUseRows {
  private let rows: RowCursor
  let range: ClosedRange<Int64>?

  init(_ wave: MXSetUseReading) throws {
    let codes = MXSetUseReading.codes.map(String.init).joined(separator: ", ")
    let traits = """
      \(wave.asksPolicies ? "(coalesce(mp.mta_sts, '') = 'enforce') * \(DomainTraits.enforcesMTASTS.rawValue)" : "0")
        + \(wave.asksAuthentication ? "(coalesce(g.authenticated, 0) = 1) * \(DomainTraits.authenticated.rawValue)" : "0")
      """
    var joins = ""
    if wave.asksPolicies { joins += " LEFT JOIN mail_policy mp ON mp.mail_policy_id = sd.mail_policy_id" }
    if wave.asksAuthentication {
      joins += """
         LEFT JOIN domain_group_verdict g ON g.judgement_id = :judgement AND g.mx_set_id = sd.mx_set_id
          AND g.mail_policy_id = coalesce(sd.mail_policy_id, 0) AND g.mx_dnssec = coalesce(sd.mx_dnssec, -1)
        """
    }
    let isInTrend = "coalesce(sd.mx_status IN (\(codes)), 0)"
    let first = """
      SELECT sd.mx_set_id AS mx_set_id, iif(\(isInTrend), \(traits), 0) AS traits, iif(\(isInTrend), 0, -1) AS list,
        sd.weight AS weight
      FROM scan_domain sd \(joins) WHERE sd.scan_id = :scan AND sd.mx_set_id IS NOT NULL
      """
    let further = """
      UNION ALL SELECT sd.mx_set_id, \(traits), f.list_number, f.weight
      FROM further_weight f CROSS JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal \(joins)
      WHERE f.scan_id = :scan AND sd.mx_set_id IS NOT NULL AND \(isInTrend)
      """
    var arguments: StatementArguments = ["scan": wave.scanID]
    if let row = try Row.fetchOne(
      wave.db, sql: "SELECT min(mx_set_id), max(mx_set_id) FROM scan_domain WHERE scan_id = :scan", arguments: arguments
    ),
      let least = row[0] as Int64?, let largest = row[1] as Int64?
    {
      range = least...largest
    } else {
      range = nil
    }
    if wave.asksAuthentication { arguments += ["judgement": wave.judgementID] }
    rows = try Row.fetchCursor(
      wave.db,
      sql: """
        SELECT mx_set_id, traits, list, weight, count(*) FROM (\(first) \(wave.hasFurtherLists ? further : ""))
        GROUP BY mx_set_id, traits, list, weight ORDER BY mx_set_id, traits, list, weight
        """, arguments: arguments)
  }

  func next() throws -> MXSetUseRow? {
    guard let row = try rows.next() else { return nil }
    let (traits, list): (Int, Int) = (row[1], row[2])
    return MXSetUseRow(
      setID: row[0], traits: DomainTraits(rawValue: UInt8(truncatingIfNeeded: traits)), list: list < 0 ? nil : list,
      weight: row[3], times: row[4])
  }
}
