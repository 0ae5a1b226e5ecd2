import SurveyCore
import Testing

@Suite struct NetworkTests {
  @Test(arguments: [
    ("192.0.2.0/24", "192.0.2.0", "192.0.2.255"),
    ("192.0.2.99/24", "192.0.2.0", "192.0.2.255"),
    ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"),
    ("255.255.255.255/0", "0.0.0.0", "255.255.255.255"),
    ("128.0.0.0/1", "128.0.0.0", "255.255.255.255"),
    ("192.0.2.7/31", "192.0.2.6", "192.0.2.7"),
    ("192.0.2.7/32", "192.0.2.7", "192.0.2.7"),
    ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
    ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::1/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::ff/127", "2001:db8::fe", "2001:db8::ff"),
    ("2001:db8::1/128", "2001:db8::1", "2001:db8::1"),
    ("2001:db8::1", "2001:db8::1", "2001:db8::1"),
  ])
  func reachesFromItsFirstToItsLastAddress(text: String, first: String, last: String) throws {
    let network = try #require(Network(text))
    #expect(network.base == Address(first))
    #expect(network.last == Address(last))
    #expect(Network(network.description) == network)
  }

  @Test(arguments: [
    "", "/", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+24", "192.0.2.0/24/24",
    "192.0.2.0/2x",
    "192.0.2.0/255.255.255.0", "192.0.2.0/99999999999999999999", "192.0.2/24", "::/129", "::/ 12", "::1 /128",
    "example.org", "192.0.2.0-192.0.2.9", "192.0.2.0/٣",
  ])
  func refusesAnythingElse(text: String) { #expect(Network(text) == nil) }

  @Test func hasNoBitsPastItsPrefix() {
    for length in 0...32 {
      let network = Network(.v4(.max), prefixLength: length)
      #expect(network.base == .v4(length == 0 ? 0 : .max << UInt32(32 - length)))
      #expect(network.last == .v4(.max))
    }
    for length in 0...128 {
      let network = Network(.v6(0), prefixLength: length)
      #expect(network.base == .v6(0))
      #expect(network.last == .v6(length == 128 ? 0 : .max >> UInt128(length)))
    }
  }
}
