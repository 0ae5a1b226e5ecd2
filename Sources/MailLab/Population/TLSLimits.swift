/// What a server speaks once TLS starts.
public struct TLSLimits: Hashable, Sendable {
  /// The lowest version.
  public var minimum: TLSVersion
  /// The highest version.
  public var maximum: TLSVersion
  /// Cipher suites below TLS 1.3 in OpenSSL's notation; `nil`: its defaults.
  public var ciphers: String?
  /// Key-exchange groups in OpenSSL's notation, as `X25519:P-256`; `nil`: its defaults.
  public var groups: String?
  /// Whether the server takes its own first cipher suite that the client knows, instead of the client's first.
  public var prefersOwnOrder: Bool
  /// What the server makes of a client's server name (RFC 6066 §3).
  public var serverNames: ServerNames
  /// Whether a client without a certificate is turned away.
  public var demandsCertificate: Bool

  /// What a server makes of the names that clients ask for.
  public enum ServerNames: String, Hashable, Sendable, Codable {
    /// It answers as without one.
    case ignored
    /// The warning unrecognized_name, and on with the handshake; up to TLS 1.2 only, as TLS 1.3 has no such warnings.
    case warned
    /// The fatal alert unrecognized_name; a client that names nobody is served.
    case refused
  }

  /// Limits.
  public init(
    minimum: TLSVersion, maximum: TLSVersion, ciphers: String? = nil, groups: String? = nil,
    prefersOwnOrder: Bool = false, serverNames: ServerNames = .ignored, demandsCertificate: Bool = false
  ) {
    self.minimum = minimum
    self.maximum = maximum
    self.ciphers = ciphers
    self.groups = groups
    self.prefersOwnOrder = prefersOwnOrder
    self.serverNames = serverNames
    self.demandsCertificate = demandsCertificate
  }

  /// TLS 1.0 to 1.3 with OpenSSL's cipher suites and groups.
  public static let any = TLSLimits(minimum: .tls10, maximum: .tls13)
}

extension TLSLimits: Codable {
  private enum CodingKeys: String, CodingKey {
    case minimum, maximum, ciphers, groups, prefersOwnOrder, serverNames, demandsCertificate
  }

  /// Reads an object with a key for each property; all but the versions may be missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    minimum = try container.decode(TLSVersion.self, forKey: .minimum)
    maximum = try container.decode(TLSVersion.self, forKey: .maximum)
    ciphers = try container.decodeIfPresent(String.self, forKey: .ciphers)
    groups = try container.decodeIfPresent(String.self, forKey: .groups)
    prefersOwnOrder = try container.decodeIfPresent(Bool.self, forKey: .prefersOwnOrder) ?? false
    serverNames = try container.decodeIfPresent(ServerNames.self, forKey: .serverNames) ?? .ignored
    demandsCertificate = try container.decodeIfPresent(Bool.self, forKey: .demandsCertificate) ?? false
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(minimum, forKey: .minimum)
    try container.encode(maximum, forKey: .maximum)
    try container.encodeIfPresent(ciphers, forKey: .ciphers)
    try container.encodeIfPresent(groups, forKey: .groups)
    if prefersOwnOrder { try container.encode(prefersOwnOrder, forKey: .prefersOwnOrder) }
    if serverNames != .ignored { try container.encode(serverNames, forKey: .serverNames) }
    if demandsCertificate { try container.encode(demandsCertificate, forKey: .demandsCertificate) }
  }
}
