internal import GRDB
internal import SurveyCore

/// Writes what a wave adds up to.
final class RollUpWriter: RollUpSink {
  private let db: GRDB.Database
  private let judgementID: Int64
  private let verdict: Statement
  private let share: Statement
  /// By unit, base and number of rows.
  private var figures: [[Int: Statement]] = []
  private let unitIDs: [Int64]

  /// - Parameter units: those that are kept by operator, in the order of the roll-up.
  init(_ db: GRDB.Database, judgementID: Int64, units: [TrendUnit]) throws {
    self.db = db
    self.judgementID = judgementID
    verdict = try db.makeStatement(sql: "INSERT INTO mx_set_verdict VALUES (?, ?, ?, ?, ?)")
    share = try db.makeStatement(sql: "INSERT INTO mx_set_share VALUES (?, ?, ?, ?)")
    unitIDs = try units.map { unit in
      try db.cachedStatement(sql: "INSERT INTO tally_unit (word) VALUES (?) ON CONFLICT DO NOTHING")
        .execute(arguments: [unit.rawValue])
      let find = try db.cachedStatement(sql: "SELECT unit_id FROM tally_unit WHERE word = ?")
      guard let unitID = try Int64.fetchOne(find, arguments: [unit.rawValue]) else {
        preconditionFailure("a unit that was just inserted is there")
      }
      return unitID
    }
    figures = Array(repeating: [:], count: 2 * units.count)
  }

  func insert(_ row: MXSetVerdict) throws {
    try verdict.execute(arguments: [judgementID, row.setID, row.result.word, row.strictShare, row.strictPFSShare])
    for (metric, value) in row.shares { try share.execute(arguments: [judgementID, row.setID, metric.code, value]) }
  }

  func insert(_ row: OperatorFigure) throws {
    let statement = try statement(row)
    var arguments = [row.operatorID.databaseValue, row.denominator.databaseValue]
    for (code, value) in row.numerators { arguments += [code.databaseValue, value.databaseValue] }
    try statement.execute(arguments: StatementArguments(arguments))
  }

  /// One statement for all rows of an operator: with one for each row, more time goes by around SQLite than in it.
  private func statement(_ row: OperatorFigure) throws -> Statement {
    let place = 2 * row.unit + (row.base == .tls ? 1 : 0)
    if let known = figures[place][row.numerators.count] { return known }
    let key = "\(judgementID), \(unitIDs[row.unit]), \(row.base == .tls ? 1 : 0), ?1"
    let values = ["(\(key), 0, ?2)"] + row.numerators.indices.map { "(\(key), ?\(2 * $0 + 3), ?\(2 * $0 + 4))" }
    let statement = try db.makeStatement(
      sql: "INSERT INTO operator_tally VALUES \(values.joined(separator: ", "))")
    figures[place][row.numerators.count] = statement
    return statement
  }

  func write(_ figures: WaveFigures) throws {
    let trend = try db.cachedStatement(sql: "INSERT INTO trend VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for point in figures.points {
      try trend.execute(arguments: [
        judgementID, point.unit.rawValue, point.base.rawValue, point.metric.word, point.numerator, point.denominator,
        point.interval.bounds?.lowerBound, point.interval.bounds?.upperBound, point.interval.word, point.silent,
      ])
    }
    let rank = try db.cachedStatement(sql: "INSERT INTO operator_rank VALUES (?, ?, ?, ?)")
    for (unit, operators) in figures.ranks.enumerated() {
      for (place, entry) in operators.entries.enumerated() {
        try rank.execute(arguments: [judgementID, unitIDs[unit], place + 1, entry.operatorID])
      }
    }
    let breakdown = try db.cachedStatement(sql: "INSERT INTO breakdown VALUES (?, ?, ?, ?, ?, ?)")
    for rows in Dictionary(grouping: figures.breakdown, by: \.topic).values {
      for (place, row) in rows.enumerated() {
        try breakdown.execute(arguments: [
          judgementID, row.topic.rawValue, place, row.key, row.hosts, row.certificates,
        ])
      }
    }
  }
}
