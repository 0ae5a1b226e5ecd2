internal import GRDB
internal import SurveyCore

/// Puts single looks into the table.
struct ProbeInsertion {
  private let scanID: Int64
  private let insert: Statement
  private let dictionary: ObservationDictionary

  init(db: GRDB.Database, scanID: Int64, describe: @escaping ([UInt8]) -> CertificateFields?) throws {
    self.scanID = scanID
    insert = try db.cachedStatement(
      sql: """
        INSERT INTO probe VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET is_final = excluded.is_final, ending_id = excluded.ending_id,
          session_id = excluded.session_id,
          chain_id = excluded.chain_id, observed_at = excluded.observed_at, milliseconds = excluded.milliseconds,
          connect_milliseconds = excluded.connect_milliseconds,
          handshake_milliseconds = excluded.handshake_milliseconds
        """)
    dictionary = ObservationDictionary(db: db, describe: describe)
  }

  func insert(_ row: ProbeRow, isFinal: Bool) throws {
    let observation = row.observation
    try insert.execute(arguments: [
      scanID, row.addressID, row.hostID, LookCode.code(observation.look), isFinal,
      try dictionary.endingID(observation.ending), try observation.session.map(dictionary.sessionID),
      try observation.chain.map(dictionary.chainID), observation.observedAt.epoch, observation.timings.total,
      observation.timings.connect, observation.timings.handshake,
    ])
  }
}
