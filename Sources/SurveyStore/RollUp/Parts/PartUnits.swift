internal import SurveyCore

/// Which units a part counts in. For those who ask by SQL, `part_unit` says the same.
struct PartUnits {
  /// One of the units of a part.
  struct Use {
    /// The unit's place among all.
    let place: Int
    let counting: TrendUnit.Counting
    /// Whether the part's weight counts, and not its number.
    let isWeighted: Bool

    /// How much there is of the unit.
    func amount(_ part: StoredPart) -> Double { isWeighted ? part.weight : part.number }
  }

  /// All units.
  let all: [TrendUnit]
  private let byKind: [[Use]]
  /// Of domains by a further list, by its number.
  private let byList: [[Use]]

  /// - Parameter weighted: domains by weight, for each list, the first list first.
  init(weighted: [TrendUnit]) {
    var all: [TrendUnit] = []
    func use(_ unit: TrendUnit, isWeighted: Bool = false) -> Use {
      if !all.contains(unit) { all.append(unit) }
      return Use(place: all.firstIndex(of: unit) ?? 0, counting: unit.counting, isWeighted: isWeighted)
    }
    byKind = PartSlot.Kind.allCases.map { kind in
      switch kind {
      case .host: [use(.mxHost), use(.mxHostByDomains, isWeighted: true)]
      case .address: [use(.address)]
      case .certificate: [use(.certificate)]
      case .key: [use(.key)]
      case .itself: [use(.mxOperator)]
      case .domain: [use(.domain), use(weighted[0], isWeighted: true)]
      case .primaryDomain: [use(.domainEveryPrimary)]
      case .wholeDomain: [use(.domainEvery), use(.domainAny)]
      case .sampleSize: []
      }
    }
    byList = weighted.map { [use($0, isWeighted: true)] }
    self.all = all
  }

  func uses(of slot: PartSlot) -> [Use] {
    slot.kind == .domain && slot.list > 0 ? byList[slot.list] : byKind[Int(slot.kind.rawValue)]
  }

  /// For each of all units where it stands among some; `nil` where it does not.
  func places(in wanted: [TrendUnit]) -> [Int?] { all.map { wanted.firstIndex(of: $0) } }
}
