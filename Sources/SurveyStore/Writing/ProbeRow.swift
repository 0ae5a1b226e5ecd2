public import SurveyCore

/// What one probe saw, with the rows that it belongs to.
public struct ProbeRow: Sendable, Hashable {
  /// The address's row.
  public var addressID: Int64
  /// The host's row.
  public var hostID: Int64
  /// What was seen.
  public var observation: Observation

  /// A row to be.
  public init(addressID: Int64, hostID: Int64, observation: Observation) {
    self.addressID = addressID
    self.hostID = hostID
    self.observation = observation
  }
}
