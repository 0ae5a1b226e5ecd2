internal import GRDB
internal import SurveyCore

/// Puts single looks into the table.
final class ProbeInsertion {
  private let insert: HotStatement
  private let dictionary: ObservationDictionary

  init(db: GRDB.Database, scanID: Int64, dictionary: ObservationDictionary) throws {
    insert = try HotStatement(db, "INSERT INTO probe VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)")
    insert.bind(scanID, at: 1)
    self.dictionary = dictionary
  }

  func insert(_ observation: Observation, addressID: Int64, hostID: Int64, isFinal: Bool) throws {
    insert.bind(addressID, at: 2)
    insert.bind(hostID, at: 3)
    insert.bind(LookCode.code(observation.look), at: 4)
    insert.bind(isFinal, at: 5)
    insert.bind(try dictionary.endingID(observation.ending), at: 6)
    insert.bind(try observation.session.map(dictionary.sessionID), at: 7)
    insert.bind(try observation.chain.map(dictionary.chainID), at: 8)
    insert.bind(observation.observedAt.epoch, at: 9)
    insert.bind(observation.timings.total, at: 10)
    insert.bind(observation.timings.connect, at: 11)
    insert.bind(observation.timings.handshake, at: 12)
    try insert.run()
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
