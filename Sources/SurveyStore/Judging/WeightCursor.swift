internal import GRDB
internal import SurveyCore

/// The number and the weights of the domains of each MX set, in the order of the sets. Domains without MX records
/// (implicit MX) are left out: they are reported apart.
final class WeightCursor {
  struct Weight {
    var domains = 0
    var sums: [ExactSum]
  }

  private let rows: RowCursor
  private let listCount: Int
  private var ahead: Row?

  init(db: GRDB.Database, scanID: Int64, listCount: Int) throws {
    self.listCount = listCount
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT sd.mx_set_id, 0, sd.weight FROM scan_domain sd
        WHERE sd.scan_id = :scan AND sd.mx_set_id IS NOT NULL AND sd.mx_status IN (
          SELECT code FROM mx_status_word WHERE word IN ('mx', 'null-mixed', 'invalid'))
        UNION ALL
        SELECT sd.mx_set_id, f.list_number, f.weight FROM further_weight f
        JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal
        WHERE f.scan_id = :scan AND sd.mx_set_id IS NOT NULL AND sd.mx_status IN (
          SELECT code FROM mx_status_word WHERE word IN ('mx', 'null-mixed', 'invalid'))
        ORDER BY 1
        """, arguments: ["scan": scanID])
    ahead = try rows.next()?.copy()
  }

  /// The weights of a set; sets must be asked for in ascending order.
  func next(_ setID: Int64) throws -> Weight? {
    while let row = ahead, (row[0] as Int64) < setID { ahead = try rows.next()?.copy() }
    var weight = Weight(sums: [ExactSum](repeating: ExactSum(), count: listCount))
    var found = false
    while let row = ahead, (row[0] as Int64) == setID {
      found = true
      let list: Int = row[1]
      if list == 0 { weight.domains += 1 }
      weight.sums[list].add(row[2])
      ahead = try rows.next()?.copy()
    }
    return found ? weight : nil
  }
}
