extension DNSFaultCases {
  /// Row 12: addresses that no public mail host has. The first is a server's of the laboratory, which sees who dials.
  mutating func addReservedAddresses() {
    let loopback = serve("mx.\(Self.domain(12, "loopback"))")
    expectReserved(12, "loopback", "a loopback address", at: .a(loopback))
    let addresses: [(String, UInt32)] = [
      ("this-host", 0), ("this-network", 0x0001_0203), ("private-10", 0x0A00_0001), ("private-172", 0xAC10_0001),
      ("private-192", 0xC0A8_0001), ("shared", 0x6440_0001), ("link-local", 0xA9FE_A9FE), ("test-net", 0xC000_0201),
      ("benchmark", 0xC612_0001), ("multicast", 0xE000_0001), ("future", 0xF000_0001), ("broadcast", 0xFFFF_FFFF),
    ]
    for (word, number) in addresses {
      let address = IPv4Address(number: number)
      expectReserved(12, word, "the address \(address)", at: .a(address))
    }
    let groups: [(String, [UInt16])] = [
      ("v6-unspecified", [0, 0, 0, 0, 0, 0, 0, 0]), ("v6-loopback", [0, 0, 0, 0, 0, 0, 0, 1]),
      ("v6-unique-local", [0xFC00, 0, 0, 0, 0, 0, 0, 1]), ("v6-link-local", [0xFE80, 0, 0, 0, 0, 0, 0, 1]),
      ("v6-site-local", [0xFEC0, 0, 0, 0, 0, 0, 0, 1]), ("v6-multicast", [0xFF02, 0, 0, 0, 0, 0, 0, 1]),
      ("v6-documentation", [0x2001, 0xDB8, 0, 0, 0, 0, 0, 1]),
    ]
    for (word, groups) in groups { expectReserved(12, word, "a \(word) address", at: .aaaa(groups)) }
    // libunbound answers for it by itself (RFC 6761 §6.3).
    answer(Self.domain(12, "localhost"), [.mx], .records([.mx(10, "localhost")]))
    addZone(Self.domain(12, "localhost"), .unsigned)
    expectReserved(12, "localhost", "the MX is localhost", host: "localhost")
  }

  /// Row 13: IPv6 addresses that stand for an IPv4 address, in each way that there is. What they stand for is a server's
  /// address of the laboratory: the kernel takes a connection to the first of them there.
  mutating func addWrappedAddresses() {
    let address = serve("mx.\(Self.domain(13))")
    let (high, low) = (UInt16(address.number >> 16), UInt16(address.number & 0xFFFF))
    let wrappers: [(String, [UInt16])] = [
      ("mapped", [0, 0, 0, 0, 0, 0xFFFF, high, low]), ("compatible", [0, 0, 0, 0, 0, 0, high, low]),
      ("nat64", [0x64, 0xFF9B, 0, 0, 0, 0, high, low]), ("nat64-local", [0x64, 0xFF9B, 1, 0, 0, 0, high, low]),
      ("6to4", [0x2002, high, low, 0, 0, 0, 0, 0]), ("teredo", [0x2001, 0, 0, 0, 0, 0, ~high, ~low]),
    ]
    for (word, groups) in wrappers {
      expectReserved(13, word, "an IPv4 address inside of an IPv6 address: \(word)", at: .aaaa(groups))
    }
  }

  /// Row 84: a policy host at a loopback address.
  mutating func addPolicyHost() {
    let domain = Self.domain(84)
    let host = "mx.\(domain)"
    addHost(host)
    let policy = "version: STSv1\r\nmode: enforce\r\nmx: \(host)\r\nmax_age: 604800\r\n"
    add(PolicySite(domain: domain, address: takeAddress(), answer: .policy(Octets(Array(policy.utf8)))))
    add(
      84, nil, "the policy host is at a loopback address", mail: Self.mx(host), mtaSTS: ["v=STSv1; id=1;"],
      hosts: [.reached(host)])
    expectReserved(84, nil, "the policy host is at a loopback address")
  }

  /// Adds a domain that is not listed, and its zone: its only MX host has one address.
  private mutating func expectReserved(_ row: Int, _ word: String, _ title: String, at record: OddRecord) {
    let domain = Self.domain(row, word)
    addZone(domain, .unsigned)
    answer(domain, [.mx], .records([.mx(10, "mx.\(domain)")]))
    answer("mx.\(domain)", [record.type], .records([record]))
    // The other type is there without a record, so that the name exists.
    answer("mx.\(domain)", [record.type == .a ? .aaaa : .a], .records([]))
    expectReserved(row, word, title)
  }
}
