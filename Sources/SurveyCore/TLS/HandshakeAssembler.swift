/// Puts handshake messages together from the content of handshake records (RFC 8446 §4), and keeps only those that say
/// what was agreed: the others are counted through.
struct HandshakeAssembler: Sendable {
  /// A message that is longer than the limit.
  struct TooBig: Error, Hashable {}

  /// Longest message, without its header, in octets.
  let maximumLength: Int

  /// The four octets of header, then as much of the message as is there.
  private var message: [UInt8] = []
  private var header: UInt32 = 0
  private var headerOctets = 0
  private var remaining = 0
  private var isKept = false

  init(maximumLength: Int) { self.maximumLength = maximumLength }

  /// The next complete message that is kept, with its header, taken from the front of `octets`; `nil` where more octets
  /// are needed.
  mutating func next(in octets: inout ArraySlice<UInt8>) throws(TooBig) -> [UInt8]? {
    while !octets.isEmpty {
      if headerOctets < 4 {
        try readHeader(&octets)
        guard headerOctets == 4 else { return nil }
      }
      let content = octets.prefix(remaining)
      octets = octets.dropFirst(content.count)
      remaining -= content.count
      if isKept { message += content }
      guard remaining == 0 else { return nil }
      (header, headerOctets) = (0, 0)
      guard isKept else { continue }
      defer { message = [] }
      return message
    }
    return nil
  }

  private mutating func readHeader(_ octets: inout ArraySlice<UInt8>) throws(TooBig) {
    while headerOctets < 4, let octet = octets.popFirst() {
      header = header << 8 | UInt32(octet)
      headerOctets += 1
    }
    guard headerOctets == 4 else { return }
    remaining = Int(header & 0xFF_FFFF)
    guard remaining <= maximumLength else { throw TooBig() }
    isKept = HandshakeType(rawValue: UInt8(header >> 24)) != nil
    guard isKept else { return }
    // Nothing is set aside for octets that are only announced.
    message = (0..<4).map { UInt8(truncatingIfNeeded: header >> (24 - 8 * $0)) }
  }
}

/// The handshake messages that are read (RFC 5246 §7.4).
enum HandshakeType: UInt8 {
  case serverHello = 2
  case certificate = 11
  case serverKeyExchange = 12
}
