internal import GRDB
internal import SurveyCore

/// The operators of one wave in the order of their rows, each with what it has of some units and metrics in base
/// `reachable`.
final class FollowedOperators {
  struct Entry {
    let operatorID: Int64
    /// By unit, in the order of the metrics; `nil` where the operator has nothing of the unit.
    let ratios: [[Ratio]?]
  }

  private let operators: StoredParts
  private let patterns: StoredPatterns
  private let partUnits: PartUnits
  /// Of the units among all.
  private let units: [Int]
  private let places: [Int]
  private var shares: [TrendUnit.Counting: [PatternNumber: [Double]]] = [:]
  private var parts: [StoredPart] = []

  /// - Parameters:
  ///   - units: none by a further list.
  ///   - operatorID: the only operator to be read; `nil`: each.
  init(
    _ db: GRDB.Database, _ wave: JudgedWave, _ units: [TrendUnit], _ patterns: StoredPatterns,
    metrics: [Metric] = Metric.followed, operatorID: Int64? = nil
  ) throws {
    operators = try StoredParts(db, judgementID: wave.judgementID, operatorID: operatorID, patterns: patterns)
    self.patterns = patterns
    let partUnits = PartUnits(weighted: [.domainWeighted])
    self.partUnits = partUnits
    self.units = units.compactMap { partUnits.all.firstIndex(of: $0) }
    places = metrics.map(\.place)
  }

  /// `nil` after the last.
  func next() throws -> Entry? {
    while let operatorID = try operators.next(&parts) {
      if operatorID != 0 { return entry(operatorID) }
    }
    return nil
  }

  private func entry(_ operatorID: Int64) -> Entry {
    let ratios = units.map { unit -> [Ratio]? in
      var denominator = ExactSum()
      var numerators = [ExactSum](repeating: ExactSum(), count: places.count)
      for part in parts where part.slot.base == .reachable && part.slot.list == 0 {
        for use in partUnits.uses(of: part.slot) where use.place == unit {
          let amount = use.amount(part)
          denominator.add(amount)
          for (place, share) in shares(of: part.pattern, use.counting).enumerated() where share != 0 {
            numerators[place].add(share * amount)
          }
        }
      }
      if denominator == ExactSum() { return nil }
      let whole = denominator.value
      return numerators.map { Ratio($0.value, of: whole) }
    }
    return Entry(operatorID: operatorID, ratios: ratios)
  }

  /// What a pattern comes to, in the order of the metrics.
  private func shares(of pattern: PatternNumber, _ counting: TrendUnit.Counting) -> [Double] {
    if let known = shares[counting]?[pattern] { return known }
    let values = patterns.figures[counting][pattern][.reachable] ?? []
    let found = places.map { place in values.first { $0.place == place }?.value ?? 0 }
    shares[counting, default: [:]][pattern] = found
    return found
  }
}
