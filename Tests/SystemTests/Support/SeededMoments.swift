import Foundation

/// Chance that can be had again: its seed is printed, and taken from `MXCENSUS_SEED` where that is set.
struct SeededMoments: RandomNumberGenerator {
  private var state: UInt64

  init(_ test: String) {
    let given = ProcessInfo.processInfo.environment["MXCENSUS_SEED"].flatMap(UInt64.init)
    state = given ?? UInt64.random(in: 1...999_999)
    print("\(test): MXCENSUS_SEED=\(state)")
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
