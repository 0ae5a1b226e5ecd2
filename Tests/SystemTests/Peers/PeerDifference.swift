import SurveyCore

/// A domain with which a peer deals otherwise than the simulation has it.
struct PeerDifference {
  let domain: String
  /// The peer's settings that it is about.
  let settings: [String]
  /// What the simulation says.
  let ours: DeliveryResult
  /// What the peer does.
  let peers: DeliveryResult

  init(_ domain: String, _ settings: [String], ours: DeliveryResult, peers: DeliveryResult) {
    self.domain = domain
    self.settings = settings
    self.ours = ours
    self.peers = peers
  }
}
