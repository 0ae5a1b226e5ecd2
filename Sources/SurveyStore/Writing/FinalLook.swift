internal import GRDB
internal import SurveyCore

/// Marks the look that counts for an address and name: the first completed of modern, legacy and anull, else the one
/// that got furthest, then modern.
struct FinalLook {
  let db: GRDB.Database
  let scanID: Int64

  func mark(addressID: Int64, hostID: Int64) throws {
    let key: StatementArguments = [scanID, addressID, hostID]
    let count = try db.cachedStatement(
      sql: "SELECT count(*) FROM probe WHERE scan_id = ? AND address_id = ? AND host_id = ?")
    guard try Int.fetchOne(count, arguments: key) ?? 0 > 1 else { return }
    let looks = try db.cachedStatement(
      sql: """
        SELECT p.look, e.outcome, e.stage FROM probe p JOIN ending e ON e.ending_id = p.ending_id
        WHERE p.scan_id = ? AND p.address_id = ? AND p.host_id = ? ORDER BY p.look
        """)
    let ranked = try Row.fetchAll(looks, arguments: key).map { row in
      (look: row[0] as Int, progress: FinalLook.progress(outcome: row[1], stage: row[2]))
    }
    guard let furthest = ranked.map(\.progress).max(),
      let final = ranked.first(where: { $0.progress == furthest })
    else { return }
    try db.cachedStatement(
      sql: "UPDATE probe SET is_final = (look = ?) WHERE scan_id = ? AND address_id = ? AND host_id = ?"
    ).execute(arguments: [final.look] + key)
  }

  /// A completed handshake is the furthest, then the later stage.
  private static func progress(outcome: String, stage: String) -> Int {
    if outcome == Outcome.tls.rawValue { return Stage.allCases.count }
    return Stage.allCases.firstIndex { $0.rawValue == stage } ?? 0
  }
}
