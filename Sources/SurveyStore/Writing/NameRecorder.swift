internal import GRDB
internal import SurveyCore

/// Records names, each with all its looks and the try to come, in one transaction.
struct NameRecorder {
  private let db: GRDB.Database
  private let scanID: Int64
  private let insertion: ProbeInsertion
  private let spent: SpentConnections
  private let seen: Statement
  private let withdraw: Statement
  private let dialled: Statement
  private let plan: Statement
  private let done: Statement

  init(db: GRDB.Database, scanID: Int64, dictionary: ObservationDictionary) throws {
    self.db = db
    self.scanID = scanID
    insertion = try ProbeInsertion(db: db, scanID: scanID, dictionary: dictionary)
    spent = try SpentConnections(db: db, scanID: scanID)
    let key = "scan_id = ? AND address_id = ? AND host_id = ?"
    seen = try db.cachedStatement(sql: "SELECT max(inferred) FROM probe WHERE \(key)")
    withdraw = try db.cachedStatement(sql: "DELETE FROM probe WHERE \(key)")
    dialled = try db.cachedStatement(
      sql: """
        SELECT count(*) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
        WHERE \(key) AND \(SpentConnections.isConnection)
        """)
    plan = try db.cachedStatement(
      sql: """
        INSERT INTO retry VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET tries = excluded.tries, due_at = excluded.due_at
        """)
    done = try db.cachedStatement(sql: "DELETE FROM retry WHERE \(key)")
  }

  func record(_ name: ProbedName) throws {
    let key: StatementArguments = [scanID, name.addressID, name.hostID]
    // Nearly all names are seen for the first time, and then there is nothing to take back.
    let wasInferred = try Bool.fetchOne(seen, arguments: key)
    let isKnown = wasInferred != nil
    let final = LookSequence.final(of: name.observations)
    // What was inferred is worth more than that we could not see for ourselves.
    if name.keepsEarlierRows || wasInferred == true && final?.ending.outcome.isConclusive != true {
      // What was dialled leaves no row, but was a connection.
      try spent.add(name.observations.count(where: SpentConnections.isConnection), to: name.addressID)
    } else {
      if isKnown {
        try spent.add(Int.fetchOne(dialled, arguments: key) ?? 0, to: name.addressID)
        try withdraw.execute(arguments: key)
      }
      for observation in name.observations {
        try insertion.insert(
          observation, addressID: name.addressID, hostID: name.hostID, isFinal: observation.look == final?.look)
      }
    }
    if let retry = name.retry {
      try plan.execute(arguments: key + [retry.tries, retry.dueAt.epoch])
    } else {
      try done.execute(arguments: key)
    }
  }
}
