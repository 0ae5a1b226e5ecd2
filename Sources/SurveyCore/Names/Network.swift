/// An address block in CIDR notation (RFC 4632).
public struct Network: Hashable, Sendable, CustomStringConvertible {
  /// The first address: the bits past the prefix are zero.
  public let base: Address
  /// Length of the prefix: 0–32 or 0–128.
  public let prefixLength: Int

  /// The block of the given size around an address; a length outside of the family's range is a mistake of ours.
  public init(_ address: Address, prefixLength: Int) {
    self.prefixLength = prefixLength
    switch address {
    case .v4(let value):
      precondition((0...32).contains(prefixLength), "an IPv4 prefix has 0–32 bits")
      base = .v4(prefixLength == 0 ? 0 : value & ~0 << (32 - prefixLength))
    case .v6(let value):
      precondition((0...128).contains(prefixLength), "an IPv6 prefix has 0–128 bits")
      base = .v6(prefixLength == 0 ? 0 : value & ~0 << (128 - prefixLength))
    }
  }

  /// Reads `192.0.2.0/24`, `2001:db8::/32` or a single address; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = Address(String(first)) else { return nil }
    let width = address.isIPv6 ? 128 : 32
    guard parts.count == 2 else {
      self.init(address, prefixLength: width)
      return
    }
    guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]), length <= width else {
      return nil
    }
    self.init(address, prefixLength: length)
  }

  /// The last address of the block.
  public var last: Address {
    switch base {
    case .v4(let value): .v4(prefixLength == 32 ? value : value | ~0 >> prefixLength)
    case .v6(let value): .v6(prefixLength == 128 ? value : value | ~0 >> prefixLength)
    }
  }

  /// CIDR notation.
  public var description: String { "\(base)/\(prefixLength)" }
}
