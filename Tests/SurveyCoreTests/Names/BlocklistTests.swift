import SurveyCore
import Testing

@Suite struct BlocklistTests {
  private static let text = """
    # asked by mail
    192.0.2.0/24
    198.51.100.7\t# one host
    203.0.113.10-203.0.113.99
    2001:db8::/32
    2001:db9::1-2001:db9::ff
    Example.ORG.   # all of it
    mail.example.net
    """

  @Test(arguments: [
    ("192.0.2.255", true), ("192.0.3.0", false), ("198.51.100.7", true), ("198.51.100.8", false),
    ("203.0.113.9", false), ("203.0.113.10", true), ("203.0.113.50", true), ("203.0.113.99", true),
    ("203.0.113.100", false), ("2001:db8:ffff::", true), ("2001:db9::", false), ("2001:db9::1", true),
    ("2001:db9::ff", true), ("2001:db9::100", false),
  ])
  func addressesAreThoseOfBlocksAddressesAndRanges(text: String, isListed: Bool) throws {
    let address = try #require(Address(text))
    #expect(try Blocklist(Self.text).addresses.contains(address) == isListed)
  }

  @Test(arguments: [
    ("example.org", true), ("mx.example.org", true), ("a.b.c.example.org", true), ("org", false),
    ("notexample.org", false), ("example.org.example", false), ("mail.example.net", true), ("x.mail.example.net", true),
    ("example.net", false), ("mx.example.net", false),
  ])
  func aDomainStandsForItselfAndAllBelow(text: String, isListed: Bool) throws {
    #expect(try Blocklist(Self.text).domains.contains(DomainName(text)) == isListed)
  }

  @Test func nothingIsListedInAnEmptyFile() throws {
    let list = try Blocklist("\n# nothing\n")
    #expect(!list.addresses.contains(.v4(0)))
    #expect(try !list.domains.contains(DomainName("example.org")))
  }

  @Test(arguments: [
    ("192.0.2.0/24\n203.0.113.9-203.0.113.1\n", 2), ("192.0.2.1-2001:db8::1", 1), ("192.0.2.1-", 1), ("-192.0.2.1", 1),
    ("192.0.2.0/24-192.0.3.0/24", 1), ("192.0.2.1 - 192.0.2.9", 1), ("192.0.2.1-192.0.2.5-192.0.2.9", 1),
    ("*.example.org", 1), (".example.org", 1), ("# a\n\nexample..org", 3), ("example.org example.net", 1),
    ("192.0.2.0/33", 1), ("192.0.2.256", 1), ("me@example.org", 1), ("https://example.org/", 1), ("exämple.org", 1),
  ])
  func aLineThatCannotBeReadIsNamed(text: String, line: Int) throws {
    let error = try #require(throws: BlocklistError.self) { try Blocklist(text) }
    #expect(error.line == line)
  }

  /// Names have no place in a list of addresses.
  @Test func anAllowlistTakesRangesAndNoNames() throws {
    #expect(try AddressSet(blocklist: "192.0.2.1-192.0.2.9").contains(.v4(0xc000_0205)))
    #expect(throws: BlocklistError.self) { try AddressSet(blocklist: "example.org") }
  }

  /// Both ends are in the range, and what is next to them is not.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func aRangeHoldsItsEndsAndNothingElse(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let low = UInt32.random(in: 1..<0xfff_ffff, using: &generator)
    let high = low + UInt32.random(in: 0...0xffff, using: &generator)
    let set = try Blocklist("\(Address.v4(low))-\(Address.v4(high))").addresses
    #expect(set.contains(.v4(low)) && set.contains(.v4(high)))
    #expect(!set.contains(.v4(low - 1)) && !set.contains(.v4(high + 1)))
  }
}
