/// An IPv4 or IPv6 address of a mail host.
///
/// Ordered IPv4 first, then by value: "the lowest address" of a host is the first in this order.
public enum Address: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bits in host order.
  case v4(UInt32)
  /// The 128 bits in host order.
  case v6(UInt128)

  /// From the octets of an A (4) or AAAA (16) record in network order; `nil` for any other number of octets.
  public init?(octets: some Collection<UInt8>) {
    switch octets.count {
    case 4: self = .v4(octets.reduce(0) { $0 << 8 | UInt32($1) })
    case 16: self = .v6(octets.reduce(0) { $0 << 8 | UInt128($1) })
    default: return nil
    }
  }

  /// 4 or 16 octets in network order.
  public var octets: [UInt8] {
    switch self {
    case .v4(let value): (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    case .v6(let value): (0..<16).map { UInt8(truncatingIfNeeded: value >> (120 - 8 * $0)) }
    }
  }

  /// Dotted quad, or the canonical form of RFC 5952.
  public var description: String {
    switch self {
    case .v4: octets.map(String.init).joined(separator: ".")
    case .v6(let value): Address.rfc5952(value)
    }
  }

  /// The neighbourhood that is not to be dialled from many workers at once: the /24 or the /48.
  public var network: Network {
    switch self {
    case .v4: Network(self, prefixLength: 24)
    case .v6: Network(self, prefixLength: 48)
    }
  }

  /// Whether this is an IPv6 address.
  public var isIPv6: Bool { if case .v6 = self { true } else { false } }

  private static func rfc5952(_ value: UInt128) -> String {
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) }
    // §4.2.3: the longest run of zero groups (two at least), the first of equals, becomes "::".
    var best = 0..<0
    var start = 0
    while start < 8 {
      let end = groups[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > max(1, best.count) { best = start..<end }
      start = max(end, start) + 1
    }
    func joined(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    return best.isEmpty ? joined(0..<8) : "\(joined(0..<best.lowerBound))::\(joined(best.upperBound..<8))"
  }
}

extension Address: Comparable {
  /// IPv4 before IPv6, then by value.
  public static func < (left: Address, right: Address) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension Address {
  /// Reads a dotted quad (four decimal numbers, no leading zeros) or an IPv6 address (RFC 4291 §2.2), no zone.
  public init?(_ text: String) {
    if text.utf8.contains(UInt8(ascii: ":")) {
      guard let value = Address.parseIPv6(text) else { return nil }
      self = .v6(value)
    } else {
      guard let value = Address.parseIPv4(text) else { return nil }
      self = .v4(value)
    }
  }

  private static func parseIPv4(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let octet = UInt8(part) else {
        return nil
      }
      guard part.utf8.count == 1 || part.first != "0" else { return nil }
      value = value << 8 | UInt32(octet)
    }
    return value
  }

  private static func parseIPv6(_ text: String) -> UInt128? {
    var text = text
    var tail: [UInt16] = []
    if text.utf8.contains(UInt8(ascii: ".")) {
      guard let colon = text.lastIndex(of: ":"), let quad = parseIPv4(text[text.index(after: colon)...]) else {
        return nil
      }
      tail = [UInt16(truncatingIfNeeded: quad >> 16), UInt16(truncatingIfNeeded: quad)]
      text = String(text[...colon])
      if !text.hasSuffix("::") { text.removeLast() }
    }
    guard let (head, middle) = splitCompression(text) else { return nil }
    guard let front = groups(head), let rest = middle.map(groups) ?? .some([]) else { return nil }
    let back = rest + tail
    let count = front.count + back.count
    guard middle == nil ? count == 8 : count <= 7 else { return nil }
    let all = front + [UInt16](repeating: 0, count: 8 - count) + back
    return all.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// What stands before and after the one `::`; `nil` as second where there is none; `nil` where there are two.
  private static func splitCompression(_ text: String) -> (Substring, Substring?)? {
    var index = text.startIndex
    var found: String.Index?
    while index < text.endIndex {
      if text[index...].hasPrefix("::") {
        guard found == nil else { return nil }
        found = index
      }
      index = text.index(after: index)
    }
    guard let found else { return (text[...], nil) }
    return (text[..<found], text[text.index(found, offsetBy: 2)...])
  }

  private static func groups(_ text: Substring) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var result: [UInt16] = []
    for part in text.split(separator: ":", omittingEmptySubsequences: false) {
      guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0 != 0x2b && $0 != 0x2d }) else { return nil }
      guard let value = UInt16(part, radix: 16) else { return nil }
      result.append(value)
    }
    return result
  }
}
