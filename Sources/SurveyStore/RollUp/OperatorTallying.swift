internal import GRDB
internal import SurveyCore

/// Adds operators up: each once into the trend, and what each has into the tables of operators.
struct OperatorTallying {
  let db: GRDB.Database
  let plan: RollUpPlan
  let parts: OperatorParts

  /// - Returns: the operators that weigh most, by unit.
  func run(_ tally: inout TrendTally, into sink: some RollUpSink) throws -> [OperatorRank] {
    let figures = OperatorFigures(plan)
    let columns = figures.units.map { unit in
      plan.operatorBases.map { base in
        (base: base, metrics: plan.operatorMetrics(unit, base).map { (place: $0.place, code: $0.code) })
      }
    }
    let names = try OperatorNames(db)
    var ranks = figures.units.map(OperatorRank.init)
    try parts.forEachOperator { operatorID, parts in
      figures.set(parts)
      if let itself = figures.operatorItself {
        tally.add(itself, unit: .mxOperator)
      } else if figures.isSilent {
        tally.addSilent(unit: .mxOperator)
      }
      for (unit, columns) in columns.enumerated() {
        for (base, metrics) in columns {
          guard let sums = figures.sums(unit, base) else { continue }
          let denominator = sums.denominator.value
          try sink.insert(
            OperatorFigure(
              unit: unit, base: base, operatorID: operatorID, denominator: denominator,
              numerators: metrics.compactMap { place, code in
                sums.numerators[place] == ExactSum() ? nil : (code, sums.numerators[place].value)
              }))
          if base == .reachable { try ranks[unit].add(operatorID, denominator, names) }
        }
      }
    }
    return ranks
  }
}

extension Metric {
  /// The code of `metric_word`.
  var code: Int {
    guard let code = MetricWords.version3.firstIndex(of: word) else { preconditionFailure("no code for \(word)") }
    return code
  }
}

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

/// The names of operators, the last ones remembered.
final class OperatorNames {
  private let statement: Statement
  private var known: [Int64: String] = [:]

  /// Names that are remembered at a time.
  private static let capacity = 4_096

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(sql: "SELECT name FROM operator WHERE operator_id = ?")
  }

  func name(of operatorID: Int64) throws -> String {
    if let name = known[operatorID] { return name }
    guard let name = try String.fetchOne(statement, arguments: [operatorID]) else {
      preconditionFailure("an operator has a name")
    }
    if known.count == OperatorNames.capacity { known = [:] }
    known[operatorID] = name
    return name
  }
}
