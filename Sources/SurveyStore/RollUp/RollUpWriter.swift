internal import GRDB
internal import SurveyCore

/// Writes what is counted of a wave, and what that sums up to.
final class RollUpWriter: RollUpSink {
  private let db: GRDB.Database
  private let judgementID: Int64
  private let verdict: HotStatement
  private let share: HotStatement
  private let part: HotStatement
  /// The rows of patterns, by their numbers in the wave.
  private var patternIDs: [PatternNumber: Int64] = [:]

  init(_ db: GRDB.Database, judgementID: Int64) throws {
    self.db = db
    self.judgementID = judgementID
    verdict = try HotStatement(db, "INSERT INTO mx_set_verdict VALUES (?, ?, ?, ?, ?)")
    share = try HotStatement(db, "INSERT INTO mx_set_share VALUES (?, ?, ?, ?)")
    part = try HotStatement(db, "INSERT INTO operator_part VALUES (?, ?, ?, ?, ?, ?)")
  }

  func insert(_ row: MXSetVerdict, ofSet setID: Int64) throws {
    verdict.bind(judgementID, at: 1)
    verdict.bind(setID, at: 2)
    verdict.bind(row.result.word, at: 3)
    verdict.bind(row.strictShare, at: 4)
    verdict.bind(row.strictPFSShare, at: 5)
    try verdict.run()
    for (metric, value) in row.shares {
      share.bind(judgementID, at: 1)
      share.bind(setID, at: 2)
      share.bind(metric.code, at: 3)
      share.bind(value, at: 4)
      try share.run()
    }
  }

  func prepare(_ patterns: [PatternNumber: SightingPattern]) throws {
    patternIDs = try PatternTable(db).rows(of: patterns)
    patternIDs[.silent] = StoredPatterns.silentID
  }

  func insert(_ row: CountedPart) throws {
    guard let patternID = patternIDs[row.pattern] else { preconditionFailure("patterns are told before their parts") }
    part.bind(judgementID, at: 1)
    part.bind(row.operatorID, at: 2)
    part.bind(row.slot, at: 3)
    part.bind(patternID, at: 4)
    part.bind(row.number, at: 5)
    part.bind(row.weight, at: 6)
    try part.run()
  }

  /// Writes what is counted beside the parts.
  func write(_ counts: PartCounts) throws {
    let breakdown = try db.cachedStatement(sql: "INSERT INTO breakdown VALUES (?, ?, ?, ?, ?, ?)")
    for rows in Dictionary(grouping: counts.breakdown, by: \.topic).values {
      for (place, row) in rows.enumerated() {
        try breakdown.execute(arguments: [
          judgementID, row.topic.rawValue, place, row.key, row.hosts, row.certificates,
        ])
      }
    }
  }

  /// Writes what parts sum up to.
  func write(_ figures: WaveFigures) throws {
    let trend = try db.cachedStatement(sql: "INSERT INTO trend VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for point in figures.points {
      try trend.execute(arguments: [
        judgementID, point.unit.rawValue, point.base.rawValue, point.metric.word, point.numerator, point.denominator,
        point.interval.bounds?.lowerBound, point.interval.bounds?.upperBound, point.interval.word, point.silent,
      ])
    }
    let rank = try db.cachedStatement(sql: "INSERT INTO operator_rank VALUES (?, ?, ?, ?)")
    for ranked in figures.ranks {
      let unitID = try unitID(ranked.unit)
      for (place, entry) in ranked.entries.enumerated() {
        try rank.execute(arguments: [judgementID, unitID, place + 1, entry.operatorID])
      }
    }
  }

  private func unitID(_ unit: TrendUnit) throws -> Int64 {
    try db.cachedStatement(sql: "INSERT INTO tally_unit (word) VALUES (?) ON CONFLICT DO NOTHING")
      .execute(arguments: [unit.rawValue])
    let find = try db.cachedStatement(sql: "SELECT unit_id FROM tally_unit WHERE word = ?")
    guard let unitID = try Int64.fetchOne(find, arguments: [unit.rawValue]) else {
      preconditionFailure("a unit that was just inserted is there")
    }
    return unitID
  }
}
