/// Reads the certificates out of a TLS Certificate message without looking into them.
///
/// The message is taken from below the TLS library, which refuses some chains after they have arrived: those are the
/// ones that a survey most wants to see.
public enum CertificateMessage {
  /// A message whose lengths do not add up.
  public struct Malformed: Error, Hashable, Sendable {}

  /// The DER octets of each certificate, leaf first.
  /// - Parameters:
  ///   - message: the handshake message with its four octets of header (RFC 8446 §4).
  ///   - version: decides the layout: RFC 8446 §4.4.2 from TLS 1.3, RFC 5246 §7.4.2 before.
  public static func certificates(
    in message: [UInt8], version: ProtocolVersion
  ) throws(Malformed) -> [ArraySlice<UInt8>] {
    var rest = message[...]
    guard try rest.takeInteger(1) == 11, try rest.takeInteger(3) == rest.count else { throw Malformed() }
    if version >= .tls13 { _ = try rest.takeVector(lengthOctets: 1) }
    var list = try rest.takeVector(lengthOctets: 3)
    guard rest.isEmpty else { throw Malformed() }
    var certificates: [ArraySlice<UInt8>] = []
    while !list.isEmpty {
      let certificate = try list.takeVector(lengthOctets: 3)
      if !certificate.isEmpty { certificates.append(certificate) }
      if version >= .tls13 { _ = try list.takeVector(lengthOctets: 2) }
    }
    return certificates
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func takeInteger(_ count: Int) throws(CertificateMessage.Malformed) -> Int {
    guard self.count >= count else { throw CertificateMessage.Malformed() }
    let value = prefix(count).reduce(0) { $0 << 8 | Int($1) }
    removeFirst(count)
    return value
  }

  fileprivate mutating func takeVector(
    lengthOctets: Int
  ) throws(CertificateMessage.Malformed) -> ArraySlice<UInt8> {
    let length = try takeInteger(lengthOctets)
    guard count >= length else { throw CertificateMessage.Malformed() }
    defer { removeFirst(length) }
    return prefix(length)
  }
}
