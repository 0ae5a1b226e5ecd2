/// The RDATA of one MX record (RFC 1035 §3.3.9): a preference and an exchange.
public struct MXRecord: Hashable, Sendable {
  /// Lower values are tried first (RFC 5321 §5.1).
  public let preference: UInt16
  /// Where mail goes; `nil` is the root, a null MX (RFC 7505 §3).
  public let exchange: MXExchange.Host?

  /// Reads RDATA with an uncompressed name, as libunbound delivers it.
  public init(rdata: some Collection<UInt8>) throws(MalformedRDATA) {
    let octets = Array(rdata)
    guard octets.count >= 3 else { throw MalformedRDATA() }
    preference = UInt16(octets[0]) << 8 | UInt16(octets[1])
    exchange = try MXRecord.exchange(octets[2...])
  }

  /// An uncompressed name; `nil` is the root.
  static func exchange(_ wire: ArraySlice<UInt8>) throws(MalformedRDATA) -> MXExchange.Host? {
    var labels: [ArraySlice<UInt8>] = []
    var rest = wire
    while let length = rest.popFirst(), length > 0 {
      // Lengths of 64 and more are pointers or reserved (RFC 1035 §4.1.4); neither has a place here.
      guard length <= 63, rest.count > Int(length) else { throw MalformedRDATA() }
      labels.append(rest.prefix(Int(length)))
      rest = rest.dropFirst(Int(length))
    }
    guard rest.isEmpty, wire.last == 0, wire.count <= 255 else { throw MalformedRDATA() }
    return labels.isEmpty ? nil : MXExchange.Host(labels: labels)
  }
}

/// RDATA that ends early, runs over, or holds a pointer.
public struct MalformedRDATA: Error, Hashable, Sendable {
  /// There is nothing to tell apart: the record is unusable.
  public init() {}
}
