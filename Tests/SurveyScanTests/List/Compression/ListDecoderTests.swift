import SurveyCore
import Testing

@testable import SurveyScan

/// What holds for packed octets however they come.
@Suite struct ListDecoderTests {
  /// Two lines as `gzip` and as `zstd --check` pack them.
  private static let gzip: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xcb, 0x2c, 0x2a, 0x2e, 0xd1,
    0x4b, 0xad, 0x48, 0xcc, 0x2d, 0xc8, 0x49, 0xe5, 0x2a, 0x4e, 0x4d, 0xce, 0xcf, 0x4b, 0x81, 0x73,
    0x01, 0xce, 0x8f, 0x0c, 0xdd, 0x1d, 0x00, 0x00, 0x00,
  ]
  private static let zstandard: [UInt8] = [
    0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0xd5, 0x00, 0x00, 0xa0, 0x66, 0x69, 0x72, 0x73, 0x74, 0x2e,
    0x65, 0x78, 0x61, 0x6d, 0x70, 0x6c, 0x65, 0x0a, 0x73, 0x65, 0x63, 0x6f, 0x6e, 0x64, 0x01, 0x00,
    0xa4, 0x98, 0x4c, 0xe8, 0x56, 0xb7, 0x3f,
  ]
  private static let plain = Array("first.example\nsecond.example\n".utf8)

  private static let packings: [(ListCompression, [UInt8])] = [
    (.gzip, gzip), (.zstandard, zstandard),
  ]

  /// What a decoder makes of pieces of a length.
  private func decode(_ octets: [UInt8], by compression: ListCompression, piece: Int) throws -> (
    octets: [UInt8], isComplete: Bool
  ) {
    let decoder = try compression.makeDecoder()
    var decoded: [UInt8] = []
    var rest = octets[...]
    while !rest.isEmpty {
      var input = rest.prefix(piece)
      rest = rest.dropFirst(piece)
      repeat {
        let octets = try decoder.decode(&input)
        decoded += octets
        if octets.isEmpty { break }
      } while true
      #expect(input.isEmpty)
    }
    return (decoded, decoder.isComplete)
  }

  @Test(arguments: [0, 1], [1, 2, 3, 7, .max / 2])
  func anySplitGivesTheSame(packing: Int, piece: Int) throws {
    let (compression, octets) = Self.packings[packing]
    let (decoded, isComplete) = try decode(octets + octets, by: compression, piece: piece)
    #expect(decoded == Self.plain + Self.plain)
    #expect(isComplete)
  }

  @Test(arguments: [0, 1])
  func nothingShorterIsWhole(packing: Int) throws {
    let (compression, octets) = Self.packings[packing]
    for length in 1..<octets.count {
      let (decoded, isComplete) = try decode(Array(octets.prefix(length)), by: compression, piece: 5)
      #expect(!isComplete)
      #expect(Self.plain.starts(with: decoded))
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func noOctetsTrapAndNoneAreMadeUp(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (compression, whole) = Self.packings[Int(seed % 2)]
    var octets = whole
    for _ in 0..<3 { octets[Int.random(in: 2..<octets.count, using: &random)] = .random(in: 0...255, using: &random) }
    do {
      let (decoded, _) = try decode(octets, by: compression, piece: Int.random(in: 1...40, using: &random))
      #expect(decoded.count < 1 << 20)
    } catch let fault as ListDecoderFault {
      #expect(fault != .truncated)
    }
  }

  @Test func theFirstOctetsTell() {
    for (compression, octets) in Self.packings { #expect(ListCompression(magic: octets) == compression) }
    #expect(ListCompression(magic: [0x50, 0x2a, 0x4d, 0x18, 0, 0]) == .zstandard)
    #expect(ListCompression(magic: Self.plain) == nil)
    #expect(ListCompression(magic: []) == nil)
  }
}
