import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct KnownMXSetsTests {
  private func set(_ number: Int) -> MXSet { MXSet([(10, "mx\(number).example")]) }

  @Test func aSetIsKnownByItsExchangesAndTheirPreferences() {
    let known = KnownMXSets()
    known.remember([MXSet([(10, "mx1.example"), (20, "mx2.example")]): 7])
    #expect(known.row(of: MXSet([(20, "mx2.example"), (10, "mx1.example")])) == 7)
    #expect(known.row(of: MXSet([(20, "mx1.example"), (10, "mx2.example")])) == nil)
    #expect(known.row(of: MXSet([(10, "mx1.example")])) == nil)
  }

  @Test func whatIsAskedForStaysAndTheRestIsForgotten() {
    let known = KnownMXSets(capacity: 2)
    for number in 1...2 { known.remember([set(number): Int64(number)]) }
    // The first generation is full now, and the third set begins the second.
    known.remember([set(3): 3])
    #expect(known.row(of: set(1)) == 1)
    known.remember([set(4): 4])
    #expect((1...4).map { known.row(of: set($0)) } == [1, nil, 3, 4])
  }
}
