/// Octets of a TLS 1.2 server's first flight (RFC 5246), made by hand: no key is needed to say the wrong thing.
enum RawTLS {
  static let alertType: UInt8 = 21
  static let handshakeType: UInt8 = 22
  /// TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
  static let ecdsaSuite: UInt16 = 0xC02B
  /// TLS_DHE_RSA_WITH_AES_128_CBC_SHA
  static let dheSuite: UInt16 = 0x0033

  /// Records of at most 2¹⁴ octets (RFC 5246 §6.2.1).
  static func records(_ content: [UInt8], type: UInt8 = handshakeType, version: UInt16 = 0x0303) -> [UInt8] {
    stride(from: 0, to: max(1, content.count), by: 1 << 14).flatMap { start in
      let fragment = content[start..<min(content.count, start + 1 << 14)]
      return [type] + integer(Int(version), 2) + vector(Array(fragment), 2)
    }
  }

  static func alert(_ number: UInt8, isFatal: Bool = true) -> [UInt8] {
    records([isFatal ? 2 : 1, number], type: alertType)
  }

  /// - Parameter isRenegotiationSecure: whether the extension of RFC 5746 is there.
  static func serverHello(
    version: UInt16 = 0x0303, suite: UInt16 = ecdsaSuite, isRenegotiationSecure: Bool = true
  ) -> [UInt8] {
    let extensions: [UInt8] = isRenegotiationSecure ? [0, 5, 0xFF, 0x01, 0, 1, 0] : []
    let random = [UInt8](repeating: 7, count: 32)
    return message(2, integer(Int(version), 2) + random + [0] + integer(Int(suite), 2) + [0] + extensions)
  }

  static func certificate(_ chain: [[UInt8]]) -> [UInt8] {
    message(11, vector(chain.flatMap { vector($0, 3) }, 3))
  }

  /// A finite-field ServerKeyExchange whose signature is nonsense.
  static func dheKeyExchange(octets: Int) -> [UInt8] {
    let prime = [UInt8](repeating: 0xFF, count: octets)
    let value = [0x7F] + [UInt8](repeating: 0xAA, count: octets - 1)
    return message(12, vector(prime, 2) + vector([2], 2) + vector(value, 2) + [4, 1] + vector(prime, 2))
  }

  static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type] + vector(body, 3) }

  private static func vector(_ octets: [UInt8], _ lengthOctets: Int) -> [UInt8] {
    integer(octets.count, lengthOctets) + octets
  }

  private static func integer(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
  }
}

extension Script {
  /// A server that waits for the ClientHello and then does this.
  static func afterClientHello(_ actions: [Action]) -> Script {
    var script = Script.standard
    script.replies["STARTTLS"] = [.send("220 2.0.0 Ready to start TLS\r\n"), .receive] + actions
    return script
  }
}
