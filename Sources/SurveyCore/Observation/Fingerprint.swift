/// A SHA-256 digest (FIPS 180-4): of a certificate's DER, of a chain, of a list.
public struct Fingerprint: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The number of octets of a digest.
  public static let count = 32

  /// From 32 octets; `nil` for any other number.
  public init?(octets: some Collection<UInt8>) {
    // As an array: what is generic is not specialised for other modules, and costs more there than the digest itself.
    let octets = Array(octets)
    guard octets.count == Fingerprint.count else { return nil }
    func word(_ index: Int) -> UInt64 { octets[index * 8..<index * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    words = (word(0), word(1), word(2), word(3))
  }

  /// The 32 octets.
  public var octets: [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(Fingerprint.count)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) { octets.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return octets
  }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Equality of all 256 bits.
  public static func == (left: Fingerprint, right: Fingerprint) -> Bool { left.words == right.words }

  /// Orders as the octets do.
  public static func < (left: Fingerprint, right: Fingerprint) -> Bool { left.words < right.words }

  /// Takes in all 256 bits.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
