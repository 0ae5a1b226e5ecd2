import SurveyCore
import Testing

@Suite struct FingerprintTests {
  private static func octets(_ last: UInt8, at index: Int = 31) -> [UInt8] {
    (0..<32).map { $0 == index ? last : 0 }
  }

  @Test func keepsItsOctets() {
    let octets = (0..<32).map { UInt8($0 * 8) }
    #expect(Fingerprint(octets: octets)?.octets == octets)
    #expect(
      Fingerprint(octets: octets)?.description
        == "0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8")
  }

  @Test(arguments: [0, 20, 31, 33, 64])
  func hasExactly32Octets(count: Int) {
    #expect(Fingerprint(octets: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func differsInEveryOctet() {
    let fingerprints = (0..<32).compactMap { Fingerprint(octets: FingerprintTests.octets(1, at: $0)) }
    #expect(Set(fingerprints).count == 32)
    #expect(Set(fingerprints.map(\.hashValue)).count > 1)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func isOrderedAsItsOctets(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let many = (0..<50).map { _ in
      (0..<32).map { $0 < 20 ? UInt8(0) : UInt8.random(in: 0...255, using: &generator) }
    }
    #expect(
      many.compactMap { Fingerprint(octets: $0) }.sorted().map(\.octets)
        == many.sorted { $0.lexicographicallyPrecedes($1) })
  }
}
