/// What a ServerHello says (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3).
struct ServerHello: Hashable, Sendable {
  /// The version that was chosen: of the extension supported_versions where it is there (RFC 8446 §4.2.1).
  let version: ProtocolVersion
  /// The cipher suite that was chosen.
  let cipherSuite: CipherSuite
  /// The group of the key_share extension: only TLS 1.3 has it here.
  let group: KeyExchangeGroup?
  /// Whether it asks for another ClientHello; the real ServerHello is still to come.
  let isHelloRetryRequest: Bool

  /// A ServerHello from its message with header; `nil` where its lengths do not add up.
  init?(message: [UInt8]) {
    var rest = message.dropFirst(4)
    guard let legacyVersion = rest.popInteger(octets: 2), let random = rest.popOctets(32),
      rest.popVector(lengthOctets: 1) != nil, let suite = rest.popInteger(octets: 2), rest.popOctets(1) != nil
    else { return nil }
    var (version, group) = (legacyVersion, Int?.none)
    // Servers before RFC 3546 have no extensions at all, not even their length.
    if !rest.isEmpty {
      guard var extensions = rest.popVector(lengthOctets: 2) else { return nil }
      while !extensions.isEmpty {
        guard let type = extensions.popInteger(octets: 2), var body = extensions.popVector(lengthOctets: 2) else {
          return nil
        }
        switch type {
        case 43: version = body.popInteger(octets: 2) ?? version
        case 51: group = body.popInteger(octets: 2)
        default: break
        }
      }
    }
    self.version = ProtocolVersion(rawValue: UInt16(version))
    cipherSuite = CipherSuite(number: UInt16(suite))
    self.group = group.map { KeyExchangeGroup(number: UInt16($0)) }
    isHelloRetryRequest = random.elementsEqual(ServerHello.retryRandom)
  }

  /// The random value that makes a ServerHello a HelloRetryRequest: SHA-256 of that word (RFC 8446 §4.1.3).
  static let retryRandom: [UInt8] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
  ]
}
