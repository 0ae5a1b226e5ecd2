/// Which of the names of an address are probed first: by SHA-256 of seed, address and name. The order has nothing to do with
/// the alphabet, is another at every address, and is the same when a wave goes on.
public struct NameRank: Sendable {
  private let seed: [UInt8]
  private let digest: @Sendable ([UInt8]) -> Fingerprint

  /// The order of a seed.
  /// - Parameter digest: SHA-256 (FIPS 180-4), which is not at home here.
  public init(seed: UInt64, digest: @escaping @Sendable ([UInt8]) -> Fingerprint) {
    self.seed = (0..<8).map { UInt8(truncatingIfNeeded: seed >> (56 - 8 * $0)) }
    self.digest = digest
  }

  /// The rank of a name at an address, the lowest first: the digest of the seed, 8 octets, most significant first, the
  /// address in network order, and the name in its canonical form.
  public func rank(of name: DomainName, at address: Address) -> Fingerprint {
    digest(seed + address.octets + Array(name.text.utf8))
  }

  /// A number of the address's own, 0 up to but not 1, as good as drawn: the first 53 bits of the digest of seed and address.
  public func draw(at address: Address) -> Double {
    let bits = digest(seed + address.octets).octets.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Double(bits >> 11) / 0x1p53
  }
}
