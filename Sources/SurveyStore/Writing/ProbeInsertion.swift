internal import GRDB
internal import SurveyCore

/// Puts single looks into the table.
struct ProbeInsertion {
  private let scanID: Int64
  private let insert: Statement
  private let dictionary: ObservationDictionary

  init(db: GRDB.Database, scanID: Int64, dictionary: ObservationDictionary) throws {
    self.scanID = scanID
    insert = try db.cachedStatement(
      sql: "INSERT INTO probe VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)")
    self.dictionary = dictionary
  }

  func insert(_ observation: Observation, addressID: Int64, hostID: Int64, isFinal: Bool) throws {
    try insert.execute(arguments: [
      scanID, addressID, hostID, LookCode.code(observation.look), isFinal,
      try dictionary.endingID(observation.ending), try observation.session.map(dictionary.sessionID),
      try observation.chain.map(dictionary.chainID), observation.observedAt.epoch, observation.timings.total,
      observation.timings.connect, observation.timings.handshake,
    ])
  }
}

/// The codes of `probe.look`.
enum LookCode {
  static func code(_ look: Look) -> Int {
    switch look {
    case .modern: 0
    case .legacy: 1
    case .anull: 2
    }
  }

  /// `nil`: there is none of that code.
  static func look(_ code: Int) -> Look? { Look.allCases.first { self.code($0) == code } }
}
