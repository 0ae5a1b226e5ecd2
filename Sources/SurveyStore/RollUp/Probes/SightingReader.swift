internal import GRDB
internal import SurveyCore

/// Reads final probes as sightings. Endings and sessions are the same for most probes, so they are looked up here and not
/// joined.
final class SightingReader {
  /// What a probe's ending says.
  struct Ending {
    let outcome: Outcome
    let reason: String
  }

  /// One final probe of an address under a name.
  struct Seen {
    /// `nil` where the address is in no denominator.
    let code: UInt16?
    /// Worth under the host's TLSA records; `nil` where the host has no usable one, and without TLS.
    let dane: DANECode?
  }

  /// The columns that `seen` reads, of `p` and of `v`, the verdict, which only completed handshakes have.
  static let columns = "p.ending_id, p.session_id, p.look, v.class, v.dane, v.name"
  static let columnCount: Int32 = 6

  private static let commonNameOnly = NameMatch.mxCommonNameOnly.code(in: NameWords.version1)

  private let measurement: Measurement
  private let endingStatement: Statement
  private let sessionStatement: Statement
  private var endings: [Int64: Ending] = [:]
  private var sessions: [Int64: Sighting.Traits] = [:]
  private let results: [AddressResult]

  /// Endings that are remembered at a time: those with a peer's text may be as many as probes.
  private static let capacity = 50_000

  init(_ db: GRDB.Database, measurement: Measurement) throws {
    self.measurement = measurement
    endingStatement = try db.makeStatement(sql: "SELECT outcome, reason FROM ending WHERE ending_id = ?")
    sessionStatement = try db.makeStatement(sql: "SELECT traits FROM session WHERE session_id = ?")
    results = ClassWords.version1.map { word in
      guard let result = AddressResult(word: word) else { preconditionFailure("a class of the database is one") }
      return result
    }
  }

  /// Reads the columns from `place` on.
  func seen(_ row: borrowing HotStatement, from place: Int32) throws -> Seen {
    guard !row.isNull(place + 3) else {
      let outcome = try ending(row.int64(place)).outcome
      guard outcome.isReachable else { return Seen(code: nil, dane: nil) }
      let traits: Sighting.Traits = outcome == .noStartTLS ? [] : .offersSTARTTLS
      return Seen(code: Sighting(result: .noTLS, traits: traits).code, dane: nil)
    }
    var traits = row.isNull(place + 1) ? [] : try traits(of: row.int64(place + 1))
    if measurement.triesModernLook, row.int(place + 2) != LookCode.code(.modern) { traits.insert(.legacyOnly) }
    let dane = row.isNull(place + 4) ? nil : DANECode(rawValue: row.int(place + 4))
    if dane == .match { traits.insert(.daneMatch) }
    if !row.isNull(place + 5), row.int(place + 5) == SightingReader.commonNameOnly { traits.insert(.namedByCommonName) }
    return Seen(code: Sighting(result: results[row.int(place + 3)], traits: traits).code, dane: dane)
  }

  /// How a probe ended.
  func ending(_ endingID: Int64) throws -> Ending {
    if let known = endings[endingID] { return known }
    guard let row = try Row.fetchOne(endingStatement, arguments: [endingID]),
      let outcome = Outcome(rawValue: row[0])
    else { preconditionFailure("a probe's ending is there, with an outcome that there is") }
    let ending = Ending(outcome: outcome, reason: row[1])
    if endings.count == SightingReader.capacity { endings = [:] }
    endings[endingID] = ending
    return ending
  }

  private func traits(of sessionID: Int64) throws -> Sighting.Traits {
    if let known = sessions[sessionID] { return known }
    let bits = try Int.fetchOne(sessionStatement, arguments: [sessionID]) ?? 0
    if sessions.count == SightingReader.capacity { sessions = [:] }
    let traits = Sighting.Traits(rawValue: UInt8(truncatingIfNeeded: bits))
    sessions[sessionID] = traits
    return traits
  }
}
