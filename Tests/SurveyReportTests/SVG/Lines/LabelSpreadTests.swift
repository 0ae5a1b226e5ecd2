import Testing

@testable import SurveyReport

@Suite struct LabelSpreadTests {
  @Test(arguments: [
    ([100.0, 200], [100.0, 200]), ([100, 100], [90, 110]), ([100, 110, 300], [95, 115, 300]),
    ([0, 0, 0], [0, 20, 40]), ([400, 400], [380, 400]), ([300, 100, 100], [300, 90, 110]), ([50], [50]),
    ([], []),
  ])
  func labelsMoveAsLittleAsCanBe(wished: [Double], places: [Double]) {
    #expect(LabelSpread.places(wished: wished, gap: 20, in: 0...400) == places)
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func labelsNeverOverlapOrLeave(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let wished = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
      Double.random(in: -50...450, using: &generator)
    }
    let places = LabelSpread.places(wished: wished, gap: 34, in: 0...400)
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 34 - 1e-9 })
    #expect(places.allSatisfy { (-1e-9...400 + 1e-9).contains($0) })
    for (left, right) in zip(wished.indices, wished.indices.dropFirst()) where wished[left] < wished[right] {
      #expect(places[left] < places[right])
    }
  }

  private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}
