internal import GRDB
internal import SurveyCore

/// A part as it is stored, but for its operator.
struct StoredPart {
  let slot: PartSlot
  let pattern: PatternNumber
  let number: Double
  let weight: Double
}

/// The operators of a judgement in the order of their rows, each with its parts; operator 0, all together, comes first.
final class StoredParts {
  private let rows: HotStatement
  private let patterns: StoredPatterns
  private var isAhead: Bool

  /// - Parameter operatorID: the only operator to be read; `nil`: each.
  init(
    _ db: GRDB.Database, judgementID: Int64, operatorID: Int64? = nil, patterns: StoredPatterns
  ) throws {
    self.patterns = patterns
    rows = try HotStatement(
      db,
      """
      SELECT operator_id, slot, pattern_id, number, weight FROM operator_part
      WHERE judgement_id = ?1 \(operatorID == nil ? "" : "AND operator_id = ?2")
      ORDER BY operator_id, slot, pattern_id
      """)
    rows.bind(judgementID, at: 1)
    if let operatorID { rows.bind(operatorID, at: 2) }
    isAhead = try rows.next()
  }

  /// The next operator.
  /// - Parameter parts: takes its parts in the place of what it holds.
  /// - Returns: `nil` after the last.
  func next(_ parts: inout [StoredPart]) throws -> Int64? {
    parts.removeAll(keepingCapacity: true)
    guard isAhead else { return nil }
    let operatorID = rows.int64(0)
    repeat {
      parts.append(
        StoredPart(
          slot: PartSlot(rawValue: rows.int64(1)), pattern: try patterns.number(of: rows.int64(2)),
          number: rows.double(3), weight: rows.double(4)))
      isAhead = try rows.next()
    } while isAhead && rows.int64(0) == operatorID
    return operatorID
  }
}
