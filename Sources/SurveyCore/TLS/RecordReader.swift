/// Cuts a stream of octets into the pieces of TLS records (RFC 8446 §5.1, RFC 5246 §6.2.1), holding nothing back: a
/// record that comes in several pieces is given on in several pieces.
struct RecordReader: Sendable {
  /// The octets are no TLS record.
  struct NotTLS: Error, Hashable {}

  /// A piece of one record's content.
  struct Piece: Hashable {
    var type: RecordType
    var content: ArraySlice<UInt8>
  }

  private var header: UInt64 = 0
  private var headerOctets = 0
  private var type = RecordType.handshake
  /// Octets of the present record that have not come yet.
  private var remaining = 0

  /// The next piece at the front of `octets`, taken from there; `nil` where more octets are needed.
  /// - Throws: `NotTLS` at the first octet that no record has at its place.
  mutating func next(in octets: inout ArraySlice<UInt8>) throws(NotTLS) -> Piece? {
    if remaining == 0 {
      guard try readHeader(&octets) else { return nil }
      if remaining == 0 { return Piece(type: type, content: []) }
    }
    guard !octets.isEmpty else { return nil }
    let content = octets.prefix(remaining)
    octets = octets.dropFirst(content.count)
    remaining -= content.count
    return Piece(type: type, content: content)
  }

  /// Whether the header is complete. The minor version is free: it means nothing (RFC 8446 §5.1), and old servers
  /// write many.
  private mutating func readHeader(_ octets: inout ArraySlice<UInt8>) throws(NotTLS) -> Bool {
    while let octet = octets.popFirst() {
      header = header << 8 | UInt64(octet)
      headerOctets += 1
      switch headerOctets {
      case 1:
        guard let type = RecordType(rawValue: octet) else { throw NotTLS() }
        self.type = type
      case 2: guard octet == 3 else { throw NotTLS() }
      case 5:
        remaining = Int(header & 0xFFFF)
        (header, headerOctets) = (0, 0)
        return true
      default: break
      }
    }
    return false
  }
}

/// A content type of TLS records (RFC 8446 §5.1; heartbeat: RFC 6520).
enum RecordType: UInt8 {
  case changeCipherSpec = 20
  case alert = 21
  case handshake = 22
  case applicationData = 23
  case heartbeat = 24
}
