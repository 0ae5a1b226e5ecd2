import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct ShiftPartsTests {
  @Test(arguments: 0..<50 as Range<UInt64>) func thePartsAddUpToTheChange(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func ratio(_ least: UInt64) -> Ratio {
      let whole = random.next() % 1_000 + least
      return Ratio(Double(whole == 0 ? 0 : random.next() % (whole + 1)), of: Double(whole))
    }
    var shift = ChangeFixture.shift(.domain, .startTLS)
    (shift.stayersBefore, shift.stayersAfter) = (ratio(1), ratio(1))
    (shift.entrants, shift.leavers) = seed % 5 == 0 ? (Ratio(), Ratio()) : (ratio(0), ratio(0))
    let parts = try #require(ShiftParts(shift))
    let (before, after) = (try #require(shift.before.share), try #require(shift.after.share))
    #expect(abs(parts.total - (after - before)) < 1e-12)
  }

  @Test func thoseThatCameOnlyAddByBeingOther() throws {
    var shift = ChangeFixture.shift(.domain, .startTLS)
    shift.entrants = Ratio(45, of: 100)
    shift.leavers = Ratio(3, of: 10)
    let parts = try #require(ShiftParts(shift))
    #expect(abs(parts.stayers - 0.15) < 1e-12 && abs(parts.entrants) < 1e-12 && abs(parts.leavers) < 1e-12)
  }

  @Test func withoutStayersThereAreNoParts() {
    var shift = ChangeFixture.shift(.domain, .startTLS)
    shift.stayersBefore = Ratio()
    #expect(ShiftParts(shift) == nil)
  }
}
