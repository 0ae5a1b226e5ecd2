import SurveyCore

extension NameRank {
  /// An order by a digest that is none, but has nothing to do with the alphabet either.
  static let fake = NameRank(seed: 3) { octets in
    let first = octets.reduce(UInt64(0)) { SplitMix64.mix($0 ^ UInt64($1)) }
    let words = (0..<4).map { SplitMix64.mix(first &+ UInt64($0)) }
    let digest = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    guard let fingerprint = Fingerprint(octets: digest) else { preconditionFailure("four words are 32 octets") }
    return fingerprint
  }
}
