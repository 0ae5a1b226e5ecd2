extension RawHandshake {
  /// The octets of the flight, with what a server presents.
  /// - Throws: `UnlikeLeaf`.
  func flight(_ chain: CertificateChain) throws(UnlikeLeaf) -> [UInt8] {
    var certificates: [[UInt8]] = []
    for certificate in self.certificates { certificates.append(try certificate.octets(chain)) }
    if let last = certificates.last, repetitions > 1 {
      certificates += [[UInt8]](repeating: last, count: repetitions - 1)
    }
    let suite = primeOctets == nil ? RawTLS.ecdsaSuite : RawTLS.dheSuite
    let hello = RawTLS.serverHello(suite: suite, isRenegotiationSecure: isRenegotiationSecure)
    let exchange = primeOctets.map { RawTLS.records(RawTLS.dheKeyExchange(octets: $0)) } ?? []
    return RawTLS.records(hello) + RawTLS.records(RawTLS.certificate(certificates)) + exchange
  }
}

/// A leaf does not have what was to be altered in it, or there is nothing behind it.
struct UnlikeLeaf: Error, Hashable {
  let wanted: RawCertificate
}

extension RawCertificate {
  /// id-ecPublicKey
  private static let ecPublicKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
  /// prime256v1
  private static let p256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
  /// The curve of SM2, which is as long.
  private static let sm2: [UInt8] = [0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D]
  /// id-at-commonName and the tag of UTF8String.
  private static let commonName: [UInt8] = [0x06, 0x03, 0x55, 0x04, 0x03, 0x0C]

  fileprivate func octets(_ chain: CertificateChain) throws(UnlikeLeaf) -> [UInt8] {
    let leaf = chain.certificates[0]
    switch self {
    case .leaf: return leaf
    case .issuer:
      guard chain.certificates.count > 1 else { throw UnlikeLeaf(wanted: self) }
      return chain.certificates[1]
    case .junk: return [0x30, 0x03, 1, 2, 3]
    case .octetTooMany: return leaf + [0]
    // The last common name is the subject's: the issuer's stands before it. Its text begins behind its length.
    case .invalidUTF8: return try replacing(Self.commonName, at: 7, by: [0xFF, 0xFF], in: leaf)
    // The last arc is changed to one that nobody knows.
    case .unknownKey: return try replacing(Self.ecPublicKey, at: 6, by: [0x7F], in: leaf)
    case .sm2Key: return try replacing(Self.p256, at: 0, by: Self.sm2, in: leaf)
    }
  }

  /// Writes octets at a place from where a pattern begins for the last time.
  private func replacing(
    _ pattern: [UInt8], at place: Int, by new: [UInt8], in octets: [UInt8]
  ) throws(UnlikeLeaf) -> [UInt8] {
    guard let start = octets.indices.last(where: { octets[$0...].starts(with: pattern) }) else {
      throw UnlikeLeaf(wanted: self)
    }
    var altered = octets
    altered.replaceSubrange((start + place)..<(start + place + new.count), with: new)
    return altered
  }
}
