import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct RankedNamesTests {
  /// A stream of names in any order leaves the same few as sorting them all.
  @Test(arguments: 0..<50) func theFirstFewAreThoseOfTheSortedWhole(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let entries = (0..<Int.random(in: 0...40, using: &generator)).map { number in
      RankedNames.Entry(
        hostID: Int64(number), name: DomainName(uncheckedCanonical: "mx\(number).example"),
        isOptedOut: Int.random(in: 0..<3, using: &generator) == 0, rank: .synthetic("\(seed) \(number)"), isOpen: true)
    }
    let sorted = entries.sorted { left, right in
      left.isOptedOut == right.isOptedOut ? left.rank < right.rank : right.isOptedOut
    }
    for limit in [1, 3, 8] {
      var names = RankedNames(limit: limit)
      for entry in entries { names.offer(entry) }
      #expect(names.entries.map(\.hostID) == sorted.prefix(limit).map(\.hostID))
    }
  }
}
