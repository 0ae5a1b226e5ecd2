public import SurveyCore

/// How few names of an address are probed where many lead to it, and what becomes of the others.
///
/// Three names are probed, the first by rank. Where they present the same, so do the others, it is inferred: no
/// server knows the name before TLS begins, and one that does not look at it then has one certificate. It holds for
/// every outcome, that of an address that answers nobody too, and always takes three answers: fewer could not tell a host that
/// changes from one connection to the next. Where they differ, further names are probed while there are connections.
public struct InferenceRule: Sendable {
  /// Names of an address that are probed; only what leads to more is inferred.
  public static let names = 3

  /// Which names come first.
  public var rank: NameRank
  /// Most connections to an address in a wave.
  public var connections: Int
  /// The look that a name which is not dialled would have had.
  public var firstLook: Look
  /// Part of the inferred names that are probed all the same, to tell how often inference is wrong: each has this chance to be
  /// drawn, less where an address has more names than its inverse, as one of an address is drawn at most.
  public var checkShare: Double
  /// Which names are not to be probed, as it is now; `nil` where there are none. Asked in every transaction.
  public var optedOut: @Sendable () -> (@Sendable (DomainName) -> Bool)?

  /// A rule; by default one of a hundred inferred names is checked, and nobody opted out.
  public init(
    rank: NameRank, connections: Int, firstLook: Look = .modern, checkShare: Double = 0.01,
    optedOut: @escaping @Sendable () -> (@Sendable (DomainName) -> Bool)? = { nil }
  ) {
    self.rank = rank
    self.connections = connections
    self.firstLook = firstLook
    self.checkShare = checkShare
    self.optedOut = optedOut
  }
}
