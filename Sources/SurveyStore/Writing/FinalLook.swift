internal import GRDB
internal import SurveyCore

/// Marks the look that counts for an address and name, as `LookSequence` has it.
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
      (look: row[0] as Int, finality: FinalLook.finality(outcome: row[1], stage: row[2]))
    }
    guard let highest = ranked.map(\.finality).max(), let final = ranked.first(where: { $0.finality == highest })
    else { return }
    try db.cachedStatement(
      sql: "UPDATE probe SET is_final = (look = ?) WHERE scan_id = ? AND address_id = ? AND host_id = ?"
    ).execute(arguments: [final.look] + key)
  }

  private static func finality(outcome: String, stage: String) -> Int {
    guard let outcome = Outcome(rawValue: outcome), let stage = Stage(rawValue: stage) else {
      preconditionFailure("the database holds an outcome or a stage that it can't hold")
    }
    return LookSequence.finality(outcome, stage)
  }
}
