public import SurveyCore

/// What all looks at one name of an address saw, and whether it is to be tried again.
public struct ProbedName: Sendable, Hashable {
  /// A try to come.
  public struct Retry: Sendable, Hashable {
    /// Tries after the first that were made so far.
    public var tries: Int
    /// Not before this instant.
    public var dueAt: Instant

    /// A try to come.
    public init(tries: Int, dueAt: Instant) {
      self.tries = tries
      self.dueAt = dueAt
    }
  }

  /// The address's row.
  public var addressID: Int64
  /// The host's row.
  public var hostID: Int64
  /// What was seen, a look each; not empty.
  public var observations: [Observation]
  /// Whether rows that are there already stay: a later try that came to nothing.
  public var keepsEarlierRows: Bool
  /// The try to come; `nil`: none, and one that was planned is done.
  public var retry: Retry?

  /// What a name came to; by default at the first and only try.
  public init(
    addressID: Int64, hostID: Int64, observations: [Observation], keepsEarlierRows: Bool = false, retry: Retry? = nil
  ) {
    self.addressID = addressID
    self.hostID = hostID
    self.observations = observations
    self.keepsEarlierRows = keepsEarlierRows
    self.retry = retry
  }
}
