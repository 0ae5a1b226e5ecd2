/// A line of input with its number, from 1.
struct InputLine: Sendable, Hashable {
  /// Longest line that is read, in octets: an address with ten thousand names takes less.
  static let maximumLength = 1 << 20

  let number: Int
  /// Without its end; `nil` where the line is too long.
  let octets: [UInt8]?
}
