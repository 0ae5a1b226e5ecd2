internal import SurveyCore

/// Cuts octets into segments. The cuts are drawn from the octets, so that one input always means one run.
enum Segments {
  /// Octet by octet for one seed of eight, else in pieces of many sizes.
  static func cut(_ octets: ArraySlice<UInt8>, seed: UInt64) -> [ArraySlice<UInt8>] {
    var generator = SplitMix64(seed: seed)
    let longest = generator.next() % 8 == 0 ? 0 : 8
    var pieces: [ArraySlice<UInt8>] = []
    var rest = octets
    while !rest.isEmpty {
      let piece = rest.prefix(1 << Int(generator.next() % UInt64(longest + 1)))
      pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }

  /// FNV-1a (RFC 9923), mixed.
  static func seed(of octets: [UInt8]) -> UInt64 {
    SplitMix64.mix(octets.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
  }
}
