/// Draws that are the same on every machine and in every run.
enum Draw {
  /// The number drawn for an index: SplitMix64's output function.
  static func number(_ index: UInt64) -> UInt64 {
    var z = index &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Gives out consecutive addresses from 127.20.0.1, without those that end in 0 or 255.
struct AddressRange {
  private var next: UInt32

  /// From an address on; by default 127.20.0.1.
  init(from first: UInt32 = 0x7F14_0001) {
    next = first
  }

  /// The next address.
  mutating func take() -> IPv4Address {
    while next & 255 == 0 || next & 255 == 255 { next += 1 }
    defer { next += 1 }
    return IPv4Address(number: next)
  }
}
