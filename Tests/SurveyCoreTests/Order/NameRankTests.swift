import SurveyCore
import Testing

@Suite struct NameRankTests {
  /// What was to be digested, as its own digest: the first 32 octets.
  private static let transparent = NameRank(seed: 0x0102_0304_0506_0708) { octets in
    let padded = octets.prefix(32) + [UInt8](repeating: 0, count: max(0, 32 - octets.count))
    guard let digest = Fingerprint(octets: padded) else { preconditionFailure("32 octets are a digest") }
    return digest
  }

  private static let name = DomainName(uncheckedCanonical: "mx.example")

  @Test(arguments: [Address.v4(0xc000_0201), .v6(0x2001_0db8 << 96 | 1)])
  func seedAddressAndNameAreDigestedInThisOrder(address: Address) {
    let rank = Self.transparent.rank(of: Self.name, at: address)
    let octets = [1, 2, 3, 4, 5, 6, 7, 8] + address.octets + Array("mx.example".utf8)
    #expect(Array(rank.octets.prefix(octets.count)) == Array(octets.prefix(32)))
  }

  @Test func aDrawIsFromNothingUpToOne() throws {
    func draw(_ octet: UInt8) throws -> Double {
      let digest = try #require(Fingerprint(octets: [UInt8](repeating: octet, count: 32)))
      return NameRank(seed: 1, digest: { _ in digest }).draw(at: .v4(1))
    }
    #expect(try draw(0) == 0)
    #expect(try draw(0x80) > 0.5)
    #expect(try draw(0xff) == 1 - 0x1p-53)
  }
}
