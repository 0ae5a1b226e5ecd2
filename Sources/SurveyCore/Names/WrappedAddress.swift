extension Address {
  /// The IPv4 addresses that an IPv6 address is made of, by the forms that carry one: whoever must not be dialled must not
  /// be dialled in wrapping paper either. Empty for IPv4 and for all other IPv6 addresses.
  public var wrappedIPv4: [Address] {
    guard case .v6(let value) = self else { return [] }
    func bits(from first: Int) -> Address { .v4(UInt32(truncatingIfNeeded: value >> (96 - first))) }
    func hasPrefix(_ prefix: UInt128, _ length: Int) -> Bool { value >> (128 - length) == prefix >> (128 - length) }
    var found: [Address] = []
    // IPv4-compatible (RFC 4291 §2.5.5.1, deprecated; :: and ::1 are no IPv4), IPv4-mapped (§2.5.5.2), IPv4-translated
    // (RFC 2765 §2.1), and IPv4-embedded under the well-known prefix (RFC 6052 §2.1).
    let last32: [UInt128] = [0, 0xffff << 32, 0xffff << 48, 0x0064_ff9b << 96]
    if value > 1, last32.contains(where: { hasPrefix($0, 96) }) { found.append(bits(from: 96)) }
    if hasPrefix(0x0064_ff9b_0001 << 80, 48) {
      // Local translation (RFC 8215): a /48 may be cut into /96, or carry the address around octet 8 (RFC 6052 §2.2).
      found.append(bits(from: 96))
      found.append(.v4(UInt32(truncatingIfNeeded: (value >> 64 & 0xffff) << 16 | value >> 40 & 0xffff)))
    }
    // 6to4 (RFC 3056 §2).
    if hasPrefix(0x2002 << 112, 16) { found.append(bits(from: 16)) }
    if hasPrefix(0x2001_0000 << 96, 32) {
      // Teredo (RFC 4380 §4): the server, and the client with every bit turned.
      found.append(bits(from: 32))
      found.append(.v4(~UInt32(truncatingIfNeeded: value)))
    }
    // ISATAP (RFC 5214 §6.1): 0:5efe before the address, or 200:5efe where it is unique in the world.
    if value >> 32 & 0xfdff_ffff == 0x0000_5efe { found.append(bits(from: 96)) }
    return found
  }

  /// Whether no public mail host has it: it is reserved, or made of an IPv4 address that is.
  public var isReserved: Bool {
    AddressSet.reserved.contains(self) || wrappedIPv4.contains(where: AddressSet.reserved.contains)
  }
}
