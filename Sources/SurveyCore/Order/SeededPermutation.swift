/// A permutation of `0..<count` that needs no memory: the order in which a wave visits its domains and addresses.
///
/// A list sorted by name or network would be walked neighbour by neighbour and load one operator at a time. A Feistel
/// network over the next even number of bits is a bijection; values past `count` are sent through it again until
/// they fall inside ("cycle walking": Black and Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002).
public struct SeededPermutation: Sendable {
  /// How many values are permuted.
  public let count: UInt64
  private let halfBits: UInt64
  private let keys: [UInt64]

  /// The permutation of `0..<count` that belongs to `seed`.
  public init(count: UInt64, seed: UInt64) {
    self.count = count
    let bits = count < 2 ? 0 : UInt64(UInt64.bitWidth - (count - 1).leadingZeroBitCount)
    halfBits = max(1, (bits + 1) / 2)
    var generator = SplitMix64(seed: seed)
    keys = (0..<6).map { _ in generator.next() }
  }

  /// Where position `index` leads.
  /// - Precondition: `index` is in `0..<count`.
  public subscript(index: UInt64) -> UInt64 {
    precondition(index < count, "a permutation of \(count) values has no position \(index)")
    var value = index
    repeat { value = encrypt(value) } while value >= count
    return value
  }

  private func encrypt(_ value: UInt64) -> UInt64 {
    let mask = (UInt64(1) << halfBits) - 1
    var left = value >> halfBits
    var right = value & mask
    for key in keys { (left, right) = (right, left ^ (SplitMix64.mix(right ^ key) & mask)) }
    return left << halfBits | right
  }
}
