/// What a handshake agreed on.
public struct TLSSession: Hashable, Sendable {
  /// The protocol version.
  public let version: ProtocolVersion
  /// The cipher suite.
  public let cipherSuite: CipherSuite
  /// The group of the key exchange; `nil` where the suite has none (RSA key exchange).
  public let group: KeyExchangeGroup?
  /// The algorithm that the server signed the handshake with, in OpenSSL's notation; `nil` where it signed nothing (RSA
  /// key exchange), and for the modern look in TLS 1.3, whose CertificateVerify is encrypted (RFC 8446 §4.4.3).
  public let signature: String?

  /// Session parameters.
  public init(
    version: ProtocolVersion, cipherSuite: CipherSuite, group: KeyExchangeGroup? = nil, signature: String? = nil
  ) {
    self.version = version
    self.cipherSuite = cipherSuite
    self.group = group
    self.signature = signature
  }

  /// Forward secrecy: an ephemeral (EC)DHE key exchange, as every TLS 1.3 handshake without resumption has.
  public var hasForwardSecrecy: Bool { version >= .tls13 || cipherSuite.isEphemeral }
}

/// A TLS protocol version by its number on the wire (RFC 8446 §4.2.1); an open set.
public struct ProtocolVersion: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number on the wire, for example 0x0303.
  public let rawValue: UInt16
  /// The version with that number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// SSL 3.0 (RFC 6101).
  public static let ssl30 = ProtocolVersion(rawValue: 0x0300)
  /// TLS 1.0 (RFC 2246).
  public static let tls10 = ProtocolVersion(rawValue: 0x0301)
  /// TLS 1.1 (RFC 4346).
  public static let tls11 = ProtocolVersion(rawValue: 0x0302)
  /// TLS 1.2 (RFC 5246).
  public static let tls12 = ProtocolVersion(rawValue: 0x0303)
  /// TLS 1.3 (RFC 8446).
  public static let tls13 = ProtocolVersion(rawValue: 0x0304)

  /// For example `TLSv1.2`; an unknown version keeps its number.
  public var description: String {
    switch self {
    case .ssl30: "SSLv3"
    case .tls10: "TLSv1.0"
    case .tls11: "TLSv1.1"
    case .tls12: "TLSv1.2"
    case .tls13: "TLSv1.3"
    default: "0x" + String(rawValue, radix: 16)
    }
  }

  /// Orders older before newer.
  public static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool { left.rawValue < right.rawValue }
}

/// A cipher suite by its name in the IANA registry, for example `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`; an open set.
public struct CipherSuite: RawRepresentable, Hashable, Sendable {
  /// The IANA name.
  public let rawValue: String
  /// The suite with that name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Whether the key exchange is ephemeral: DHE or ECDHE, or any TLS 1.3 suite, whose names have no `WITH`. A
  /// suite without a name is not known to be.
  public var isEphemeral: Bool {
    rawValue.hasPrefix("TLS_ECDHE_") || rawValue.hasPrefix("TLS_DHE_") || isAnonymous
      || (rawValue.hasPrefix("TLS_") && !rawValue.contains("_WITH_"))
  }

  /// Whether the suite needs no certificate (RFC 5246 §A.5: DH_anon, RFC 8422: ECDH_anon).
  public var isAnonymous: Bool { rawValue.contains("_anon_") }
}

/// A key-exchange group by its name in the IANA registry (`x25519`, `secp256r1`, `X25519MLKEM768`), or `dh-BITS` for a
/// finite-field group that the server chose itself (RFC 5246 §7.4.3); an open set.
public struct KeyExchangeGroup: RawRepresentable, Hashable, Sendable {
  /// The name.
  public let rawValue: String
  /// The group with that name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Whether the group is a hybrid with a post-quantum key encapsulation (ML-KEM, FIPS 203).
  public var isPostQuantum: Bool { rawValue.contains("MLKEM") }
}
