internal import GRDB
internal import SurveyCore

/// The operators that weigh most in each unit, in base `reachable`.
struct OperatorRanks {
  private let units: PartUnits
  private let names: OperatorNames
  /// By unit, and of operators themselves.
  private let places: [Int?]
  private let itself: Int?
  private(set) var ranks: [OperatorRank]
  /// What the operator at hand has, by unit.
  private var sums: [ExactSum]

  /// - Parameter ranked: the units whose operators are ranked.
  init(_ db: GRDB.Database, units: PartUnits, of ranked: [TrendUnit]) throws {
    self.units = units
    names = try OperatorNames(db)
    places = units.places(in: ranked)
    itself = ranked.firstIndex(of: .mxOperator)
    ranks = ranked.map(OperatorRank.init)
    sums = Array(repeating: ExactSum(), count: ranked.count)
  }

  mutating func add(_ operatorID: Int64, _ parts: [StoredPart]) throws {
    for part in parts where part.slot.base == .reachable {
      for use in units.uses(of: part.slot) {
        if let place = places[use.place] { sums[place].add(use.amount(part)) }
      }
    }
    // An operator is one, however many hosts it has.
    if let itself, parts.contains(where: { $0.slot.kind == .host }) { sums[itself].add(1) }
    for place in ranks.indices where sums[place] != ExactSum() {
      try ranks[place].add(operatorID, sums[place].value, names)
      sums[place] = ExactSum()
    }
  }
}
