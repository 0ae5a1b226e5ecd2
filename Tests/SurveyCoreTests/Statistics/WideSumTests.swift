import Testing

@testable import SurveyCore

@Suite struct WideSumTests {
  private static func sum(_ terms: some Sequence<Double>) -> WideSum {
    var sum = WideSum()
    for term in terms { sum.add(term) }
    return sum
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func doesNotDependOnTheOrder(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let terms = (0..<300).map { _ in
      Double(
        sign: Bool.random(using: &generator) ? .plus : .minus, exponent: Int.random(in: -110...143, using: &generator),
        significand: Double.random(in: 1..<2, using: &generator))
    }
    let sum = WideSumTests.sum(terms)
    #expect(WideSumTests.sum(terms.shuffled(using: &generator)) == sum)
    #expect(WideSumTests.sum(terms[..<100]) + WideSumTests.sum(terms[100...]) == sum)
  }

  @Test(arguments: [0x1p-104, 0x1.8p-60, 0x1.fffp-17, 1, 0x1.0000000000001p28, 0x1p72, 0x1p116, 0x1p144, 1 / 3.0])
  func keepsEveryBitOfATerm(term: Double) {
    #expect(WideSumTests.sum([term]).value == term)
    #expect(WideSumTests.sum([-term]).value == -term)
    #expect(WideSumTests.sum([term, 0, -term]).value == 0)
    var many = WideSum()
    many.add(term, times: 1 << 20)
    #expect(many.value == term * 0x1p20)
  }

  @Test func whatIsSmallIsNotLostBesideWhatIsLarge() {
    #expect(WideSumTests.sum([0x1p140, 0x1p-100, -0x1p140]).value == 0x1p-100)
  }

  @Test func whatIsBelowThePlacesIsNothing() {
    #expect(WideSumTests.sum([0x1p-160, 0x1p-1070]).value == 0)
  }
}
