/// One server of the population `faults`, and what a survey must record of it.
///
/// The rows of faults are numbered, and the number stands in every name: the domain `f047.example`, or `f047-late.example`
/// where a row has several cases, has the MX `mx.f047.example`.
public struct FaultCase: Hashable, Sendable {
  /// The number of the row.
  public let row: Int
  /// What the row is about.
  public let title: String
  /// What this server does.
  public let played: String
  /// The domain.
  public let domain: String
  /// The exchange of its MX record.
  public let host: String
  /// What the looks record, in the order of their connections.
  public let looks: [LookExpectation]
  /// The certificate class of the host, or `no-tls`; `nil`: it is not reachable, so it has none.
  public let classWord: String?
  /// What else must be recorded.
  public let facts: [RecordedFact]
  /// Whether the server hears the QUIT of a client that says it: it may have closed the connection by then.
  public let hearsQUIT: Bool

  /// The look that counts: the first that completes its handshake, else the first that got furthest. No case here has a
  /// later look that gets further without completing.
  public var finalLook: LookExpectation { looks.first { $0.outcome == "tls" } ?? looks[0] }
}
