import SurveyCore
import Testing

@Suite struct ShiftTests {
  private static func ratio(using generator: inout SplitMix64) -> Ratio {
    let denominator = Double(Int.random(in: 1...1_000, using: &generator))
    return Ratio(Double.random(in: 0...denominator, using: &generator), of: denominator)
  }

  /// after − before = s₂·p₂(S) + (1−s₂)·p₂(E) − s₁·p₁(S) − (1−s₁)·p₁(L).
  @Test(arguments: 0..<30 as Range<UInt64>)
  func whoStayedCameAndWentMakeUpTheFigures(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let (stayersBefore, stayersAfter) = (ShiftTests.ratio(using: &generator), ShiftTests.ratio(using: &generator))
    let (entrants, leavers) = (ShiftTests.ratio(using: &generator), ShiftTests.ratio(using: &generator))
    let shift = Shift(
      unit: .domain, metric: .startTLS, stayersBefore: stayersBefore, stayersAfter: stayersAfter, entrants: entrants,
      leavers: leavers, gained: 0, lost: 0, paired: nil)
    let (before, after) = (try #require(shift.before.share), try #require(shift.after.share))
    let early = stayersBefore.denominator / (stayersBefore.denominator + leavers.denominator)
    let late = stayersAfter.denominator / (stayersAfter.denominator + entrants.denominator)
    let identity =
      late * (try #require(stayersAfter.share)) + (1 - late) * (try #require(entrants.share))
      - early * (try #require(stayersBefore.share)) - (1 - early) * (try #require(leavers.share))
    #expect(abs(identity - (after - before)) < 1e-14)
  }

  @Test func withoutComersAndGoersTheStayersAreAll() {
    let shift = Shift(
      unit: .mxHost, metric: .startTLS, stayersBefore: Ratio(1, of: 4), stayersAfter: Ratio(3, of: 4),
      entrants: Ratio(), leavers: Ratio(), gained: 2, lost: 0, paired: nil)
    #expect(shift.before == Ratio(1, of: 4))
    #expect(shift.after == Ratio(3, of: 4))
  }
}
