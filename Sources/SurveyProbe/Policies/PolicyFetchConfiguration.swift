public import SurveyCore

/// How MTA-STS policies are fetched (RFC 8461 §3.3).
public struct PolicyFetchConfiguration: Sendable {
  /// Where policy hosts listen; any other port than 443 is for laboratories.
  public var port: UInt16
  /// The longest that one TCP handshake may take.
  public var connect: Duration
  /// The longest that a fetch may take, over all addresses, from the first SYN to the last octet. A server that sends
  /// an octet a second does not extend it. RFC 8461 §3.3 suggests a minute.
  public var deadline: Duration
  /// Who fetches, in the User-Agent field.
  public var userAgent: UserAgent
  /// The instant at which certificates are judged; `nil`: that of the handshake.
  public var instant: Instant?
  /// Event loops, each a thread.
  public var loops: Int

  /// A configuration; the defaults are those of a survey of the world.
  public init(
    userAgent: UserAgent, port: UInt16 = 443, connect: Duration = .seconds(15), deadline: Duration = .seconds(60),
    instant: Instant? = nil, loops: Int = 1
  ) {
    self.userAgent = userAgent
    self.port = port
    self.connect = connect
    self.deadline = deadline
    self.instant = instant
    self.loops = loops
  }
}
