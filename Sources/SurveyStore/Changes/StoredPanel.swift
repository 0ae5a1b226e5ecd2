internal import GRDB
internal import SurveyCore

/// The rows of a panel; there is one for each label of judgements.
struct StoredPanel {
  let db: GRDB.Database
  /// The label of the judgements.
  let label: String

  /// Stores a panel in place of the one before.
  func replace(_ panel: Panel?, waves: [JudgedWave]) throws {
    try db.execute(
      sql: "DELETE FROM panel WHERE judgement_id IN (SELECT judgement_id FROM judgement WHERE label = ?)",
      arguments: [label])
    try db.execute(sql: "DELETE FROM panel_series WHERE judgement_label = ?", arguments: [label])
    guard let panel else { return }
    try db.execute(
      sql: "INSERT INTO panel_series VALUES (?, ?, ?)", arguments: [label, waves.count, panel.domains])
    let judgements = Dictionary(uniqueKeysWithValues: waves.map { ($0.label, $0.judgementID) })
    let insert = try db.cachedStatement(sql: "INSERT INTO panel VALUES (?, ?, ?, ?, ?)")
    for point in panel.points {
      try insert.execute(arguments: [
        judgements[point.label], point.weighting.rawValue, point.metric.word, point.ratio.numerator,
        point.ratio.denominator,
      ])
    }
  }

  /// The panel of exactly these waves; `nil` where another or none is stored.
  func panel(of waves: [JudgedWave]) throws -> Panel? {
    let stored = try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT p.judgement_id FROM panel p JOIN judgement j ON j.judgement_id = p.judgement_id
        WHERE j.label = ?
        """, arguments: [label])
    guard Set(stored) == Set(waves.map(\.judgementID)),
      let domains = try Int.fetchOne(
        db, sql: "SELECT domains FROM panel_series WHERE judgement_label = ?", arguments: [label])
    else { return nil }
    let read = try db.makeStatement(
      sql: "SELECT weighting, metric, numerator, denominator FROM panel WHERE judgement_id = ?")
    var points: [Panel.Point] = []
    for wave in waves {
      let rows = try Row.fetchAll(read, arguments: [wave.judgementID])
      let byKey = Dictionary(uniqueKeysWithValues: rows.map { ([$0[0] as String, $0[1]], $0) })
      for weighting in Panel.Weighting.allCases {
        for metric in ShareProfile.panelMetrics {
          guard let row = byKey[[weighting.rawValue, metric.word]] else { continue }
          points.append(
            Panel.Point(label: wave.label, weighting: weighting, metric: metric, ratio: Ratio(row[2], of: row[3])))
        }
      }
    }
    return Panel(domains: domains, points: points)
  }
}
