import SurveyCore
import Testing

@Suite struct ExactSumTests {
  private static func sum(_ terms: some Sequence<Double>) -> ExactSum {
    var sum = ExactSum()
    for term in terms { sum.add(term) }
    return sum
  }

  private static func terms(_ count: Int, using generator: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in
      Double.random(in: -1...1, using: &generator) * Double(1 << Int.random(in: 0...45, using: &generator))
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func doesNotDependOnTheOrder(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let terms = ExactSumTests.terms(500, using: &generator)
    let expected = ExactSumTests.sum(terms)
    for _ in 0..<5 { #expect(ExactSumTests.sum(terms.shuffled(using: &generator)) == expected) }
    // The plain sum does, which is why there is this one.
    #expect(abs(terms.reduce(0, +) - expected.value) < 1)
  }

  @Test func plainSumsDoDependOnTheOrder() {
    var generator = SplitMix64(seed: 1)
    let terms = ExactSumTests.terms(500, using: &generator)
    #expect(Set((0..<20).map { _ in terms.shuffled(using: &generator).reduce(0, +).bitPattern }).count > 1)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func partsAddUpToTheWhole(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let terms = ExactSumTests.terms(300, using: &generator)
    let cut = Int.random(in: 0...300, using: &generator)
    let parts = ExactSumTests.sum(terms[..<cut]) + ExactSumTests.sum(terms[cut...])
    #expect(parts == ExactSumTests.sum(terms))
    #expect(ExactSumTests.sum(terms[cut...]) + ExactSumTests.sum(terms[..<cut]) == parts)
  }

  @Test func addsWhatFloatingPointLoses() {
    var sum = ExactSum()
    sum.add(ExactSum.maximumTerm)
    for _ in 0..<1_024 { sum.add(0x1p-52) }
    sum.add(-ExactSum.maximumTerm)
    #expect(sum.value == 0x1p-42)
  }

  @Test func tenTenthsAreOneToTheTermsOwnRounding() {
    #expect(abs(ExactSumTests.sum([Double](repeating: 0.1, count: 10)).value - 1) <= 1e-14)
    #expect(ExactSumTests.sum([0.25, 0.5, 0.25]).value == 1)
    #expect(ExactSum().value == 0)
  }

  /// To the nearest place, and there are 52 at least.
  @Test func termsAreRounded() {
    #expect(ExactSumTests.sum([0x1p-70]).value == 0)
    #expect(ExactSumTests.sum([-0x1p-70]).value == 0)
    #expect(ExactSumTests.sum([0x1p-52]).value == 0x1p-52)
    #expect(abs(ExactSumTests.sum([1 / 3]).value - 1 / 3) <= 0x1p-53)
  }

  @Test func holdsTheLargestTermsTogether() {
    let sum = ExactSumTests.sum([Double](repeating: ExactSum.maximumTerm, count: 4))
    #expect(sum.value == 4 * ExactSum.maximumTerm)
    #expect(ExactSumTests.sum([-ExactSum.maximumTerm]).value == -ExactSum.maximumTerm)
  }

  @Test func aTermAddedOftenIsTheSameAsOneByOne() {
    for term in [1.0 / 3, 0.1, 2.5, 0] {
      for times in [0, 1, 3, 1_000] {
        var (one, many) = (ExactSum(), ExactSum())
        one.add(term, times: times)
        for _ in 0..<times { many.add(term) }
        #expect(one == many)
      }
    }
  }

  /// Against `Int128`, which the sum could be kept in as well.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func isTheNearestNumberToTheSumOfTheRoundedTerms(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var sum = ExactSum()
    var expected: Int128 = 0
    for _ in 0..<200 {
      let exponent = Int.random(in: -60...72, using: &generator)
      let term = Double.random(in: -1...1, using: &generator) * Double(sign: .plus, exponent: exponent, significand: 1)
      let times = Int.random(in: 0...3, using: &generator)
      sum.add(term, times: times)
      expected += Int128((term * 0x1p52).rounded()) * Int128(times)
      #expect(sum.value == Double(expected) * 0x1p-52)
      #expect(ExactSum(high: sum.words.high, low: sum.words.low) == sum)
    }
  }

  @Test(arguments: [0x1p62, -0x1p62, 0x1p10, -0x1p10, 0x1p72, 1, -1, 0x1p-52, 0x1.fffffffffffffp9] as [Double])
  func aTermOfAnySizeComesOutAsItWentIn(term: Double) {
    #expect(ExactSumTests.sum([term]).value == term)
    #expect((ExactSumTests.sum([term]) + ExactSumTests.sum([-term])).value == 0)
  }
}
