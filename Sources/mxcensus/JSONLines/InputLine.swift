/// A line of input with its number, from 1.
struct InputLine: Sendable, Hashable {
  /// Longest line that a filter reads, in octets: an address with ten thousand names takes less.
  static let maximumLength = 1 << 20
  /// Longest line that an import reads, in octets. A domain may name a hundred hosts, each with as many addresses and TLSA
  /// records as messages of 64 KiB hold, which as text take some 30 MB.
  static let maximumImportedLength = 1 << 26

  let number: Int
  /// Without its end; `nil` where the line is too long.
  let octets: [UInt8]?
}
