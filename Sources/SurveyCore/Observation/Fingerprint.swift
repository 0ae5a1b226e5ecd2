/// A SHA-256 digest (FIPS 180-4): of a certificate's DER, of a chain, of a list.
public struct Fingerprint: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The number of octets of a digest.
  public static let count = 32

  /// From 32 octets; `nil` for any other number.
  public init?(octets: some Collection<UInt8>) {
    guard octets.count == Fingerprint.count else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, octet) in octets.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(octet) }
    self.words = (words[0], words[1], words[2], words[3])
  }

  /// The 32 octets.
  public var octets: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
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
