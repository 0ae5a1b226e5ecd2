internal import GRDB
internal import SurveyCore

/// Gives every host its outcome, and the address that has it: facts that no judgement changes.
enum HostSettling {
  static func settle(_ db: GRDB.Database, scanID: Int64) throws {
    try db.execute(
      sql: "UPDATE scan_host SET outcome = 'dns-failed', address_id = NULL WHERE scan_id = ? AND dns_status <> 0",
      arguments: [scanID])
    let update = try db.makeStatement(
      sql: "UPDATE scan_host SET outcome = ?, address_id = ? WHERE scan_id = ? AND host_id = ?")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.host_id, e.outcome, p.address_id, a.octets
        FROM host_address ha
        JOIN probe p ON p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id
          AND ha.scan_id = ? AND p.is_final = 1
        JOIN ending e ON e.ending_id = p.ending_id
        JOIN address a ON a.address_id = p.address_id
        ORDER BY p.host_id
        """, arguments: [scanID])
    var best: (hostID: Int64, rank: Int, address: Address, outcome: String, addressID: Int64)?
    while let row = try rows.next() {
      let outcome: String = row[1]
      guard let rank = Outcome.allCases.firstIndex(where: { $0.rawValue == outcome }),
        let address = Address(octets: row[3] as Data)
      else { preconditionFailure("the database holds an outcome or an address that it can't hold") }
      let hostID: Int64 = row[0]
      if let best, best.hostID != hostID {
        try update.execute(arguments: [best.outcome, best.addressID, scanID, best.hostID])
      } else if let best, (best.rank, best.address) <= (rank, address) {
        continue
      }
      best = (hostID, rank, address, outcome, row[2])
    }
    if let best { try update.execute(arguments: [best.outcome, best.addressID, scanID, best.hostID]) }
  }
}
