internal import SurveyCore

/// The operators that weigh most in one unit, ties by name.
struct OperatorRank {
  let unit: TrendUnit
  /// The largest first.
  private(set) var entries: [(operatorID: Int64, denominator: Double)] = []

  /// How many are kept.
  static let length = 50

  init(_ unit: TrendUnit) { self.unit = unit }

  mutating func add(_ operatorID: Int64, _ denominator: Double, _ names: OperatorNames) throws {
    if entries.count == OperatorRank.length {
      guard let last = entries.last, last.denominator <= denominator else { return }
      if try !OperatorRank.isBefore((operatorID, denominator), last, names) { return }
      entries.removeLast()
    }
    var place = entries.count
    while place > 0, try OperatorRank.isBefore((operatorID, denominator), entries[place - 1], names) { place -= 1 }
    entries.insert((operatorID, denominator), at: place)
  }

  private static func isBefore(
    _ left: (operatorID: Int64, denominator: Double), _ right: (operatorID: Int64, denominator: Double),
    _ names: OperatorNames
  ) throws -> Bool {
    if left.denominator != right.denominator { return left.denominator > right.denominator }
    return try names.name(of: left.operatorID) < names.name(of: right.operatorID)
  }
}
