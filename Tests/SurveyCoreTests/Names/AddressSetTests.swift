import SurveyCore
import Testing

@Suite struct AddressSetTests {
  @Test func theEmptySetHoldsNothing() {
    for text in ["0.0.0.0", "255.255.255.255", "::", "ffff::"] {
      #expect(Address(text).map(AddressSet.empty.contains) == false)
    }
  }

  @Test func wholeFamiliesDoNotTouchEachOther() throws {
    let ipv4 = AddressSet([try #require(Network("0.0.0.0/0"))])
    #expect(ipv4.contains(.v4(0)))
    #expect(ipv4.contains(.v4(.max)))
    #expect(!ipv4.contains(.v6(0)))
    let ipv6 = AddressSet([try #require(Network("::/0"))])
    #expect(ipv6.contains(.v6(0)))
    #expect(ipv6.contains(.v6(.max)))
    #expect(!ipv6.contains(.v4(.max)))
  }

  /// A block inside of an earlier, larger one must not end it.
  @Test func nestedBlocksKeepTheOuterEnd() throws {
    let set = AddressSet(try ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.1"].map { try #require(Network($0)) })
    #expect(set.contains(.v4(0x0aff_ffff)))
    #expect(!set.contains(.v4(0x0b00_0000)))
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func answersAsSearchingEveryBlockWould(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let networks = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
      var address = Address.random(using: &generator)
      // Blocks close to each other overlap, nest and touch.
      if Bool.random(using: &generator) {
        address = .v4(0xc000_0000 | UInt32.random(in: 0...0xfff, using: &generator))
      }
      return Network(
        address, prefixLength: Int.random(in: address.isIPv6 ? 1...128 : 2...32, using: &generator))
    }
    let set = AddressSet(networks)
    let edges = networks.flatMap { [$0.base, $0.last] }
    let probes =
      edges + edges.compactMap { $0.neighbour(-1) } + edges.compactMap { $0.neighbour(1) }
      + (0..<200).map { _ in Address.random(using: &generator) }
      + (0..<200).map { _ in .v4(0xc000_0000 | UInt32.random(in: 0...0x1fff, using: &generator)) }
    for probe in probes {
      let naive = networks.contains { $0.base <= probe && probe <= $0.last }
      #expect(set.contains(probe) == naive, "\(probe) in \(networks)")
    }
  }

  @Test func blocklistHasABlockOrAddressALineAndComments() throws {
    let set = try AddressSet(
      blocklist: """
        # asked by mail, 2026-03-01
        192.0.2.0/24
          198.51.100.7\t# one host
        2001:db8::/32#no space

        \t
        203.0.113.1\r
        """)
    for text in ["192.0.2.0", "192.0.2.255", "198.51.100.7", "2001:db8:ffff::", "203.0.113.1"] {
      #expect(Address(text).map(set.contains) == true, "\(text)")
    }
    for text in ["192.0.3.0", "198.51.100.6", "198.51.100.8", "2001:db9::", "203.0.113.2"] {
      #expect(Address(text).map(set.contains) == false, "\(text)")
    }
  }

  @Test(arguments: ["", "\n\n", "# nothing\n#\n"])
  func blocklistMayBeEmpty(text: String) throws {
    #expect(!(try AddressSet(blocklist: text).contains(.v4(0))))
  }

  @Test(arguments: [
    ("192.0.2.0/24\nexample.org\n", 2, "example.org"),
    ("192.0.2.0/33", 1, "192.0.2.0/33"),
    ("# a\r\n\r\n192.0.2.\r\n", 3, "192.0.2."),
    // Two addresses on a line are nobody's wish, and "10.0.0.11" certainly is not.
    ("10.0.0.1 1", 1, "10.0.0.1 1"),
    ("10.0.0.0/2 4", 1, "10.0.0.0/2 4"),
    ("10.0.0.1 10.0.0.2", 1, "10.0.0.1 10.0.0.2"),
    ("10.0.0.1;comment", 1, "10.0.0.1;comment"),
  ])
  func blocklistNamesTheLineThatCannotBeRead(text: String, line: Int, content: String) throws {
    let error = try #require(throws: BlocklistError.self) { try AddressSet(blocklist: text) }
    #expect(error.line == line)
    #expect(error.content == content)
  }

  @Test func blocklistErrorQuotesAtMost80Characters() throws {
    let line = String(repeating: "x", count: 200)
    let error = try #require(throws: BlocklistError.self) { try AddressSet(blocklist: line) }
    #expect(error.content.count == 80)
  }
}
