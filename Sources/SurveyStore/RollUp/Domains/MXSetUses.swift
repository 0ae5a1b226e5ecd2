internal import GRDB
internal import SurveyCore

/// Domains in the trend that share an MX set and the same traits.
struct MXSetUse {
  let traits: DomainTraits
  /// How many.
  var domains = 0
  /// By list, the first list first.
  var weights: [ExactSum]
}

/// The domains of each MX set in the order of the sets: SQLite counts those that are alike.
final class MXSetUses {
  private let rows: RowCursor
  private var ahead: Row?
  private let lists: Int
  private var last = Int64.min

  init(_ db: GRDB.Database, scanID: Int64, judgementID: Int64, plan: RollUpPlan) throws {
    lists = plan.weightedUnits.count
    let codes = MXStatusWords.version1.indices.filter { MXStatus(code: $0).isInTrend }.map(String.init)
    let (enforces, isAuthenticated) = (
      plan.metrics.contains(.mtaSTSEnforce), plan.metrics.contains(.authenticated)
    )
    let traits = """
      \(enforces ? "(coalesce(mp.mta_sts, '') = 'enforce') * \(DomainTraits.enforcesMTASTS.rawValue)" : "0")
        + \(isAuthenticated ? "(coalesce(g.authenticated, 0) = 1) * \(DomainTraits.authenticated.rawValue)" : "0")
      """
    var joins = ""
    if enforces { joins += " LEFT JOIN mail_policy mp ON mp.mail_policy_id = sd.mail_policy_id" }
    if isAuthenticated {
      joins += """
         LEFT JOIN domain_group_verdict g ON g.judgement_id = :judgement AND g.mx_set_id = sd.mx_set_id
          AND g.mail_policy_id = coalesce(sd.mail_policy_id, 0) AND g.mx_dnssec = coalesce(sd.mx_dnssec, -1)
        """
    }
    let inTrend = "sd.mx_set_id IS NOT NULL AND sd.mx_status IN (\(codes.joined(separator: ", ")))"
    let first = """
      SELECT sd.mx_set_id AS mx_set_id, \(traits) AS traits, 0 AS list, sd.weight AS weight
      FROM scan_domain sd \(joins) WHERE sd.scan_id = :scan AND \(inTrend)
      """
    let further = """
      UNION ALL SELECT sd.mx_set_id, \(traits), f.list_number, f.weight
      FROM further_weight f CROSS JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal \(joins)
      WHERE f.scan_id = :scan AND \(inTrend)
      """
    var arguments: StatementArguments = ["scan": scanID]
    if isAuthenticated { arguments += ["judgement": judgementID] }
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT mx_set_id, traits, list, weight, count(*) FROM (\(first) \(lists > 1 ? further : ""))
        GROUP BY mx_set_id, traits, list, weight ORDER BY mx_set_id, traits, list, weight
        """, arguments: arguments)
    ahead = try rows.next()
  }

  /// Calls back for each kind of domain that has the set, and before that for each of their weights; sets must be asked
  /// for in ascending order.
  func forEach(
    ofSet setID: Int64, eachWeight: (SampleSizes.Entry) -> Void, _ body: (MXSetUse) throws -> Void
  ) throws {
    precondition(setID > last, "sets are asked for in ascending order")
    last = setID
    while let row = ahead, (row[0] as Int64) <= setID {
      guard row[0] as Int64 == setID else {
        ahead = try rows.next()
        continue
      }
      let traits: Int = row[1]
      var use = MXSetUse(
        traits: DomainTraits(rawValue: UInt8(truncatingIfNeeded: traits)),
        weights: Array(repeating: ExactSum(), count: lists))
      while let row = ahead, row[0] as Int64 == setID, row[1] as Int == traits {
        let entry = SampleSizes.Entry(list: row[2], weight: row[3], times: row[4])
        if entry.list == 0 { use.domains += entry.times }
        use.weights[entry.list].add(entry.weight, times: entry.times)
        eachWeight(entry)
        ahead = try rows.next()
      }
      try body(use)
    }
  }
}
