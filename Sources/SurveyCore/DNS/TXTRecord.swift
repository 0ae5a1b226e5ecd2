/// The RDATA of one TXT record (RFC 1035 §3.3.14): one or more character-strings, joined without anything between
/// them, as RFC 7208 §3.3, RFC 8460 §3 and RFC 8461 §3.1 want them read.
public struct TXTRecord: Hashable, Sendable {
  /// The octets of all character-strings in order; what the record's owner wrote, not necessarily text.
  public let octets: [UInt8]

  /// Reads RDATA, as libunbound delivers it.
  public init(rdata: some Collection<UInt8>) throws(MalformedRDATA) {
    guard !rdata.isEmpty else { throw MalformedRDATA() }
    var octets: [UInt8] = []
    octets.reserveCapacity(rdata.count)
    var rest = rdata[...]
    while let length = rest.popFirst() {
      guard rest.count >= Int(length) else { throw MalformedRDATA() }
      octets += rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
    }
    self.octets = octets
  }
}

/// What the TXT lookup of an underscored name below a mail domain found.
public enum TXTLookup: Hashable, Sendable {
  /// The RDATA of every record; empty stands for NODATA.
  case records([[UInt8]])
  /// No usable answer.
  case failed(DNSFailure)
  /// Our own fault.
  case inconclusive(LocalFault)
}
