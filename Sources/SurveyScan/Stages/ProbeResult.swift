public import SurveyCore

/// What all looks at one server name of an address saw, on its way to the store. They are stored together or not at
/// all, so that a wave that is stopped between two looks takes both when it goes on.
public struct ProbeResult: Sendable, Hashable {
  /// The address's row.
  public let addressID: Int64
  /// The host's row.
  public let hostID: Int64
  /// What was seen, a look each, in the order of the connections. Never empty.
  public let observations: [Observation]
  /// Tries after the first that were made before this one; `nil`: this is the first.
  public let tries: Int?
  /// The next try; `nil` where there is none.
  public let next: NameRetry?

  /// The observation that counts.
  public var finalObservation: Observation { LookSequence.decisive(of: observations) }

  /// Whether these rows take the place of the earlier ones. Where a try after the first met a fault of our own or may not
  /// be made, what was seen before is what is known.
  public var isConclusive: Bool { finalObservation.ending.outcome.isConclusive }
}

extension LookSequence {
  /// The observation that counts, of one at least.
  static func decisive(of observations: [Observation]) -> Observation {
    guard let observation = LookSequence.final(of: observations) else {
      preconditionFailure("a result holds an observation at least")
    }
    return observation
  }
}
