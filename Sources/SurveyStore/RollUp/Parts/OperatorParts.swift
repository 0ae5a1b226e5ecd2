internal import GRDB
internal import SurveyCore

/// What the operators of a wave have, as the number of their hosts, addresses and domains of each pattern.
///
/// A wave may have tens of millions of operators. So there are only so many parts in memory; the others wait in a
/// temporary table as exact sums, and all are merged in the order of the operators in the end: neither the order in which
/// parts come nor what is in memory meanwhile changes a figure.
final class OperatorParts {
  typealias Amount = OperatorPart.Amount

  private let db: GRDB.Database
  private let numbers: PatternNumbers
  private let capacity: Int
  private var parts: [OperatorPart: Amount] = [:]
  private var hasSpilled = false

  init(_ db: GRDB.Database, numbers: PatternNumbers, capacity: Int) {
    self.db = db
    self.numbers = numbers
    self.capacity = capacity
  }

  /// Adds to a part; `.silent` for what has an address and did not answer.
  func add(
    _ operatorID: Int64, _ slot: PartSlot, _ pattern: PatternNumber?, number: Double, weight: Double = 0
  ) throws {
    let part = OperatorPart(operatorID, slot, pattern ?? .silent)
    parts[part, default: Amount()].add(number, weight)
    if parts.count >= capacity { try spill() }
  }

  private func spill() throws {
    if !hasSpilled {
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS temp.waiting_part;
          CREATE TEMP TABLE waiting_part (operator_id INTEGER, slot INTEGER, pattern INTEGER, number_high INTEGER,
            number_low INTEGER, weight_high INTEGER, weight_low INTEGER)
          """)
      hasSpilled = true
    }
    let insert = try HotStatement(db, "INSERT INTO temp.waiting_part VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (part, amount) in parts {
      let (number, weight) = (amount.number.words, amount.weight.words)
      insert.bind(part.operatorID, at: 1)
      insert.bind(part.slot.rawValue, at: 2)
      insert.bind(Int64(part.pattern.rawValue), at: 3)
      insert.bind(number.high, at: 4)
      insert.bind(number.low, at: 5)
      insert.bind(weight.high, at: 6)
      insert.bind(weight.low, at: 7)
      try insert.run()
    }
    parts.removeAll(keepingCapacity: true)
  }

  // MARK: In the end

  /// Gives every part to a sink, in the order of the operators but for operator 0, which is last; then there is none.
  ///
  /// What did not answer is told by operator only as far as it decides whether the operator answered.
  func drain(into sink: some RollUpSink) throws {
    if hasSpilled { try spill() }
    try sink.prepare(patterns())
    var together: [OperatorPart: Amount] = [:]
    try forEachOperator { operatorID, parts in
      var (answered, isSilent) = (false, false)
      for (part, amount) in parts {
        if operatorID == 0 || part.pattern == .silent {
          together[OperatorPart(0, part.slot, part.pattern), default: Amount()] += amount
          isSilent = operatorID != 0
        } else {
          if part.slot.kind == .host { answered = true }
          try sink.insert(CountedPart(part, amount))
        }
      }
      if isSilent, !answered { together[OperatorPart(0, PartSlot(.itself), .silent), default: Amount()].add(1, 0) }
    }
    for (part, amount) in together.sorted(by: { $0.key < $1.key }) { try sink.insert(CountedPart(part, amount)) }
    parts = [:]
    if hasSpilled { try db.execute(sql: "DROP TABLE temp.waiting_part") }
    hasSpilled = false
  }

  /// The patterns that any part has.
  private func patterns() throws -> [PatternNumber: SightingPattern] {
    var found = Set(parts.keys.map(\.pattern))
    if hasSpilled {
      let rows = try HotStatement(db, "SELECT DISTINCT pattern FROM temp.waiting_part")
      while try rows.next() { found.insert(PatternNumber(rawValue: Int32(rows.int(0)))) }
    }
    found.remove(.silent)
    return Dictionary(uniqueKeysWithValues: found.map { ($0, numbers[$0]) })
  }

  private func forEachOperator(_ body: (Int64, ArraySlice<(OperatorPart, Amount)>) throws -> Void) throws {
    if hasSpilled { try forEachSpilled(body) } else { try forEachInMemory(body) }
  }

  private func forEachInMemory(_ body: (Int64, ArraySlice<(OperatorPart, Amount)>) throws -> Void) throws {
    let sorted = parts.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    var start = 0
    while start < sorted.count {
      let operatorID = sorted[start].0.operatorID
      var end = start
      while end < sorted.count, sorted[end].0.operatorID == operatorID { end += 1 }
      try body(operatorID, sorted[start..<end])
      start = end
    }
  }

  private func forEachSpilled(_ body: (Int64, ArraySlice<(OperatorPart, Amount)>) throws -> Void) throws {
    let rows = try HotStatement(
      db, "SELECT * FROM temp.waiting_part ORDER BY operator_id, slot, pattern")
    var isAhead = try rows.next()
    while isAhead {
      let operatorID = rows.int64(0)
      var merged: [(OperatorPart, Amount)] = []
      while isAhead, rows.int64(0) == operatorID {
        let part = OperatorPart(
          operatorID, PartSlot(rawValue: rows.int64(1)), PatternNumber(rawValue: Int32(rows.int(2))))
        let amount = Amount(
          number: ExactSum(high: rows.int64(3), low: rows.int64(4)),
          weight: ExactSum(high: rows.int64(5), low: rows.int64(6)))
        if merged.last?.0 == part { merged[merged.count - 1].1 += amount } else { merged.append((part, amount)) }
        isAhead = try rows.next()
      }
      try body(operatorID, merged[...])
    }
  }
}

extension OperatorPart.Amount {
  fileprivate mutating func add(_ number: Double, _ weight: Double) {
    self.number.add(number)
    if weight != 0 { self.weight.add(weight) }
  }
}
