public import SurveyCore

/// How long a probe waits, each an absolute limit from the moment the wait begins: a peer that sends an octet a second
/// does not move it.
public struct ProbeTimeouts: Sendable, Hashable {
  /// TCP's handshake.
  public var connect: Duration
  /// The 220 greeting. Servers that pause on purpose pause for up to a minute or so; RFC 5321 §4.5.3.2.1 allows five.
  public var greeting: Duration
  /// Each other reply. RFC 5321 §4.5.3.2.2 allows five minutes.
  public var reply: Duration
  /// The TLS handshake.
  public var handshake: Duration
  /// The reply to QUIT.
  public var goodbye: Duration
  /// The whole connection.
  public var session: Duration

  /// Timeouts; the defaults are those of a polite survey.
  public init(
    connect: Duration = .seconds(15), greeting: Duration = .seconds(60), reply: Duration = .seconds(30),
    handshake: Duration = .seconds(30), goodbye: Duration = .seconds(2), session: Duration = .seconds(150)
  ) {
    self.connect = connect
    self.greeting = greeting
    self.reply = reply
    self.handshake = handshake
    self.goodbye = goodbye
    self.session = session
  }
}

/// What every probe of a survey shares.
public struct ProbeConfiguration: Sendable {
  /// Our own name, said in EHLO: fully qualified, with reverse DNS that agrees (RFC 5321 §4.1.1.1).
  public var clientName: DomainName
  /// How long probes wait.
  public var timeouts: ProbeTimeouts
  /// Event loops, each a thread.
  public var loops: Int
  /// Whether the modern look offers X25519MLKEM768 beside the elliptic curves.
  public var offersPostQuantum: Bool

  /// A configuration.
  public init(
    clientName: DomainName, timeouts: ProbeTimeouts = ProbeTimeouts(), loops: Int = 2, offersPostQuantum: Bool = true
  ) {
    self.clientName = clientName
    self.timeouts = timeouts
    self.loops = loops
    self.offersPostQuantum = offersPostQuantum
  }
}
