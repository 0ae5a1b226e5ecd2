/// One reachable address under one server name, as the metrics see it.
public struct Sighting: Hashable, Sendable {
  /// Properties of the agreed session, and of how it was agreed.
  public struct Traits: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// A set with the given bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// (EC)DHE or TLS 1.3.
    public static let forwardSecrecy = Traits(rawValue: 1)
    /// TLS 1.3.
    public static let tls13 = Traits(rawValue: 2)
    /// A post-quantum hybrid group.
    public static let postQuantumGroup = Traits(rawValue: 4)
    /// The modern look failed; the tolerant one completed the handshake.
    public static let legacyOnly = Traits(rawValue: 8)
    /// What was presented matches a usable TLSA record of the host.
    public static let daneMatch = Traits(rawValue: 16)
    /// STARTTLS was among the EHLO keywords, whatever became of it; said where no handshake was completed.
    public static let offersSTARTTLS = Traits(rawValue: 32)
    /// The leaf names the MX host by its common name alone.
    public static let namedByCommonName = Traits(rawValue: 64)

    /// The traits of a session.
    public init(_ session: TLSSession) {
      self = []
      if session.hasForwardSecrecy { insert(.forwardSecrecy) }
      if session.version == .tls13 { insert(.tls13) }
      if session.group?.isPostQuantum == true { insert(.postQuantumGroup) }
    }
  }

  /// The class, or no TLS.
  public let result: AddressResult
  /// Properties of the session; empty without TLS.
  public let traits: Traits

  /// A sighting.
  public init(result: AddressResult, traits: Traits = []) {
    self.result = result
    self.traits = traits
  }
}
