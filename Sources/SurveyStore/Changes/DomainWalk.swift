internal import GRDB
internal import SurveyCore

/// What a wave has of one domain.
struct DomainListing {
  /// `nil` where it was not resolved.
  let status: MXStatus?
  let setID: Int64?
  /// By the first list.
  let weight: Double

  /// Whether the domain counts in the trend.
  var isInTrend: Bool { status?.isInTrend ?? false }
}

/// The domains of several waves, side by side: one pass in the order of the domains' rows, with nothing in memory but the
/// one at hand.
///
/// The index leads from a domain to its rows in all waves. Lists keep their order by and large from wave to wave, so the
/// rows that it leads to are neighbours too, and no sort of hundreds of millions of rows is needed.
final class DomainWalk {
  private let rows: RowCursor
  private let slots: [Int64: Int]
  private var listings: [DomainListing?]

  /// - Parameter scanIDs: the waves, all different; their order is that of the listings.
  init(_ db: GRDB.Database, scanIDs: [Int64]) throws {
    slots = Dictionary(uniqueKeysWithValues: scanIDs.enumerated().map { ($1, $0) })
    listings = Array(repeating: nil, count: scanIDs.count)
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT domain_id, scan_id, mx_status, mx_set_id, weight FROM scan_domain INDEXED BY scan_domain_by_domain
        WHERE scan_id IN (\(scanIDs.map(String.init).joined(separator: ", "))) ORDER BY domain_id
        """)
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
      listings[slot] = DomainListing(status: status.map { MXStatus(code: $0) }, setID: row[3], weight: row[4])
    }
    if current != nil { try body(listings) }
  }
}
