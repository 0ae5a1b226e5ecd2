import SurveyCore
import Testing

@Suite struct ReservedAddressesTests {
  /// First and last address of each block, from the IANA registries by hand rather than from CIDR notation.
  struct Block: Sendable, CustomTestStringConvertible {
    let first: String
    let last: String
    var testDescription: String { "\(first)–\(last)" }

    static let all: [Block] = [
      Block(first: "0.0.0.0", last: "0.255.255.255"),
      Block(first: "10.0.0.0", last: "10.255.255.255"),
      Block(first: "100.64.0.0", last: "100.127.255.255"),
      Block(first: "127.0.0.0", last: "127.255.255.255"),
      Block(first: "169.254.0.0", last: "169.254.255.255"),
      Block(first: "172.16.0.0", last: "172.31.255.255"),
      Block(first: "192.0.0.0", last: "192.0.0.255"),
      Block(first: "192.0.2.0", last: "192.0.2.255"),
      Block(first: "192.31.196.0", last: "192.31.196.255"),
      Block(first: "192.52.193.0", last: "192.52.193.255"),
      Block(first: "192.88.99.0", last: "192.88.99.255"),
      Block(first: "192.168.0.0", last: "192.168.255.255"),
      Block(first: "192.175.48.0", last: "192.175.48.255"),
      Block(first: "198.18.0.0", last: "198.19.255.255"),
      Block(first: "198.51.100.0", last: "198.51.100.255"),
      Block(first: "203.0.113.0", last: "203.0.113.255"),
      Block(first: "224.0.0.0", last: "239.255.255.255"),
      Block(first: "240.0.0.0", last: "255.255.255.255"),
      Block(first: "::", last: "::ffff:ffff"),
      Block(first: "::ffff:0:0", last: "::ffff:ffff:ffff"),
      Block(first: "::ffff:0:0:0", last: "::ffff:0:ffff:ffff"),
      Block(first: "64:ff9b::", last: "64:ff9b::ffff:ffff"),
      Block(first: "64:ff9b:1::", last: "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "100::", last: "100::ffff:ffff:ffff:ffff"),
      Block(first: "100:0:0:1::", last: "100:0:0:1:ffff:ffff:ffff:ffff"),
      Block(first: "2001::", last: "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "2001:db8::", last: "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "2002::", last: "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "2620:4f:8000::", last: "2620:4f:8000:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "3fff::", last: "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "5f00::", last: "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "fc00::", last: "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "fe80::", last: "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "fec0::", last: "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      Block(first: "ff00::", last: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ]

    func contains(_ address: Address) -> Bool {
      guard let first = Address(first), let last = Address(last) else { return false }
      return first <= address && address <= last
    }
  }

  @Test(arguments: Block.all)
  func reachesExactlyFromFirstToLast(block: Block) throws {
    let first = try #require(Address(block.first))
    let last = try #require(Address(block.last))
    #expect(AddressSet.reserved.contains(first))
    #expect(AddressSet.reserved.contains(last))
    for outside in [first.neighbour(-1), last.neighbour(1)].compactMap({ $0 }) {
      let isInAnother = Block.all.contains { $0.contains(outside) }
      #expect(AddressSet.reserved.contains(outside) == isInAnother, "\(outside)")
    }
  }

  /// Loopback, however it is wrapped, must not be dialled.
  @Test(arguments: [
    "127.0.0.1", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1",
    "64:ff9b:1::127.0.0.1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:0:5ef5:79fd:0:0:80ff:fffe",
  ])
  func wrappedLoopbackIsReserved(text: String) {
    #expect(Address(text).map(AddressSet.reserved.contains) == true)
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "193.0.0.1",
    "198.17.255.255",
    "198.20.0.0", "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111",
    "2620:fe::fe", "2a00:1450:4013:c01::1a", "2001:db7:ffff::", "2001:db9::",
  ])
  func publicAddressesAreNotReserved(text: String) {
    #expect(Address(text).map(AddressSet.reserved.contains) == false)
  }
}
