/// Which TLS client looked.
public enum Look: String, Sendable, Hashable, CaseIterable {
  /// BoringSSL, as today's large senders have it.
  case modern
  /// OpenSSL at security level 0: what a tolerant sender can still speak.
  case legacy
  /// OpenSSL offering only suites without a certificate.
  case anull
}

/// What is probed: one server name at one address and port.
public struct ProbeTarget: Hashable, Sendable {
  /// Where the connection goes.
  public let address: Address
  /// TCP port, 25 in the world.
  public let port: UInt16
  /// The MX name, sent as SNI (RFC 6066 §3).
  public let serverName: DomainName

  /// A target.
  public init(address: Address, port: UInt16, serverName: DomainName) {
    self.address = address
    self.port = port
    self.serverName = serverName
  }
}

/// What one probe saw, and when: a fact, without any judgement.
///
/// It keeps all it had when it ended: a chain may have come before the handshake failed.
public struct Observation: Hashable, Sendable {
  /// Durations in whole milliseconds from the monotonic clock.
  public struct Timings: Hashable, Sendable {
    /// From SYN to an open connection; `nil` where it never opened.
    public var connect: Int?
    /// From the ClientHello to the end of the handshake; `nil` where it did not complete.
    public var handshake: Int?
    /// From SYN to the end of the probe.
    public var total: Int

    /// Timings of one probe.
    public init(connect: Int? = nil, handshake: Int? = nil, total: Int) {
      self.connect = connect
      self.handshake = handshake
      self.total = total
    }
  }

  /// What was probed.
  public let target: ProbeTarget
  /// Which client looked.
  public let look: Look
  /// When the connection was begun.
  public let observedAt: Instant
  /// How it ended.
  public let ending: ProbeEnding
  /// The TLS parameters that were agreed, as far as they were.
  public let session: TLSSession?
  /// The chain that the server presented; `nil` where none came, or TLS was agreed without a certificate.
  public let chain: PresentedChain?
  /// How long it took.
  public let timings: Timings

  /// An observation.
  public init(
    target: ProbeTarget, look: Look, observedAt: Instant, ending: ProbeEnding, session: TLSSession? = nil,
    chain: PresentedChain? = nil, timings: Timings
  ) {
    self.target = target
    self.look = look
    self.observedAt = observedAt
    self.ending = ending
    self.session = session
    self.chain = chain
    self.timings = timings
  }
}
