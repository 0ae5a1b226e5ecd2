internal import GRDB
internal import SurveyCore

/// Domains in the trend that share an MX set and the same traits.
struct MXSetUse {
  let traits: DomainTraits
  /// How many.
  var domains = 0
  /// By list, the first list first.
  var weights: [ExactSum]
}

/// The MX sets of a wave in the order of their rows, each with its domains: sorted in memory, or by SQLite where they are
/// too many for that.
final class MXSetUses {
  private var rows: any MXSetUseRows
  private var ahead: MXSetUseRow?
  private let lists: Int

  /// The first set and the last; `nil` where there is none.
  let range: ClosedRange<Int64>?
  /// How the domains in the trend use the set at hand.
  private(set) var uses: [MXSetUse] = []
  /// What these domains weigh.
  private(set) var weights: [SampleSizes.Entry] = []

  /// - Parameter capacity: domains and weights that are sorted in memory.
  init(_ db: GRDB.Database, scanID: Int64, judgementID: Int64, plan: RollUpPlan, capacity: Int) throws {
    lists = plan.weightedUnits.count
    let wave = MXSetUseReading(db: db, scanID: scanID, judgementID: judgementID, plan: plan)
    if let sorted = try SortedMXSetUses(wave, capacity: capacity) {
      rows = sorted
    } else {
      rows = try QueriedMXSetUses(wave)
    }
    range = rows.range
    ahead = try rows.next()
  }

  /// Goes on to the next set.
  /// - Returns: its row; `nil` after the last.
  func next() throws -> Int64? {
    uses.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    guard let first = ahead else { return nil }
    while let row = ahead, row.setID == first.setID {
      if let list = row.list { add(row, list) }
      ahead = try rows.next()
    }
    return first.setID
  }

  private func add(_ row: MXSetUseRow, _ list: Int) {
    if uses.last?.traits != row.traits {
      uses.append(MXSetUse(traits: row.traits, weights: Array(repeating: ExactSum(), count: lists)))
    }
    let place = uses.count - 1
    if list == 0 { uses[place].domains += row.times }
    uses[place].weights[list].add(row.weight, times: row.times)
    weights.append(SampleSizes.Entry(list: list, weight: row.weight, times: row.times))
  }
}

/// Domains that share a set, traits and a weight.
struct MXSetUseRow {
  let setID: Int64
  let traits: DomainTraits
  /// Whose weight it is; `nil` for domains that are not in the trend.
  let list: Int?
  let weight: Double
  let times: Int
}

/// Gives rows in the order of sets, then of traits.
protocol MXSetUseRows {
  var range: ClosedRange<Int64>? { get }
  mutating func next() throws -> MXSetUseRow?
}
