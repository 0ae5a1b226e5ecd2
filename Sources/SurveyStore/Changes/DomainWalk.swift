internal import GRDB
internal import SurveyCore

/// What a wave has of one domain.
struct DomainListing {
  /// `nil` where it was not resolved.
  let status: MXStatus?
  let setID: Int64?
  /// By the first list.
  let weight: Double
  /// What the hosts of the set come to; `nil` where none was reachable.
  let result: SetResult?

  /// Whether the domain counts in the trend.
  var isInTrend: Bool { status?.isInTrend ?? false }
}

/// What a wave's judgement says of an MX set, in base `reachable`.
struct SetResult {
  /// By `StateCode`.
  let code: Int
  /// 0–1.
  let strictShare: Double
  /// 0–1.
  let strictForwardSecrecy: Double

  /// The columns that `init` reads, of `mx_set_verdict`.
  static func columns(_ table: String) -> String {
    ["class", "strict_share", "strict_pfs_share"].map { "\(table).\($0)" }.joined(separator: ", ")
  }

  /// Reads the columns from `place` on; `nil` where the judgement says nothing of the set.
  init?(_ row: Row, from place: Int) {
    guard let word = row[place] as String? else { return nil }
    code = StateCode.code(of: word)
    strictShare = row[place + 1]
    strictForwardSecrecy = row[place + 2]
  }
}

/// The domains of several waves, side by side: one pass in the order of the domains' rows, with nothing in memory but the
/// one at hand.
///
/// In plain waves the index leads from a domain to its rows in all waves. Lists keep their order by and large from wave to
/// wave, so the rows that it leads to are neighbours too, and no sort of hundreds of millions of rows is needed. Stretches
/// are in the order of the domains.
final class DomainWalk {
  private let rows: RowCursor
  private let slots: [Int64: Int]
  private var listings: [DomainListing?]

  /// - Parameter waves: all different; their order is that of the listings.
  init(_ db: GRDB.Database, _ waves: [JudgedWave]) throws {
    slots = Dictionary(uniqueKeysWithValues: waves.enumerated().map { ($1.scanID, $0) })
    listings = Array(repeating: nil, count: waves.count)
    var plain: [JudgedWave] = []
    var compacted: [(wave: JudgedWave, numbers: StretchNumbers)] = []
    for wave in waves {
      if let numbers = try StretchNumbers(db, scanID: wave.scanID, judgementID: wave.judgementID) {
        compacted.append((wave, numbers))
      } else {
        plain.append(wave)
      }
    }
    // Both are in order, so that SQLite has but to put the one row or the other next.
    let parts = [plain.isEmpty ? nil : DomainWalk.rows(plain), compacted.isEmpty ? nil : DomainWalk.rows(compacted)]
    rows = try Row.fetchCursor(db, sql: parts.compactMap { $0 }.joined(separator: " UNION ALL ") + " ORDER BY 1")
  }

  private static func rows(_ waves: [JudgedWave]) -> String {
    let judgement = waves.map { "WHEN \($0.scanID) THEN \($0.judgementID)" }.joined(separator: " ")
    return """
      SELECT sd.domain_id, sd.scan_id, sd.mx_status, sd.mx_set_id, sd.weight, \(SetResult.columns("v"))
      FROM scan_domain sd INDEXED BY scan_domain_by_domain
      LEFT JOIN mx_set_verdict v ON v.judgement_id = CASE sd.scan_id \(judgement) END AND v.mx_set_id = sd.mx_set_id
      WHERE sd.scan_id IN (\(waves.map { String($0.scanID) }.joined(separator: ", ")))
      """
  }

  private static func rows(_ compacted: [(wave: JudgedWave, numbers: StretchNumbers)]) -> String {
    let judgement = compacted.map { "WHEN \($0.numbers.wave) THEN \($0.numbers.judgement)" }.joined(separator: " ")
    return """
      SELECT sd.domain_id, w.scan_id, sd.mx_status, sd.mx_set_id, sd.weight, \(SetResult.columns("v"))
      FROM scan_domain_stretch sd
      CROSS JOIN compacted_wave w ON w.number BETWEEN sd.first AND sd.last
        AND w.scan_id IN (\(compacted.map { String($0.wave.scanID) }.joined(separator: ", ")))
      LEFT JOIN mx_set_verdict_stretch v
        ON v.mx_set_id = sd.mx_set_id AND CASE w.number \(judgement) END BETWEEN v.first AND v.last
      """
  }

  /// Calls back for each domain that any of the waves lists.
  func forEach(_ body: ([DomainListing?]) throws -> Void) throws {
    var current: Int64?
    while let row = try rows.next() {
      let domainID: Int64 = row[0]
      if let current, current != domainID {
        try body(listings)
        for slot in listings.indices { listings[slot] = nil }
      }
      current = domainID
      let status: Int? = row[2]
      guard let slot = slots[row[1]] else { preconditionFailure("only these waves were asked for") }
      listings[slot] = DomainListing(
        status: status.map { MXStatus(code: $0) }, setID: row[3], weight: row[4], result: SetResult(row, from: 5))
    }
    if current != nil { try body(listings) }
  }
}
