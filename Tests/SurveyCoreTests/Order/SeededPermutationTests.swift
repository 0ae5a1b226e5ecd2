import SurveyCore
import Testing

@Suite struct SeededPermutationTests {
  @Test func isABijectionForEverySmallCount() {
    for count in UInt64(0)...1_000 {
      let order = SeededPermutation(count: count, seed: count &* 31)
      var seen = [Bool](repeating: false, count: Int(count))
      for index in 0..<count { seen[Int(order[index])] = true }
      #expect(!seen.contains(false), "count \(count)")
    }
  }

  @Test(arguments: [1_023, 1_024, 1_025, 4_097, 65_536, 65_537, 100_003] as [UInt64])
  func isABijectionAcrossPowersOfTwo(count: UInt64) {
    let order = SeededPermutation(count: count, seed: 7)
    var seen = [Bool](repeating: false, count: Int(count))
    for index in 0..<count { seen[Int(order[index])] = true }
    #expect(!seen.contains(false))
  }

  @Test(arguments: [.max, 1 << 63, (1 << 63) + 1, 1 << 62] as [UInt64])
  func staysInsideHugeCountsWithoutCollision(count: UInt64) {
    let order = SeededPermutation(count: count, seed: 3)
    let positions = Array(0..<500 as Range<UInt64>) + (1...500 as ClosedRange<UInt64>).map { count - $0 }
    let images = positions.map { order[$0] }
    #expect(images.allSatisfy { $0 < count })
    #expect(Set(images).count == positions.count)
  }

  @Test func differsFromSeedToSeed() {
    let orders = (0..<20 as Range<UInt64>).map { seed in
      let order = SeededPermutation(count: 1_000, seed: seed)
      return (0..<1_000 as Range<UInt64>).map { order[$0] }
    }
    #expect(Set(orders).count == 20)
  }

  @Test func isTheSameForTheSameSeed() {
    let first = SeededPermutation(count: 777, seed: 5)
    let second = SeededPermutation(count: 777, seed: 5)
    #expect((0..<777).map { first[$0] } == (0..<777).map { second[$0] })
  }

  /// A list sorted by network must not be walked neighbour by neighbour.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func separatesNeighbours(seed: UInt64) {
    let order = SeededPermutation(count: 10_000, seed: seed)
    let close = (1..<UInt64(10_000)).count { index in
      max(order[index], order[index - 1]) - min(order[index], order[index - 1]) <= 10
    }
    // By chance, about 20 in 10,000 pairs are that close.
    #expect(close < 60)
  }
}
