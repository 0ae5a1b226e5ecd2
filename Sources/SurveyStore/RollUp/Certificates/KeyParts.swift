internal import GRDB
internal import SurveyCore

/// Public keys with what their leaves show. Leaves come in another order than keys: so there are only so many keys in
/// memory, the others wait in a temporary table, and all are merged in the end.
final class KeyParts {
  /// One key, in all its sightings so far.
  struct Part {
    var pattern: PatternNumber
    /// The first host by name that presents it; `nil` where that is not kept.
    var first: FirstOperator.Host?

    mutating func add(_ other: Part, _ numbers: PatternNumbers) {
      if pattern != other.pattern { pattern = numbers.number(ofUnion: [pattern, other.pattern]) ?? pattern }
      if let next = other.first, first.map({ next.name < $0.name }) ?? true { first = next }
    }
  }

  private let db: GRDB.Database
  private let numbers: PatternNumbers
  private let capacity: Int
  private var parts: [Data: Part] = [:]
  private var hasSpilled = false

  init(_ db: GRDB.Database, numbers: PatternNumbers, capacity: Int) {
    self.db = db
    self.numbers = numbers
    self.capacity = capacity
  }

  /// Adds a leaf of a key.
  func add(_ digest: Data, _ part: Part) throws {
    if parts[digest]?.add(part, numbers) == nil { parts[digest] = part }
    if parts.count >= capacity { try spill() }
  }

  private func spill() throws {
    if !hasSpilled {
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS temp.key_part;
          CREATE TEMP TABLE key_part (digest BLOB, pattern INTEGER, name TEXT, operator_id INTEGER)
          """)
      hasSpilled = true
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO temp.key_part VALUES (?, ?, ?, ?)")
    for (digest, part) in parts {
      try insert.execute(arguments: [digest, part.pattern.rawValue, part.first?.name, part.first?.operatorID])
    }
    parts.removeAll(keepingCapacity: true)
  }

  /// Every key once, and then none.
  func drain(_ body: (Part) throws -> Void) throws {
    guard hasSpilled else {
      for part in parts.values { try body(part) }
      return parts = [:]
    }
    try spill()
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM temp.key_part ORDER BY digest")
    var current: (digest: Data, part: Part)?
    while let row = try rows.next() {
      let operatorID = row[3] as Int64?
      let part = Part(
        pattern: PatternNumber(rawValue: row[1]),
        first: operatorID.map { FirstOperator.Host(name: row[2], operatorID: $0) })
      let digest: Data = row[0]
      if current?.digest == digest {
        current?.part.add(part, numbers)
      } else {
        if let current { try body(current.part) }
        current = (digest, part)
      }
    }
    if let current { try body(current.part) }
    try db.execute(sql: "DROP TABLE temp.key_part")
    hasSpilled = false
  }
}
