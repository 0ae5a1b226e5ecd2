import SurveyCore

/// What a fuzzer does to an input, without its coverage: a short run for every change.
enum Mutation {
  /// An input with one to eight changes, `donor` being where pieces of another come from.
  static func mutated(_ octets: [UInt8], donor: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
    var mutated = octets
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let place = Int.random(in: 0...mutated.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: if place < mutated.count { mutated[place] ^= 1 << UInt8.random(in: 0...7, using: &generator) }
      case 1: if place < mutated.count { mutated[place] = boundary(using: &generator) }
      case 2: mutated.insert(boundary(using: &generator), at: place)
      case 3: mutated.removeSubrange(place..<min(mutated.count, place + length(using: &generator)))
      case 4: mutated.insert(contentsOf: piece(of: donor, using: &generator), at: place)
      default: mutated.insert(contentsOf: piece(of: mutated, using: &generator), at: place)
      }
    }
    return mutated
  }

  private static func length(using generator: inout SplitMix64) -> Int {
    1 << Int.random(in: 0...9, using: &generator)
  }

  private static func piece(of octets: [UInt8], using generator: inout SplitMix64) -> ArraySlice<UInt8> {
    octets[Int.random(in: 0...octets.count, using: &generator)...].prefix(length(using: &generator))
  }

  /// Octets at which readers decide, as often as all others together.
  private static func boundary(using generator: inout SplitMix64) -> UInt8 {
    let special: [UInt8] = [0, 1, 0x0A, 0x0D, 0x20, 0x2D, 0x2E, 0x30, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF]
    guard Bool.random(using: &generator) else { return UInt8.random(in: 0...255, using: &generator) }
    return special[Int.random(in: 0..<special.count, using: &generator)]
  }
}
