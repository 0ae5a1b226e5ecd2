internal import GRDB
internal import SurveyCore

/// Keeps each pattern once, with what it comes to.
struct PatternTable {
  private let db: GRDB.Database

  init(_ db: GRDB.Database) { self.db = db }

  /// The rows of patterns; new ones are inserted in the order of their octets, so that the order in which a wave was
  /// counted leaves no trace.
  func rows(of patterns: [PatternNumber: SightingPattern]) throws -> [PatternNumber: Int64] {
    let find = try db.cachedStatement(sql: "SELECT pattern_id FROM sighting_pattern WHERE octets = ?")
    let insert = try db.cachedStatement(sql: "INSERT INTO sighting_pattern (octets, roll_up) VALUES (?, ?)")
    let sorted = patterns.map { (number: $0, pattern: $1, octets: $1.octets) }
      .sorted { $0.octets.lexicographicallyPrecedes($1.octets) }
    var rows: [PatternNumber: Int64] = [:]
    for (number, pattern, octets) in sorted {
      if let patternID = try Int64.fetchOne(find, arguments: [octets.data]) {
        rows[number] = patternID
        continue
      }
      try insert.execute(arguments: [octets.data, RollUp.version])
      let patternID = db.lastInsertedRowID
      try insertShares(patternID, pattern)
      rows[number] = patternID
    }
    return rows
  }

  /// Makes anew what patterns come to, where an older version did.
  func refresh() throws {
    let stale = try Row.fetchAll(
      db, sql: "SELECT pattern_id, octets FROM sighting_pattern WHERE roll_up < ?", arguments: [RollUp.version])
    for row in stale {
      let patternID: Int64 = row[0]
      try db.execute(sql: "DELETE FROM pattern_share WHERE pattern_id = ?", arguments: [patternID])
      try insertShares(patternID, SightingPattern(octets: row[1] as Data))
    }
    try db.execute(
      sql: "UPDATE sighting_pattern SET roll_up = :now WHERE roll_up < :now", arguments: ["now": RollUp.version])
  }

  private func insertShares(_ patternID: Int64, _ pattern: SightingPattern) throws {
    let insert = try db.cachedStatement(sql: "INSERT INTO pattern_share VALUES (?, ?, ?, ?, ?)")
    for counting in TrendUnit.Counting.allCases {
      let figures = pattern.figures(counting)
      for base in Base.allCases {
        guard let values = figures[base] else { continue }
        let all = (code: MetricWords.all, value: 1.0)
        for (code, value) in [all] + values.map({ (Metric.all[$0.place].code, $0.value) }) {
          try insert.execute(arguments: [patternID, counting.code, base.code, code, value])
        }
      }
    }
  }
}

extension TrendUnit.Counting {
  /// As `pattern_share.counting` has it.
  var code: Int {
    switch self {
    case .whole: 0
    case .sharedOut: 1
    case .any: 2
    }
  }
}

extension Base {
  /// As `pattern_share.base` has it.
  var code: Int { self == .tls ? 1 : 0 }
}
