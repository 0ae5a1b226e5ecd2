internal import GRDB
internal import SurveyCore

/// Adds addresses up in the order in which probes are stored, and counts why probes ended on the way.
struct AddressTallying {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let reader: SightingReader
  let hosts: HostKinds
  let operators: OperatorParts

  func run(_ tally: inout TrendTally, _ reasons: inout ReasonTally) throws {
    let figures = PatternFigures(.whole)
    var first = try FirstOperator(db)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.address_id, p.host_id, \(SightingReader.columns)
        FROM probe p
        LEFT JOIN probe_verdict v ON v.judgement_id = :judgement AND v.host_id = p.host_id
          AND v.address_id = p.address_id
        WHERE p.scan_id = :scan AND p.is_final = 1 ORDER BY p.address_id, p.host_id
        """, arguments: ["scan": scanID, "judgement": judgementID])
    var ahead = try rows.next()
    while let start = ahead {
      let addressID: Int64 = start[0]
      var pattern: SightingPattern?
      var isNamed = false
      first.reset()
      while let row = ahead, row[0] as Int64 == addressID {
        let seen = try reader.seen(row, from: 2)
        reasons.count(try reader.ending(row[2]))
        if let host = try hosts.kind(of: row[1]), host.isExplicit {
          isNamed = true
          try first.add(host.hostID, operatorID: host.operatorID)
          if let code = seen.code {
            let next = SightingPattern(Sighting(code: code))
            if pattern != next { pattern = SightingPattern(union: [pattern, next].compactMap(\.self)) }
          }
        }
        ahead = try rows.next()
      }
      guard isNamed else { continue }
      guard let pattern, let operatorID = try first.operatorID() else {
        tally.addSilent(unit: .address)
        continue
      }
      tally.add(figures[pattern], unit: .address)
      try operators.addAddress(operatorID, pattern)
    }
  }
}
