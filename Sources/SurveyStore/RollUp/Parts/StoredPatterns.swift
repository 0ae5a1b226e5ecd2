internal import GRDB
internal import SurveyCore

/// The patterns that are stored, each read when a part first asks for it.
final class StoredPatterns {
  /// In the place of a pattern's row: has an address and did not answer.
  static let silentID: Int64 = 0

  let numbers = PatternNumbers()
  let figures: AllPatternFigures
  private let statement: Statement
  /// By row.
  private var known: [PatternNumber?] = []

  init(_ db: GRDB.Database) throws {
    figures = AllPatternFigures(of: numbers)
    statement = try db.makeStatement(sql: "SELECT octets FROM sighting_pattern WHERE pattern_id = ?")
  }

  func number(of patternID: Int64) throws -> PatternNumber {
    if patternID == StoredPatterns.silentID { return .silent }
    let place = Int(patternID)
    if known.indices.contains(place), let number = known[place] { return number }
    guard let octets = try Data.fetchOne(statement, arguments: [patternID]) else {
      preconditionFailure("a part's pattern is there")
    }
    let number = numbers.number(of: SightingPattern(octets: octets))
    while known.count <= place { known.append(nil) }
    known[place] = number
    return number
  }
}
