public import SurveyCore

/// Tells a wall clock that was set from one that goes, by a clock that nobody can set.
///
/// One look is compared with the look before, so that a clock that is slewed, or goes wrong by a little for weeks, has not
/// jumped.
public struct ClockWatch: Sendable {
  /// Seconds by which the clocks may differ from one look to the next.
  public static let tolerance: Int64 = 60

  private var wall: Instant
  private var steady: ContinuousClock.Instant

  /// A watch that begins with a look at both clocks.
  public init(wall: Instant, steady: ContinuousClock.Instant) {
    self.wall = wall
    self.steady = steady
  }

  /// Takes another look.
  /// - Returns: by how many seconds the wall clock jumped, forward being positive; `nil`: it went as the other.
  public mutating func look(wall: Instant, steady: ContinuousClock.Instant) -> Int64? {
    let went = Int64((steady - self.steady) / .seconds(1))
    let before = self.wall
    self.wall = wall
    self.steady = steady
    // A damaged clock may say anything.
    let (shown, isTooFar) = wall.epoch.subtractingReportingOverflow(before.epoch)
    let (jump, isStillTooFar) = shown.subtractingReportingOverflow(went)
    if isTooFar || isStillTooFar { return wall > before ? .max : .min }
    return jump.magnitude > ClockWatch.tolerance.magnitude ? jump : nil
  }
}
