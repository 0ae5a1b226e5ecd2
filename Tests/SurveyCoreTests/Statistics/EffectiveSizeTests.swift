import SurveyCore
import Testing

@Suite struct EffectiveSizeTests {
  private static func size(_ weights: some Sequence<Double>) -> EffectiveSize {
    var size = EffectiveSize()
    for weight in weights { size.add(weight: weight) }
    return size
  }

  private static func close(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(value - expected) <= tolerance * abs(expected)
  }

  @Test func ofNothingIsNothing() {
    #expect(EffectiveSize().value == 0)
    #expect(EffectiveSizeTests.size([0, 0]).value == 0)
  }

  /// From the last place that a sum keeps to the largest term that it takes, past the squares that it takes.
  @Test(arguments: [0x1p-30, 0.1, 1, 3, 1e12, 0x1p40, 0x1p66])
  func ofEqualWeightsIsTheirNumber(weight: Double) {
    for count in [1, 2, 17] {
      let size = EffectiveSizeTests.size([Double](repeating: weight, count: count))
      #expect(EffectiveSizeTests.close(size.value, Double(count), 1e-6))
    }
    var size = EffectiveSize()
    size.add(weight: weight, times: 60)
    #expect(EffectiveSizeTests.close(size.value, 60, 1e-6))
  }

  /// 1/1 … 1/n: (Σ1/k)²/Σ1/k², computed with `fractions.Fraction` in Python.
  @Test func ofRanksIsFarLess() {
    #expect(EffectiveSizeTests.close(EffectiveSizeTests.size([1, 0.5, 1.0 / 3]).value, 121.0 / 49))
    #expect(EffectiveSizeTests.size((1...10_000).map { 1 / Double($0) }).value < 60)
  }

  /// A part of the list far down weighs so little that the squares are below any sum's last place.
  @Test func ofRanksFarDownIsStillTheirNumber() {
    let size = EffectiveSizeTests.size((0..<1_000).map { 1 / Double(300_000_000 + $0) })
    #expect(EffectiveSizeTests.close(size.value, 1_000, 1e-4))
  }

  @Test func oneGiantIsWorthOne() {
    #expect(EffectiveSizeTests.close(EffectiveSizeTests.size([0x1p60, 1, 2, 3]).value, 1))
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func doesNotDependOnTheOrderOrOnTheScale(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let weights = (0..<300).map { _ in
      Double(Int.random(in: 1...1_000, using: &generator)) * Double(1 << Int.random(in: 0...40, using: &generator))
    }
    let size = EffectiveSizeTests.size(weights)
    #expect(EffectiveSizeTests.size(weights.shuffled(using: &generator)) == size)
    #expect(EffectiveSizeTests.close(EffectiveSizeTests.size(weights.map { $0 / 1_024 }).value, size.value))
    let (sum, squares) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
    #expect(EffectiveSizeTests.close(size.value, sum * sum / squares))
    #expect((1...300).contains(size.value))
  }
}
