import SurveyCore

/// What a shift consists of, as shares that add up to the change of the figure.
///
/// With *p* for a figure, *S*, *E* and *L* for stayers, entrants and leavers and *s* for the stayers' share of a wave:
/// `p₂ − p₁ = [p₂(S) − p₁(S)] + (1 − s₂)·[p(E) − p₂(S)] − (1 − s₁)·[p(L) − p₁(S)]`. Entrants add only by being other than
/// those that stayed, and so do leavers.
struct ShiftParts: Hashable {
  /// What the stayers changed.
  let stayers: Double
  /// What the entrants add.
  let entrants: Double
  /// What is added by the leavers' going.
  let leavers: Double

  /// The whole change.
  var total: Double { stayers + entrants + leavers }

  /// `nil` where nothing stayed: then there is nothing to be other than.
  init?(_ shift: Shift) {
    guard let before = shift.stayersBefore.share, let after = shift.stayersAfter.share else { return nil }
    stayers = after - before
    entrants = ShiftParts.part(shift.entrants, of: shift.after, otherThan: after)
    leavers = -ShiftParts.part(shift.leavers, of: shift.before, otherThan: before)
  }

  private static func part(_ ratio: Ratio, of whole: Ratio, otherThan stayers: Double) -> Double {
    guard let share = ratio.share else { return 0 }
    return ratio.denominator / whole.denominator * (share - stayers)
  }
}
