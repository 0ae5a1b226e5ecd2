public import SurveyCore

/// Why nothing more can be measured from here: the network between us and the world, or the world's opinion of us.
public enum VantageFault: Error, Sendable, Hashable {
  /// Hosts that completed a handshake before don't any more, most of those that were asked again.
  /// - Parameters:
  ///   - since: when from here all was well for the last time; what was seen from then on may be wrong.
  ///   - canaries: what was asked, and what it came to.
  case broken(since: Instant, canaries: [CanaryFinding])
  /// Not one host has answered, of so many that this is no list of dead hosts.
  /// - Parameters:
  ///   - since: when the run began that saw it.
  ///   - probes: hosts that were tried.
  case unanswered(since: Instant, probes: Int)
  /// Many hosts turn us away, and say that it is for who we are.
  case refused(refusals: Int, of: Int)
}
