internal import GRDB
internal import SurveyCore

/// Records names, each with all its looks and the try to come, in one transaction.
final class NameRecorder {
  private let db: GRDB.Database
  private let scanID: Int64
  private let insertion: ProbeInsertion
  private let spent: SpentConnections
  private let seen: HotStatement
  private let withdraw: Statement
  private let dialled: Statement
  private let plan: Statement
  private let done: HotStatement

  init(db: GRDB.Database, scanID: Int64, dictionary: ObservationDictionary) throws {
    self.db = db
    self.scanID = scanID
    insertion = try ProbeInsertion(db: db, scanID: scanID, dictionary: dictionary)
    spent = try SpentConnections(db: db, scanID: scanID)
    let key = "scan_id = ? AND address_id = ? AND host_id = ?"
    seen = try HotStatement(db, "SELECT max(inferred) FROM probe WHERE \(key)")
    seen.bind(scanID, at: 1)
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
    done = try HotStatement(db, "DELETE FROM retry WHERE \(key)")
    done.bind(scanID, at: 1)
  }

  func record(_ name: ProbedName) throws {
    let key: StatementArguments = [scanID, name.addressID, name.hostID]
    // Nearly all names are seen for the first time, and then there is nothing to take back.
    let wasInferred = try wasInferred(name)
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
      done.bind(name.addressID, at: 2)
      done.bind(name.hostID, at: 3)
      try done.run()
    }
  }

  /// Whether the rows of a name were inferred; `nil`: it has none.
  private func wasInferred(_ name: ProbedName) throws -> Bool? {
    seen.bind(name.addressID, at: 2)
    seen.bind(name.hostID, at: 3)
    defer { seen.reset() }
    guard try seen.next() else { preconditionFailure("a maximum has a row") }
    return seen.isNull(0) ? nil : seen.int(0) != 0
  }
}
