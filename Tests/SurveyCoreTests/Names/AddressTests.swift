import SurveyCore
import Testing

extension Address {
  /// The next address up or down in the same family; `nil` past its end.
  func neighbour(_ step: Int) -> Address? {
    switch self {
    case .v4(let value):
      let (sum, overflow) =
        step > 0 ? value.addingReportingOverflow(1) : value.subtractingReportingOverflow(1)
      return overflow ? nil : .v4(sum)
    case .v6(let value):
      let (sum, overflow) =
        step > 0 ? value.addingReportingOverflow(1) : value.subtractingReportingOverflow(1)
      return overflow ? nil : .v6(sum)
    }
  }

  /// An address of either family.
  static func random(using generator: inout SplitMix64) -> Address {
    Bool.random(using: &generator)
      ? .v4(UInt32.random(in: 0...(.max), using: &generator))
      : .v6(UInt128.random(in: 0...(.max), using: &generator))
  }
}

@Suite struct AddressTests {
  @Test(
    arguments: [
      ("0.0.0.0", 0), ("127.0.0.1", 0x7f00_0001), ("192.0.2.255", 0xc000_02ff),
      ("255.255.255.255", 0xffff_ffff),
    ] as [(String, UInt32)])
  func readsAndPrintsDottedQuads(text: String, value: UInt32) {
    #expect(Address(text) == .v4(value))
    #expect(Address.v4(value).description == text)
  }

  /// Each rule of RFC 5952 §4; the first column is any form, the second the canonical one.
  @Test(arguments: [
    ("::", "::"),
    ("::1", "::1"),
    ("1::", "1::"),
    ("0:0:0:0:0:0:0:0", "::"),
    ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
    ("2001:DB8::ABCD", "2001:db8::abcd"),
    ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
    // §4.2.2: one group of zeros stays.
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    // §4.2.3: the longest run, the first of equals.
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("0:0:0:1:0:0:0:0", "0:0:0:1::"),
    ("0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1"),
    ("1:0:0:0:0:0:0:0", "1::"),
    ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
    ("0:0:1:2:3:4:5:6", "::1:2:3:4:5:6"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    // RFC 4291 §2.2: IPv4 in the last two groups.
    ("::192.0.2.1", "::c000:201"),
    ("::ffff:127.0.0.1", "::ffff:7f00:1"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
    ("1:2:3:4:5::1.2.3.4", "1:2:3:4:5:0:102:304"),
    ("1::0.0.0.0", "1::"),
  ])
  func readsAnyFormAndPrintsTheCanonicalOne(text: String, canonical: String) throws {
    let address = try #require(Address(text))
    #expect(address.description == canonical)
    #expect(Address(canonical) == address)
    #expect(address.isIPv6)
  }

  @Test(arguments: [
    "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.0.0.1", "1.2.3.999", "01.2.3.4",
    "1.2.3.00",
    "+1.2.3.4", "-1.2.3.4", "0x7f.0.0.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\0", "１.2.3.4", "1,2,3,4",
    "localhost",
    ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:", ":1:2:3:4:5:6:7:8", "1::2::3",
    "1:::2",
    "::1:", ":1::", "12345::", "::g", "::-1", "::+1", "::1%eth0", "::1%1", "[::1]", "::1/128", "::1 ",
    "1:2:3:4:5:6:7::8", "1:2:3:4:5:6::7:8:9", "::1:2:3:4:5:6:7:8", "::1.2.3", "::1.2.3.4.5", "::256.0.0.1",
    "::1.2.3.4:5", "1.2.3.4::", ":1.2.3.4", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6::1.2.3.4",
    "1:2:3:4:5:1.2.3.4", "::1..2.3", "::ffff:1.2.3.4%0", "::\u{ff11}",
  ])
  func refusesAnythingElse(text: String) { #expect(Address(text) == nil) }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func printingAndReadingAreInverse(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<1_000 {
      var address = Address.random(using: &generator)
      // Random words have no zero groups; a mask makes some.
      if case .v6(let value) = address {
        let mask = (0..<8).reduce(UInt128(0)) { mask, _ in
          mask << 16 | (Bool.random(using: &generator) ? 0xffff : 0)
        }
        address = .v6(value & mask)
      }
      #expect(Address(address.description) == address)
      #expect(Address(octets: address.octets) == address)
    }
  }

  @Test func octetsAreInNetworkOrder() {
    #expect(Address("192.0.2.1")?.octets == [192, 0, 2, 1])
    #expect(Address("2001:db8::102")?.octets == [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2])
  }

  @Test(arguments: Array(0...20))
  func onlyFourOrSixteenOctetsAreAnAddress(count: Int) {
    let isAddress = Address(octets: [UInt8](repeating: 1, count: count)) != nil
    #expect(isAddress == (count == 4 || count == 16))
  }

  @Test func isOrderedIPv4FirstThenByValue() {
    let texts = ["0.0.0.0", "9.0.0.0", "10.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::", "ff00::"]
    let addresses = texts.compactMap { Address($0) }
    #expect(addresses.count == texts.count)
    #expect(addresses.reversed().sorted() == addresses)
    #expect(!(addresses[0] < addresses[0]))
  }

  @Test(arguments: [
    ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("::ffff:1.2.3.4", "::/48"),
  ])
  func neighbourhoodIsThe24OrThe48(text: String, network: String) {
    #expect(Address(text)?.network.description == network)
  }
}
