/// What a ServerKeyExchange says: how the key is agreed up to TLS 1.2 where RSA does not carry it (RFC 5246 §7.4.3,
/// RFC 8422 §5.4).
struct ServerKeyExchange: Hashable, Sendable {
  /// The group: a named curve, or `dh-BITS`, or the name of a group of RFC 7919 where its prime is in the message.
  let group: KeyExchangeGroup?
  /// The algorithm of the signature over the parameters; `nil` where there is none (anonymous suites).
  let signature: String?

  /// A ServerKeyExchange from its message with header; `nil` where its lengths do not add up, or the suite has a key
  /// exchange that is not read (SRP, pre-shared keys).
  init?(message: [UInt8], suite: CipherSuite, version: ProtocolVersion) {
    var rest = message.dropFirst(4)
    let name = suite.rawValue
    if name.hasPrefix("TLS_ECDHE_") || name.hasPrefix("TLS_ECDH_anon_") {
      // Curve type 3: a curve by its number. RFC 8422 has no other any more.
      guard rest.popInteger(octets: 1) == 3, let number = rest.popInteger(octets: 2),
        rest.popVector(lengthOctets: 1) != nil
      else { return nil }
      group = KeyExchangeGroup(number: UInt16(number))
    } else if name.hasPrefix("TLS_DHE_") || name.hasPrefix("TLS_DH_anon_") {
      guard let prime = rest.popVector(lengthOctets: 2), rest.popVector(lengthOctets: 2) != nil,
        rest.popVector(lengthOctets: 2) != nil
      else { return nil }
      group = KeyExchangeGroup(prime: prime)
    } else {
      return nil
    }
    if suite.isAnonymous {
      signature = nil
    } else if version >= .tls12 {
      guard let number = rest.popInteger(octets: 2) else { return nil }
      signature = SignatureScheme(number: UInt16(number)).text
    } else {
      // Fixed by the suite (RFC 4346 §7.4.3, RFC 4492 §5.4).
      signature = name.contains("_ECDSA_") ? "ECDSA+SHA1" : name.contains("_DSS_") ? "DSA+SHA1" : "RSA+MD5-SHA1"
    }
  }
}

extension KeyExchangeGroup {
  /// A finite-field group that the server sent by its prime, in network byte order.
  init(prime: ArraySlice<UInt8>) {
    let significant = prime.drop { $0 == 0 }
    let bits = significant.first.map { 8 * significant.count - $0.leadingZeroBitCount } ?? 0
    let isNamed = KeyExchangeGroup.namedSizes.contains(bits) && significant.starts(with: KeyExchangeGroup.namedPrefix)
    self.init(rawValue: (isNamed ? "ffdhe" : "dh-") + String(bits))
  }

  /// Sizes in bits of the groups of RFC 7919.
  private static let namedSizes: Set<Int> = [2_048, 3_072, 4_096, 6_144, 8_192]

  /// Where the primes of RFC 7919 begin: 64 ones, then the digits of Euler's number. Those of RFC 3526 go on with π.
  private static let namedPrefix: [UInt8] =
    [UInt8](repeating: 0xFF, count: 8) + [0xAD, 0xF8, 0x54, 0x58, 0xA2, 0xBB, 0x4A, 0x9A]
}
