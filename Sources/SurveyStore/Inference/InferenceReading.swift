internal import GRDB
internal import SurveyCore

/// Reads how much of a wave was inferred, and how often that was found to be wrong.
enum InferenceReading {
  /// The wave's summary; `nil` where every name was probed.
  static func summary(_ db: GRDB.Database, scanID: Int64) throws -> InferenceSummary? {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), coalesce(sum(names), 0) FROM inference WHERE scan_id = ?", arguments: [scanID])
    guard let row, row[0] > 0 else { return nil }
    var summary = InferenceSummary(addresses: row[0], names: row[1])
    var size = EffectiveSize()
    let checks = try Row.fetchCursor(
      db,
      sql: """
        SELECT weight, is_wrong, count(*) FROM inference_check WHERE scan_id = ? AND is_wrong IS NOT NULL
        GROUP BY weight, is_wrong ORDER BY weight, is_wrong
        """, arguments: [scanID])
    while let check = try checks.next() {
      let (weight, isWrong, times): (Double, Bool, Int) = (check[0], check[1], check[2])
      summary.checks += times
      summary.wrong += isWrong ? times : 0
      let whole = weight * Double(times)
      summary.error = summary.error + Ratio(isWrong ? whole : 0, of: whole)
      size.add(weight: weight, times: times)
    }
    summary.size = size.value
    return summary
  }
}
